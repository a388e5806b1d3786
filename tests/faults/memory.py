"""Which faults were killed before, so that an interrupted run goes on where it stopped."""

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path

from tests.faults.table import ROOT, Fault
from tests.faults.verdict import Outcome

FILE = ROOT / ".mutants.json"
#: What a scenario's result depends on, besides the text of its feature.
SOURCES = (
    "app/**/*",
    "templates/**/*",
    "features/**/*.py",
    "features/**/*.toml",
    "pyproject.toml",
    "requirements.lock",
)


class Memory:
    """The outcomes of one tree, kept in a file. They count for as long as nothing changes that they depend on."""

    def __init__(self, tree: Path, path: Path = FILE, *, fresh: bool = False) -> None:
        self.tree = tree
        self.path = path
        files = sorted({file for pattern in SOURCES for file in tree.glob(pattern) if file.is_file()})
        self.sources = digest(text for file in files for text in (str(file.relative_to(tree)), digest([file])))
        if fresh:
            path.unlink(missing_ok=True)

    def read(self) -> dict[str, Outcome]:
        """Give every outcome that is kept, by its key. A file that is not there, or not ours, holds none."""
        with suppress(OSError, ValueError, TypeError, AttributeError):
            return {key: Outcome(**kept) for key, kept in json.loads(self.path.read_text()).items()}
        return {}

    def key(self, fault: Fault) -> str:
        """What ``fault`` is remembered by: its changes, the tree, and its features but for their comments."""
        keys = ("file", "inside", "find", "replace")
        changes = [[change.get(key) for key in keys] for change in (fault, *fault.get("also", []))]
        texts = [(self.tree / f"features/{stem}.feature").read_text() for stem in fault["features"]]
        lines = [line for text in texts for line in text.splitlines() if not line.lstrip().startswith("#")]
        return digest([self.sources, json.dumps([fault["features"], fault.get("scenarios"), changes]), *lines])

    def recall(self, fault: Fault, *, complete: bool) -> Outcome | None:
        """Give what became of ``fault``, or None if it was never planted so, or not ``complete``, and that is asked."""
        kept = self.read().get(self.key(fault))
        return replace(kept, what=fault["what"]) if kept and (kept.complete or not complete) else None

    def tidy(self, faults: list[Fault]) -> None:
        """Forget what no longer counts for any of ``faults``."""
        counts = {self.key(fault) for fault in faults}
        self.write({key: outcome for key, outcome in self.read().items() if key in counts})

    def keep(self, fault: Fault, outcome: Outcome) -> None:
        """Write down what became of ``fault``, if it is as it should be. Whatever else there is, is tried again."""
        if outcome.verdict == ("killed" if "file" in fault else "survived"):
            self.write(self.read() | {self.key(fault): outcome})

    def write(self, outcomes: dict[str, Outcome]) -> None:
        """Put ``outcomes`` into the file, whole or not at all."""
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps({key: asdict(kept) for key, kept in outcomes.items()}, indent=1))
        fresh.replace(self.path)


def digest(texts: Iterable[str | Path]) -> str:
    """A hash of ``texts``, or of the files where they are paths."""
    found = hashlib.sha256()
    for text in texts:
        found.update((text.read_bytes() if isinstance(text, Path) else text.encode()) + b"\0")
    return found.hexdigest()
