"""What Latchkey costs, in ratios with their goals: ``nox -s bench -- --help``.

Everything is measured in one run, whatever is compared in turn, and the medians are divided: seconds of one machine say
nothing about another. A goal that is missed is told, and fails nothing.
"""

import argparse
import json
import logging
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from behave_browser.options import OptionError
from jinja2 import Environment, FileSystemLoader

from tests.benchmarks import growth, logins, pages, postgresql, purge, servers, startup, storm
from tests.benchmarks.measure import Ratio

BENCHMARKS = {
    "pages": pages,
    "logins": logins,
    "growth": growth,
    "purge": purge,
    "startup": startup,
    "postgresql": postgresql,
    "servers": servers,
    "storm": storm,
}
#: What the chart has room for: a bar that is longer ends there.
LONGEST = 4.0


def line(ratio: Ratio) -> str:
    """A line of the table: what was measured, how it came out, and what was asked."""
    sign = "≥" if ratio.is_rate else "≤"
    goal = "" if ratio.goal is None else f"{sign} {ratio.goal:.2f} {'met' if ratio.is_met else 'MISSED'}"
    return f"{ratio.what:<90} {ratio.ratio:6.2f} ({ratio.low:.2f} to {ratio.high:.2f})  {goal}".rstrip()


def draw(ratios: list[Ratio]) -> str:
    """The chart, as SVG that has colours for light and for dark."""
    templates = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    return templates.get_template("chart.svg").render(ratios=ratios, longest=LONGEST)


def main(arguments: list[str]) -> int:
    """Measure, print the table, and keep it as JSON and as a chart."""
    parser = argparse.ArgumentParser(
        prog="nox -s bench --", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which of {', '.join(BENCHMARKS)} (default: all)")
    parser.add_argument(
        "--output", type=Path, default=Path("test-results/bench"), help="a folder (default: %(default)s)"
    )
    asked = parser.parse_args(arguments)
    if unknown := set(asked.names) - BENCHMARKS.keys():
        parser.error(f"there is no {', '.join(sorted(unknown))}: choose from {', '.join(BENCHMARKS)}")
    logging.disable()
    ratios = []
    for name in asked.names or BENCHMARKS:
        print(f"{name} …", file=sys.stderr, flush=True)
        with TemporaryDirectory(prefix="latchkey-") as folder:
            try:
                for ratio in BENCHMARKS[name].measure(Path(folder)):
                    ratios.append(ratio)
                    print(line(ratio), *ratio.told, sep="\n    ", flush=True)
            except OptionError as error:  # no PostgreSQL, Redis or nginx on this machine
                print(f"{name} is left out. {error}", file=sys.stderr)
    asked.output.mkdir(parents=True, exist_ok=True)
    (asked.output / "bench.json").write_text(json.dumps([asdict(ratio) for ratio in ratios], indent=2) + "\n")
    (asked.output / "bench.svg").write_text(draw(ratios), encoding="utf-8")
    print(f"Kept as {asked.output / 'bench.json'} and {asked.output / 'bench.svg'}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
