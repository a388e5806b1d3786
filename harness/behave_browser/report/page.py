"""What the report's page is made with: its template, and how things are called, found and worded there."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from behave.model import Feature, Scenario, ScenarioOutline
from behave.model_type import Status
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from behave_browser.artifacts import slug
from behave_browser.options import Options
from behave_browser.report.outlines import own_name, placeholders, promised
from behave_browser.report.results import Result, error, rows_of

#: What a page emphasises: what a sentence quotes, the placeholders of an outline, and code.
FILTERS = {
    "quoted": re.compile(r'("[^"]*"|“[^”]*”)').split,
    "placeholders": re.compile(r"(<[^<>]+>)").split,
    "code": re.compile(r"`([^`]+)`").split,
}
#: What the files of a failed scenario are, by how their names begin.
EVIDENCE = {"window-": "The page as it was", "console": "Console", "server": "Server log", "video-": "Video"}


def render(**content: Any) -> str:
    """Give the page with ``content``, all of it escaped."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    helpers = (anchor, duration, error, examples, own_name, promised, rows_of, slug, state, tags)
    environment.globals |= {helper.__name__: helper for helper in helpers}
    environment.filters |= FILTERS | {"state": state}
    return environment.get_template("report.html").render(content).lstrip()


def state(status: Status) -> str:
    """Give the one of three words that ``status`` comes to: passed, failed or skipped."""
    if status.has_failed():
        return "failed"
    return "passed" if status == Status.passed else "skipped"


def tags(scenario: Scenario) -> list[str]:
    """Give the tags of ``scenario`` and its feature."""
    return sorted(map(str, scenario.effective_tags))


def by_requirement(
    found: Iterable[Result], requirements: Mapping[str, str], number_of: Callable[[str], str]
) -> list[tuple[str, str, list[Result]]]:
    """Give each of ``requirements`` that a result in ``found`` stands for, what it comes to, and those results."""
    by_number = defaultdict(list)
    for result in found:
        for tag in tags(result.scenario):
            by_number[number_of(tag)].append(result)
    return [(number, text, by_number[number]) for number, text in requirements.items() if by_number[number]]


def anchor(feature: Feature) -> str:
    """Give the id of ``feature`` on the page."""
    return f"feature-{Path(feature.filename).stem}"


def duration(seconds: float) -> str:
    """Say how long ``seconds`` are."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{seconds:.1f} s"


@dataclass(frozen=True)
class Rows:
    """A table of examples as the page shows it: the columns that the rows' names tell of are one, the name itself."""

    name: str
    headings: list[str]
    rows: list[tuple[Scenario, list[str]]]
    named: bool  # whether the first column is the names

    @property
    def weights(self) -> str:
        """The widths of the columns, as CSS that makes them the same in every row."""
        columns = zip(self.headings, *(cells for _row, cells in self.rows), strict=True)
        return " ".join(f"minmax(0, {min(max(map(len, column)), 40) + 4}fr)" for column in columns)


def examples(outline: ScenarioOutline) -> Iterator[Rows]:
    """Give each table of examples of ``outline``, as written: the rows may have run in another order."""
    scenarios = {scenario.line: scenario for scenario in outline.scenarios}
    for each in outline.examples:
        if each.table is not None:
            told = [heading for heading in placeholders(outline) if heading in each.table.headings]
            rest = [heading for heading in each.table.headings if heading not in told]
            rows = [(scenarios[row.line], [row[heading] for heading in rest]) for row in each.table.rows]
            if told:
                rows = [(row, [own_name(row), *cells]) for row, cells in rows]
                rest = [", ".join(told), *rest]
            yield Rows(each.name, rest, rows, named=bool(told))


def label(name: str) -> str:
    """Say what a file of evidence is, with its ``name``."""
    known = [what for start, what in EVIDENCE.items() if name.startswith(start)]
    return f"{known[0]} ({name})" if known else name


def facts(config: Any) -> list[str]:
    """Say what was run, in which browser and against which site, as far as it is known."""
    paths = ", ".join(config.paths or ["features"])
    chosen = str(config.tag_expression or "")
    told = config.userdata.get
    return [
        paths if chosen.lower() in {"", "true"} else f"{paths}, tags {chosen}",
        *(said for said in (told("browser", Options.browser), told("device"), told("locale")) if said),
        # Of the site's address only where it is: it may hold a password.
        *([urlsplit(told("base_url")).netloc.rpartition("@")[2]] if told("base_url") else []),
    ]
