"""Copies of Latchkey: a fault is planted in each, and its features are run there."""

import ast
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.table import ROOT, Fault
from tests.faults.verdict import Outcome, Ran, failed_thens, judge, read, statuses

SLOWEST = 900  # seconds that one fault may take
#: behave's options in every copy: a scenario that fails waits for what never comes, here for milliseconds.
HASTE = ("-Dexpect_timeout=1000",)
#: And where a feature is about several servers.
SEVERAL = ("-Dcluster=true",)
LOG = "behave.log"  # in a copy: what behave said
running: set[subprocess.Popen[bytes]] = set()


class InapplicableError(Exception):
    """What is to be replaced does not stand exactly once in its file, or in the function that it is looked for in."""


def copy_tree(target: Path) -> None:
    """Copy what git tracks here, or would add, into ``target``."""
    listing = ("git", "ls-files", "-co", "--exclude-standard", "-z")
    for name in subprocess.check_output(listing, cwd=ROOT, text=True).split("\0"):  # noqa: S603 -- our own command
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)


def applied(fault: Fault, tree: Path) -> dict[str, str]:
    """Give the text of each file of ``tree`` that ``fault`` changes, changed.

    Raises InapplicableError unless each text that it replaces stands exactly once where it is looked for.
    """
    texts: dict[str, str] = {}
    for change in (fault, *fault.get("also", [])):
        if "file" not in change:  # nothing is planted, to see that the scenarios pass
            continue
        path = tree / change["file"]
        text = texts.get(change["file"]) or (path.read_text() if path.is_file() else "")
        before, here, after = parted(text, change.get("inside", ""))
        if here.count(change["find"]) != 1:
            place = " in ".join(filter(None, [change.get("inside"), change["file"]]))
            raise InapplicableError(f"{place} has {here.count(change['find'])} times {change['find']!r}")
        texts[change["file"]] = before + here.replace(change["find"], change["replace"]) + after
    return texts


def parted(text: str, inside: str) -> tuple[str, str, str]:
    """Part the Python ``text`` into what is before the function or class ``inside``, that itself, and what is after.

    ``inside`` is a name such as "login" or "LoginForm.validate"; its decorators belong to it. With none all is inside;
    where there is no such function, nothing is.
    """
    if not inside:
        return "", text, ""
    found: ast.AST | None = ast.parse(text)
    for name in inside.split("."):
        named = (node for node in getattr(found, "body", []) if getattr(node, "name", None) == name)
        found = next(named, None)
    if not isinstance(found, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return text, "", ""
    lines = text.splitlines(keepends=True)
    first = min(node.lineno for node in (found, *found.decorator_list)) - 1
    return "".join(lines[:first]), "".join(lines[first : found.end_lineno]), "".join(lines[found.end_lineno :])


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
        code, ran = behave(copy, fault["features"], [*chosen, *([] if complete else ["--stop"])])
        outcome = replace(judge(fault["what"], code, statuses(ran), complete=complete), thens=failed_thens(ran))
        if outcome.verdict == "does not run":
            return replace(outcome, what=f"{outcome.what}: {last_error(copy)}")
        return outcome


def last_error(tree: Path) -> str:
    """The last line in which behave spoke of an error in ``tree``."""
    lines = (tree / LOG).read_text(errors="replace").splitlines()
    return next((line for line in reversed(lines) if "Error" in line), "no scenario ran, and behave did not say why")


def behave(tree: Path, features: list[str], options: list[str]) -> tuple[int, list[Ran]]:
    """Run ``features`` in ``tree``, and give behave's exit code and each scenario. Without any: no run."""
    paths = [f"features/{stem}.feature" for stem in features]
    where = SEVERAL if any(is_for_several(tree / path) for path in paths) else ()
    command = (sys.executable, "-m", "behave", "--format=json", "--outfile=results.json")
    command = (*command, *HASTE, *where, *options, *paths)
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
    with suppress(OSError, ValueError):
        return process.returncode, read((tree / "results.json").read_text())
    return process.returncode, []


def is_for_several(feature: Path) -> bool:
    """Whether the file of a ``feature`` says in its first line that it is about several servers."""
    return feature.is_file() and "@cluster" in feature.read_text().partition("\n")[0].split()


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
