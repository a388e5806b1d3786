"""Copies of Latchkey: a fault is planted in each, and its features are run there."""

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.faults.table import ROOT, Fault

SLOWEST = 900  # seconds that one fault may take
#: behave's options in every copy: a scenario that fails waits for what never comes, here for milliseconds.
HASTE = ("-Dexpect_timeout=1000",)
LOG = "behave.log"  # in a copy: what behave said
#: Statuses of a step that has failed by itself. Playwright's own time-out is behave's error.
BROKEN = {"failed", "error"}
#: Statuses of a scenario that did not run.
IDLE = {"", "untested", "skipped"}
running: set[subprocess.Popen[bytes]] = set()


class InapplicableError(Exception):
    """What is to be replaced does not stand exactly once in its file."""


@dataclass(frozen=True)
class Outcome:
    """What became of a fault, and the scenarios that it made fail: "features/login.feature: Logging in"."""

    what: str
    verdict: str
    killers: list[str] = field(default_factory=list)
    #: Whether its features ran to their end, and not just to the first failure.
    complete: bool = False
    #: Where the Thens stand that failed: "features/steps/login_steps.py:108".
    thens: list[str] = field(default_factory=list)


def copy_tree(target: Path) -> None:
    """Copy what git tracks here, or would add, into ``target``."""
    listing = ("git", "ls-files", "-co", "--exclude-standard", "-z")
    for name in subprocess.check_output(listing, cwd=ROOT, text=True).split("\0"):  # noqa: S603 -- our own command
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)


def applied(fault: Fault, tree: Path) -> dict[str, str]:
    """Give the text of each file of ``tree`` that ``fault`` changes, changed.

    Raises InapplicableError unless each text that it replaces stands exactly once in its file.
    """
    texts: dict[str, str] = {}
    for change in (fault, *fault.get("also", [])):
        if "file" not in change:  # nothing is planted, to see that the scenarios pass
            continue
        path = tree / change["file"]
        text = texts.get(change["file"]) or (path.read_text() if path.is_file() else "")
        if text.count(change["find"]) != 1:
            raise InapplicableError(f"{change['file']} has {text.count(change['find'])} times {change['find']!r}")
        texts[change["file"]] = text.replace(change["find"], change["replace"])
    return texts


def apply(fault: Fault, tree: Path) -> None:
    """Make every change of ``fault`` in ``tree``. Raises InapplicableError, and then changes nothing."""
    for file, text in applied(fault, tree).items():
        (tree / file).write_text(text)


def plant(fault: Fault, tree: Path, *, complete: bool) -> Outcome:
    """Plant ``fault`` in a copy of ``tree``, run its features there, and say what became of it."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copy = Path(shutil.copytree(tree, Path(folder) / "copy"))
        try:
            apply(fault, copy)
        except InapplicableError as problem:
            return Outcome(f"{fault['what']}: {problem}", "does not apply")
        chosen = [f"--name={fault['scenarios']}"] if "scenarios" in fault else []
        statuses = behave(copy, fault["features"], [*chosen, *([] if complete else ["--stop"])])
        outcome = replace(judge(fault["what"], statuses, complete=complete), thens=failed_thens(copy))
        if outcome.verdict == "does not run":
            return replace(outcome, what=f"{outcome.what}: {last_error(copy)}")
        return outcome


def judge(what: str, statuses: dict[str, str], *, complete: bool) -> Outcome:
    """Tell what the ``statuses`` of the scenarios say of a fault."""
    ran = {name: status for name, status in statuses.items() if status not in IDLE}
    killers = [name for name, status in ran.items() if status != "passed"]
    verdict = ("killed" if killers else "survived") if ran else "does not run"
    return Outcome(what, verdict, killers, complete)


def last_error(tree: Path) -> str:
    """The last line in which behave spoke of an error in ``tree``."""
    lines = (tree / LOG).read_text(errors="replace").splitlines()
    return next((line for line in reversed(lines) if "Error" in line), "no scenario ran, and behave did not say why")


def behave(tree: Path, features: list[str], options: list[str]) -> dict[str, str]:
    """Run ``features`` in ``tree``, and give the status of each scenario by its file and name. Empty: no run."""
    paths = [f"features/{stem}.feature" for stem in features]
    command = (sys.executable, "-m", "behave", "--format=json", "--outfile=results.json", *HASTE, *options, *paths)
    (tree / "tmp").mkdir()
    with (
        (tree / LOG).open("w") as log,
        subprocess.Popen(  # noqa: S603 -- our own command
            command,
            cwd=tree,
            env=os.environ | {"TMPDIR": str(tree / "tmp")},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process,
    ):
        running.add(process)
        with suppress(subprocess.TimeoutExpired):
            process.wait(SLOWEST)
        stop(process)
    return {f"{part['location'].split(':')[0]}: {part['name'].strip()}": part.get("status", "") for part in told(tree)}


def told(tree: Path) -> list[dict[str, Any]]:
    """Give each scenario of the last run in ``tree`` as behave's JSON has it. Empty: no run."""
    with suppress(OSError, ValueError):
        features = json.loads((tree / "results.json").read_text())
        return [part for feature in features for part in feature.get("elements", []) if part["type"] != "background"]
    return []


def failed_thens(tree: Path) -> list[str]:
    """Give where each Then stands that found its promise broken in ``tree``: no act before it, no hook after it."""
    steps = (step for part in told(tree) for step in part["steps"] if step["step_type"] == "then")
    found = (step["match"]["location"] for step in steps if step.get("result", {}).get("status") in BROKEN)
    return sorted(set(found))


def stop(process: subprocess.Popen[bytes]) -> None:
    """End ``process`` and all that it has started, the browser included."""
    for ending in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(process.pid, ending)
            process.wait(5)
    running.discard(process)


def stop_all() -> None:
    """End every run."""
    for process in list(running):
        stop(process)
