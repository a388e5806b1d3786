"""Run the scenarios again and again in random order, and list each that has failed, even once: ``nox -s soak``."""

import argparse
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
#: Where each run leaves what it said, and the evidence of what failed, by the number of its order.
RESULTS = ROOT / "test-results"


def run(seed: int, folder: Path) -> list[str]:
    """Run all scenarios in the order that ``seed`` stands for, and give what failed: file:line, or the run itself."""
    rerun = folder / "rerun.txt"
    rerun.unlink(missing_ok=True)
    command = [sys.executable, "-m", "behave", "-r", "parallel", f"-j{os.cpu_count()}", f"-Dorder=random:{seed}"]
    command += [f"-Doutput={RESULTS / str(seed)}", "--format=rerun", f"--outfile={rerun}"]
    command += ["--format=progress3", f"--outfile={RESULTS / str(seed)}.txt"]
    outcome = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    lines = rerun.read_text().splitlines() if rerun.exists() else []
    failed = [line for line in lines if line and not line.startswith("#")]
    # behave gives 1 for a mistake in its command line too, and the runner 2 for a run that did not come to its end.
    accounted_for = outcome.returncode == bool(failed)
    return failed if accounted_for else [*failed, "the run itself"]


def count(text: str) -> int:
    """Give ``text`` as a number of runs. Raises ArgumentTypeError for one that would run nothing."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of runs: there must be one at least")
    return int(text)


def main(arguments: list[str]) -> int:
    """Give 0 if nothing failed in any run, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("times", nargs="?", type=count, default=20, help="how many runs (default: 20)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first run's order; the next have the next")
    asked = parser.parse_args(arguments)
    RESULTS.mkdir(exist_ok=True)
    failures: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        for seed in range(asked.seed, asked.seed + asked.times):
            started = time.monotonic()
            failed = run(seed, Path(folder))
            failures.update(failed)
            took = time.monotonic() - started
            print(f"-D order=random:{seed}: {', '.join(failed) or 'all passed'}, in {took:.0f} s", flush=True)
    for scenario, times in failures.most_common():
        print(f"{scenario} failed {times} of {asked.times} times")
    if failures:
        print(f"What each run said is in {RESULTS.name}/, with the evidence of what failed.")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
