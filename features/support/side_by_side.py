"""Run all features on all cores: ``python -m features.support.side_by_side``, with behave's own options.

Each process gets whole files, and has a server, a database and a browser of its own. Where paths stand among the
arguments, or there is one core, behave runs as it is.
"""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

from behave.parser import parse_file

from features.support.windows import discard_evidence

BEHAVE = [sys.executable, "-m", "behave"]
FEATURES = Path(__file__).parent.parent
#: Where behave begins to tell of a feature.
FEATURE = re.compile(r"# features/\S+\.feature$")
#: One line of behave's summary: "304 scenarios passed, 0 failed, 0 skipped".
SUMMARY = re.compile(r"(?m)^\d+ (feature|scenario|step)s? passed.*$")
one_at_a_time = Lock()


def main(arguments: list[str]) -> int:
    """Run behave with ``arguments``, and give its exit code: 0 if every scenario passed."""
    if any(not argument.startswith("-") and Path(argument.split(":")[0]).exists() for argument in arguments):
        return subprocess.run([*BEHAVE, *arguments], check=False).returncode
    started = time.monotonic()
    discard_evidence()
    hands = deal(sorted(FEATURES.glob("*.feature")), os.cpu_count() or 1)
    with ThreadPoolExecutor(len(hands)) as players:
        played = list(players.map(lambda hand: play(hand, arguments), hands))
    print(summary([output for output, _code in played]), f"Took {time.monotonic() - started:.0f} s", sep="\n")
    return max(code for _output, code in played)


def deal(files: list[Path], count: int) -> list[list[str]]:
    """Deal ``files`` out into at most ``count`` hands that have about as many scenarios each, the longest first."""
    weights = {str(file): len(list(parse_file(str(file)).walk_scenarios())) for file in files}
    hands: list[list[str]] = [[] for _ in range(min(count, len(files)))]
    for file in sorted(weights, key=lambda name: -weights[name]):
        min(hands, key=lambda hand: sum(weights[name] for name in hand)).append(file)
    return hands


def play(hand: list[str], arguments: list[str]) -> tuple[str, int]:
    """Run the files of one ``hand``, show what behave says feature by feature, and give all of it and the exit code."""
    said, feature = "", ""
    command = [*BEHAVE, "--format=progress3", "-Dside_by_side=true", *arguments, *hand]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        for line in process.stdout or ():
            said += line
            if FEATURE.search(line):
                show(feature)
                feature = ""
            feature += line
        show(re.sub(r"(?m)^Took .*$", "", SUMMARY.sub("", feature)))
    return said, process.returncode


def show(text: str) -> None:
    """Print ``text`` whole, never mixed with another process's."""
    with one_at_a_time:
        print(text.rstrip(), flush=True)


def summary(outputs: list[str]) -> str:
    """Add up behave's summaries at the end of ``outputs``."""
    totals: dict[str, Counter[str]] = {"feature": Counter(), "scenario": Counter(), "step": Counter()}
    for output in outputs:
        for line in SUMMARY.finditer(output):
            for number, outcome in re.findall(
                r"(\d+) (?:\w+ )?(passed|failed|error|skipped|undefined|untested)", line[0]
            ):
                totals[line[1]][outcome] += int(number)
    return "\n".join(
        f"{kind}s: {', '.join(f'{number} {outcome}' for outcome, number in counts.items())}"
        for kind, counts in totals.items()
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
