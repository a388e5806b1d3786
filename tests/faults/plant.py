"""Plant faults in copies of Latchkey, one at a time, and see whether a scenario notices each of them.

``python tests/faults/plant.py`` plants every fault of faults.toml; words choose those whose ``what`` contains one.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FAULTS = Path(__file__).with_name("faults.toml")
SLOWEST = 900  # seconds that one fault may take
#: File, text, and what takes its place in every copy: a scenario that fails waits for what never comes.
HASTE = (
    ("features/support/browser.py", "timeout=3_000", "timeout=1_000"),
    ("features/support/windows.py", "5_000", "2_000"),
)
running: set[subprocess.Popen[bytes]] = set()


class InapplicableError(Exception):
    """What is to be replaced does not stand exactly once in its file."""


@dataclass
class Outcome:
    """What became of a fault, and the scenarios that it made fail: file:line and name."""

    what: str
    verdict: str
    killers: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """One line: the verdict, the fault, and its first killer."""
        return f"{self.verdict:15} {self.what}" + (f" <- {self.killers[0]}" if self.killers else "")


def copy_tree(target: Path) -> None:
    """Copy what git tracks here, or would add, into ``target``."""
    listing = ("git", "ls-files", "-co", "--exclude-standard", "-z")
    for name in subprocess.check_output(listing, cwd=ROOT, text=True).split("\0"):  # noqa: S603 -- our own command
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)


def edit(tree: Path, file: str, find: str, replace: str) -> None:
    """Put ``replace`` in the place of ``find``. Raises InapplicableError unless that stands once in ``file``."""
    path = tree / file
    text = path.read_text() if path.is_file() else ""
    if text.count(find) != 1:
        raise InapplicableError(f"{file} has {text.count(find)} times {find!r}")
    path.write_text(text.replace(find, replace))


def behave(tree: Path, features: list[str], *options: str) -> dict[str, str]:
    """Run ``features`` in ``tree`` and give the status of each scenario, by its file:line and name. Empty: no run."""
    paths = [f"features/{stem}.feature" for stem in features]
    command = (sys.executable, "-m", "behave", "--format=json", "--outfile=results.json", *options, *paths)
    (tree / "tmp").mkdir()
    with subprocess.Popen(  # noqa: S603 -- our own command
        command,
        cwd=tree,
        env=os.environ | {"TMPDIR": str(tree / "tmp")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        running.add(process)
        with suppress(subprocess.TimeoutExpired):
            process.wait(SLOWEST)
        stop(process)
    with suppress(OSError, ValueError):
        told = json.loads((tree / "results.json").read_text())
        parts = [part for feature in told for part in feature.get("elements", []) if part["type"] != "background"]
        return {f"{part['location']} {part['name'].partition(' -- @')[0]}": part.get("status", "") for part in parts}
    return {}


def stop(process: subprocess.Popen[bytes]) -> None:
    """End ``process`` and all that it has started, the browser included."""
    for ending in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(process.pid, ending)
            process.wait(5)
    running.discard(process)


def plant(fault: dict[str, Any], tree: Path, options: list[str]) -> Outcome:
    """Plant ``fault`` in a copy of ``tree``, run its features there, and say what became of it."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copy = Path(shutil.copytree(tree, Path(folder) / "copy"))
        try:
            for change in (fault, *fault.get("also", [])):
                edit(copy, change["file"], change["find"], change["replace"])
        except InapplicableError as problem:
            return Outcome(f"{fault['what']}: {problem}", "does not apply")
        statuses = behave(copy, fault["features"], *options)
    ran = {name: status for name, status in statuses.items() if status not in ("", "untested", "skipped")}
    killers = [name for name, status in ran.items() if status != "passed"]
    return Outcome(fault["what"], ("killed" if killers else "survived") if ran else "does not run", killers)


def plant_all(faults: list[dict[str, Any]], tree: Path, options: list[str]) -> list[Outcome]:
    """Plant each of ``faults``, as many at a time as there are cores, and print what became of each as it ends."""
    pool = ThreadPoolExecutor(os.cpu_count())
    futures = [pool.submit(plant, fault, tree, options) for fault in faults]
    try:
        for future in as_completed(futures):
            print(future.result(), flush=True)  # noqa: T201
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        while not all(future.done() for future in futures):  # only after Ctrl-C
            for process in list(running):
                stop(process)
            time.sleep(0.1)
    return [future.result() for future in futures]


def unharmed(tree: Path, outcomes: list[Outcome], features: list[str]) -> list[str]:
    """Give every scenario of ``features``, outline rows included, that none of ``outcomes`` made fail."""
    killers = {name for outcome in outcomes for name in outcome.killers}
    return [name for name in behave(tree, features, "--dry-run") if name not in killers]


def main(arguments: list[str]) -> int:
    """Plant what ``arguments`` ask for, and give the exit code: 0 if every fault was killed, else 1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", metavar="WORD", help="plant only the faults whose name contains a WORD")
    parser.add_argument("--all", action="store_true", help="go on after a failure, and list what no fault made fail")
    asked = parser.parse_args(arguments)
    faults = tomllib.loads(FAULTS.read_text())["fault"]
    chosen = [fault for fault in faults if not asked.words or any(word in fault["what"] for word in asked.words)]
    with TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as folder:
        tree = Path(folder) / "tree"
        copy_tree(tree)
        for change in HASTE:
            edit(tree, *change)
        outcomes = plant_all(chosen, tree, [] if asked.all else ["--stop"])
        if asked.all:
            stems = {stem for fault in chosen for stem in fault["features"]}
            every = sorted(stems if asked.words else {path.stem for path in tree.glob("features/*.feature")})
            for name in unharmed(tree, outcomes, every):
                print(f"{'never failed':15} {name}")  # noqa: T201
    verdicts = [outcome.verdict for outcome in outcomes]
    print(", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in sorted(set(verdicts))))  # noqa: T201
    return int(set(verdicts) != {"killed"})


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
