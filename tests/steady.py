"""Run the scenarios again and again in random order, and list each that has failed, even once: ``nox -s steady``."""

import argparse
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]


def run(seed: int, folder: Path) -> list[str]:
    """Run all scenarios in the order that ``seed`` stands for, and give what failed, as file:line."""
    rerun = folder / "rerun.txt"
    rerun.unlink(missing_ok=True)
    command = [sys.executable, "-m", "behave", "-r", "side_by_side", f"-j{os.cpu_count()}", f"-Dorder=random:{seed}"]
    outcome = subprocess.run(
        [*command, "--format=rerun", f"--outfile={rerun}", f"-Doutput=test-results/{seed}"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    lines = rerun.read_text().splitlines() if rerun.exists() else []
    failed = [line for line in lines if line and not line.startswith("#")]
    return failed or ["the run itself"] * bool(outcome.returncode)


def main(arguments: list[str]) -> int:
    """Give 0 if nothing failed in any run, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("times", nargs="?", type=int, default=20, help="how many runs (default: 20)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first run's order; the next have the next")
    asked = parser.parse_args(arguments)
    failures: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        for seed in range(asked.seed, asked.seed + asked.times):
            failed = run(seed, Path(folder))
            failures.update(failed)
            print(f"-D order=random:{seed}: {', '.join(failed) or 'all passed'}", flush=True)
    for scenario, times in failures.most_common():
        print(f"{scenario} failed {times} of {asked.times} times")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
