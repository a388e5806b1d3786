"""Plant faults in copies of Latchkey, one at a time, and see whether a scenario notices each of them.

Without words, every fault of the tables beside this is planted; a WORD chooses those whose name contains it, or whose
tag, ASVS id or feature it is: ``nox -s mutants -- cookie``, ``-- 6.3.8``, ``-- return_to``. Those that take several
servers are planted only where a word asks for them: ``-- servers``.

Each line tells what became of a fault: killed (a scenario failed, as it should), survived, does not apply (its file no
longer has what it replaces), or does not run (behave itself failed). What was killed is kept in .mutants.json, and
holds for as long as neither the fault nor what it is planted in changes: an interrupted run goes on where it stopped.
"""

import argparse
import os
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults import copies, table
from tests.faults.copies import InapplicableError, plant
from tests.faults.memory import FILE, Memory
from tests.faults.survivors import STAYS, rows, unharmed, unharmed_thens
from tests.faults.table import Fault, TableError
from tests.faults.verdict import Outcome

#: What the faults are called that are none, before the feature.
NOTHING = "nothing, in "


def options() -> argparse.ArgumentParser:
    """What a person may ask for."""
    parser = argparse.ArgumentParser(
        prog="nox -s mutants --", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("words", nargs="*", metavar="WORD", help="plant only the faults that a WORD names")
    parser.add_argument(
        "--all",
        action="store_true",
        help="go on after the first failure, and list the scenarios and the Thens that no fault makes fail; one that"
        f' has a reason to stay gives it in a comment above it: "{STAYS}…"',
    )
    parser.add_argument("--check", action="store_true", help="plant nothing: only see whether each fault applies")
    parser.add_argument("--fresh", action="store_true", help=f"forget {FILE.name}, and plant every fault anew")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N", help="N at a time (default: cores)")
    return parser


def main(arguments: list[str]) -> int:
    """Plant what ``arguments`` ask for. Gives the exit code: 0 if all is killed, 1 if not, 2 if the table is wrong."""
    asked = options().parse_args(arguments)
    try:
        faults = table.load()
        chosen = table.choose(faults, asked.words)
    except TableError as problem:
        say(problem)
        return 2
    if not (asked.words or asked.check):  # several servers take PostgreSQL, Redis and nginx
        chosen = [fault for fault in chosen if not is_for_several(fault)]
    with TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as folder:
        tree = Path(folder) / "tree"
        copies.copy_tree(tree)
        if asked.check:
            wrong = check(chosen, tree)
        else:
            memory = Memory(tree, fresh=asked.fresh)
            memory.tidy([*faults, *controls(sorted(path.stem for path in tree.glob("features/*.feature")))])
            wrong = run(chosen, memory, asked)
    without = ", ".join(table.uncovered(faults))
    say(f"No fault for: {without}" if without else "Every requirement has a fault.")
    return int(wrong)


def is_for_several(fault: Fault) -> bool:
    """Whether ``fault`` is looked for on several servers."""
    return any(copies.is_for_several(table.ROOT / f"features/{stem}.feature") for stem in fault["features"])


def check(faults: list[Fault], tree: Path) -> bool:
    """See whether each of ``faults`` applies to ``tree``, and has scenarios there, and tell whether one has not."""
    problems = []
    for fault in faults:
        try:
            copies.applied(fault, tree)
        except InapplicableError as problem:
            problems.append(f"does not apply  {fault['what']}: {problem}")
        if not is_looked_for(fault, tree):
            problems.append(f"does not run    {fault['what']}: a feature has no scenario called {fault['scenarios']!r}")
    say(*problems, f"{len(faults) - len(problems)} of {len(faults)} faults apply.", sep="\n")
    return bool(problems)


def is_looked_for(fault: Fault, tree: Path) -> bool:
    """Whether each of the features of ``fault`` has a scenario of a name that it asks for."""
    files = [tree / f"features/{stem}.feature" for stem in fault["features"]]
    return all(any(re.search(fault.get("scenarios", ""), row.name) for _, row in rows(file)) for file in files)


def run(chosen: list[Fault], memory: Memory, asked: argparse.Namespace) -> bool:
    """Plant the faults ``chosen``, tell what became of them, and whether that is not as it should be."""
    stems = sorted({stem for fault in chosen for stem in fault["features"]})
    say("First with no fault planted: what fails then proves nothing.")
    unsound = [outcome for outcome in plant_all(controls(stems), memory, asked) if outcome.verdict != "survived"]
    if unsound:
        say("Mend this first:", *(f"{one.what}: {', '.join(one.killers)}" for one in unsound), sep="\n")
        return True
    say("Then with each fault.")
    outcomes = list(plant_all(chosen, memory, asked))
    wrong = [f"{outcome.verdict:15} {outcome.what}" for outcome in outcomes if outcome.verdict != "killed"]
    if asked.all:
        every = stems if asked.words else sorted(path.stem for path in memory.tree.glob("features/*.feature"))
        found = unharmed(memory.tree, every, {name for outcome in outcomes for name in outcome.killers})
        if not asked.words:
            found += unharmed_thens(memory.tree, {then for outcome in outcomes for then in outcome.thens})
        say(*(f"{'stays':15} {one}" for one in found if one.reason), sep="\n")
        wrong += [f"{'never failed':15} {one}" for one in found if not one.reason]
    say(*wrong, tally(outcomes), sep="\n")
    return bool(wrong)


def controls(stems: list[str]) -> list[Fault]:
    """The faults that are none, one for each feature: nothing is planted, and every scenario must pass."""
    return [{"what": f"{NOTHING}{stem}", "features": [stem]} for stem in stems]


def word(outcome: Outcome) -> str:
    """What became of a fault; "sound" where none was planted, and nothing failed."""
    return "sound" if outcome.what.startswith(NOTHING) and outcome.verdict == "survived" else outcome.verdict


def plant_all(faults: list[Fault], memory: Memory, asked: argparse.Namespace) -> Iterator[Outcome]:
    """Plant each of ``faults`` that was not planted before, side by side, and say and give what became of each."""
    known = {fault["what"]: memory.recall(fault, complete=asked.all) for fault in faults}
    rest = [fault for fault in faults if not known[fault["what"]]]
    done = [outcome for outcome in known.values() if outcome]
    yield from done
    if done:
        say(f"Known from {FILE.name}: {tally(done)}.")
    pool = ThreadPoolExecutor(asked.jobs)
    futures = {pool.submit(plant, fault, memory.tree, complete=asked.all): fault for fault in rest}
    started = time.monotonic()
    try:
        for number, future in enumerate(as_completed(futures), start=1):
            fault, outcome = futures[future], future.result()
            memory.keep(fault, outcome)
            done.append(outcome)
            left = (time.monotonic() - started) / number * (len(rest) - number) / 60
            say(line(fault, outcome), f"    {len(done)} of {len(faults)}: {tally(done)}; {left:.0f} min left", sep="\n")
            yield outcome
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        while not all(future.done() for future in futures):  # only after Ctrl-C
            copies.stop_all()
            time.sleep(0.1)


def tally(outcomes: list[Outcome]) -> str:
    """How many of ``outcomes`` have which verdict."""
    return ", ".join(f"{number} {verdict}" for verdict, number in Counter(map(word, outcomes)).items())


def line(fault: Fault, outcome: Outcome) -> str:
    """The verdict, the promise that the fault breaks and its ASVS ids, the fault, and the first of its killers."""
    if word(outcome) == "sound":
        return f"{'sound':15} {' '.join(fault['features'])}: every scenario passes with nothing planted"
    ids = " ".join(dict.fromkeys([fault.get("breaks", ""), *fault.get("asvs", [])]))
    killer = f" <- {outcome.killers[0]}" if outcome.killers else ""
    return f"{outcome.verdict:15} {outcome.what}{ids and f' ({ids})'}{killer}"


def say(*words: object, sep: str = " ") -> None:
    """Print ``words`` at once, if there are any."""
    if words:
        print(*words, sep=sep, flush=True)  # noqa: T201


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("Interrupted. What was found is kept: the same command goes on from here.")
        sys.exit(130)
