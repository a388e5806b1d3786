"""What became of each mutant, and what the table of equivalents says of those that no test noticed."""

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

EQUIVALENTS = Path(__file__).with_name("equivalents.toml")
KEYS = {"function", "was", "becomes", "why"}
#: What the tests were run on, and did not fail. Whatever was not tried may be noticed after all: no reason excuses it.
UNNOTICED = {"survived", "timeout"}


class TableError(Exception):
    """The table says what cannot be. Its message is the sentence to show."""


@dataclass(frozen=True)
class Mutant:
    """A change of ``function``: of the lines that ``was`` there, and of what each of them ``becomes``."""

    function: str
    was: str
    becomes: str
    status: str

    @property
    def change(self) -> tuple[str, str, str]:
        """What it is known by. mutmut's own number of it means another one, once the function has changed."""
        return self.function, self.was, self.becomes

    def __str__(self) -> str:
        """Tell of it on a line."""
        return f"{self.function} ({self.status}): {self.was or 'nothing'}  →  {self.becomes or 'nothing'}"


@dataclass
class Verdict:
    """The mutants, one by one: ``killed``, ``explained``, or neither. ``stale``: what the table explains in vain."""

    killed: int = 0
    explained: int = 0
    survivors: list[Mutant] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)

    @property
    def score(self) -> float:
        """How many per cent were killed, of those that anybody could notice. Of none, none."""
        return 100 * self.killed / max(1, self.killed + len(self.survivors))


def load(path: Path = EQUIVALENTS) -> list[dict[str, str]]:
    """Give the entries of the table at ``path``. Raises TableError."""
    entries: list[dict[str, Any]] = tomllib.loads(path.read_text()).get("equivalent", [])
    for entry in entries:
        if entry.keys() != KEYS or not all(isinstance(text, str) for text in entry.values()):
            raise TableError(f"An entry needs {', '.join(sorted(KEYS))}, each a text, and nothing else: {entry}")
        if not entry["why"].strip():
            raise TableError(f"Why can nobody notice it? {entry}")
    for change, times in Counter(map(change_of, entries)).items():
        if times > 1:
            raise TableError(f"It is explained twice: {change}")
    return entries


def change_of(entry: dict[str, str]) -> tuple[str, str, str]:
    """The change that ``entry`` explains."""
    return entry["function"], entry["was"], entry["becomes"]


def judge(mutants: list[Mutant], entries: list[dict[str, str]]) -> Verdict:
    """Tell the ``mutants`` apart. Whatever is not killed and not explained has survived: one that timed out as well."""
    verdict, in_vain = Verdict(), {change_of(entry): entry for entry in entries}
    explained = set(in_vain)
    for mutant in mutants:
        if mutant.status == "killed":
            verdict.killed += 1
            continue
        in_vain.pop(mutant.change, None)
        if mutant.change in explained and mutant.status in UNNOTICED:
            verdict.explained += 1
        else:
            verdict.survivors.append(mutant)
    verdict.stale = [f"{entry['function']}: {entry['was']}  →  {entry['becomes']}" for entry in in_vain.values()]
    return verdict
