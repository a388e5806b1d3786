"""The score sheet: which promises a login keeps. ``behave -f scores`` writes a line a promise when the run is over."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from textwrap import TextWrapper
from typing import Any

from behave.formatter.base import Formatter
from behave.model import Feature, Scenario, ScenarioOutline
from behave_browser.artifacts import notes, slug
from behave_browser.options import Options
from behave_browser.report import results
from behave_browser.report.outlines import own_name, promised
from behave_browser.report.results import Result, error, fault, reasons, rows_of, totals

KEPT, WORDED_OTHERWISE, BROKEN = "kept", "worded otherwise", "broken"
NOT_COMPARABLE, NOT_OFFERED, NOT_TRIED = "not comparable", "not offered", "not tried"
#: What each outcome is to those who know scenarios only.
OUTCOMES = {
    KEPT: results.PASSED,
    WORDED_OTHERWISE: results.PASSED,
    BROKEN: results.FAILED,
    NOT_COMPARABLE: results.SKIPPED,
    NOT_OFFERED: results.SKIPPED,
    NOT_TRIED: results.SKIPPED,
}
TOTALS = re.compile(rf"(?m)^{KEPT} (\d+) · {WORDED_OTHERWISE} (\d+) · {BROKEN} (\d+) · ")
#: What stands in the sheet with each of its rows.
DIFFERENT = {WORDED_OTHERWISE, BROKEN}
COLOURS = {
    KEPT: "\x1b[32m",
    WORDED_OTHERWISE: "\x1b[36m",
    BROKEN: "\x1b[31m",
    NOT_COMPARABLE: "\x1b[33m",
    NOT_OFFERED: "\x1b[33m",
    NOT_TRIED: "\x1b[2m",
}

#: How what was seen stands under its promise.
WRAPPED = TextWrapper(width=100, initial_indent=" " * 20, subsequent_indent=" " * 22)

#: What Playwright's errors say besides; a sentence that was looked for stands in the step as well.
MORE = {
    "looked for": r"(?m)^\s*- waiting for ((?!.*(?:get_by_text\(|has_text=)).+)$",
    "there was": r"(?m)^Actual value: (?!None$)(.+)$",
}


def outcome(row: Scenario) -> str:
    """Give what became of the promise in one scenario, or in one ``row`` of an outline."""
    if row.status.has_failed():
        return BROKEN
    if row.status == "passed":
        return WORDED_OTHERWISE if words(row) else KEPT
    reason = (row.skip_reason or "").partition(":")[0]
    return reason if reason in {NOT_COMPARABLE, NOT_OFFERED} else NOT_TRIED


def words(row: Scenario) -> list[str]:
    """Give what was said otherwise in ``row``."""
    prefix = f"{WORDED_OTHERWISE}: "
    return [note.removeprefix(prefix) for note in notes(row) if note.startswith(prefix)]


def judge(feature: Feature, scenario: Scenario) -> Result:
    """Give what became of the promise that ``scenario`` is, or of that of an outline: what is worst among its rows."""
    rows = rows_of(scenario)
    found = [outcome(row) for row in rows]
    for worst in (BROKEN, WORDED_OTHERWISE, KEPT):
        if worst in found:
            count = f"{found.count(worst)} of {len(rows)} rows" if len(rows) > 1 and worst != KEPT else ""
            lines = [line for row in rows for line in explained(row)]
            return Result(feature, scenario, worst, count, tuple(lines))
    why = reasons(scenario)
    if len(set(found)) == 1 and found[0] != NOT_TRIED:
        causes = (reason.removeprefix(found[0]).strip(" :") for reason in why)
        return Result(feature, scenario, found[0], ", ".join(causes))
    return Result(feature, scenario, NOT_TRIED, ", ".join(filter(None, why)))


def explained(row: Scenario) -> list[str]:
    """Give what was seen in ``row`` where it was not as promised: a line or two."""
    where = f"{own_name(row)}: " if isinstance(row.parent, ScenarioOutline) else ""
    if outcome(row) == BROKEN:
        whole = "".join(map(error, row.all_steps))
        found = [f"{told}: {part[1]}" for told, pattern in MORE.items() if (part := re.search(pattern, whole))]
        return [*fault(row, where), *found]
    return [f"{where}{said}" for said in words(row)]


def promises(features: list[Feature]) -> list[Result]:
    """Give what became of each promise in ``features``, once they have run, in their order."""
    return results.results(features, judge)


def sheet(found: list[Result], *, output: Path | None = None, colours: bool = False) -> Iterator[str]:
    """Give the lines of the sheet, at most 100 columns wide. What was not tried is counted only, unless nothing was.

    Each promise has a line, and so has each row that differs, with the folder in ``output`` that shows how.
    """
    listed = [promise for promise in found if promise.outcome != NOT_TRIED] or found
    for feature, group in groupby(listed, key=lambda promise: promise.feature.name):
        yield feature
        for promise in group:
            yield from entry(promise, output=output, colours=colours)
        yield ""
    yield " · ".join(f"{outcome} {number}" for outcome, number in totals(found, OUTCOMES).items())


def entry(promise: Result, *, output: Path | None, colours: bool) -> Iterator[str]:
    """Give the line of one promise, and under it what was seen, and where that is kept."""
    outcome_shown = f"{promise.outcome:<16}"
    if colours:
        outcome_shown = f"{COLOURS[promise.outcome]}{outcome_shown}\x1b[0m"
    name = f"{shorten(promised(promise.scenario), 54 if promise.note else 80):<54}"
    yield f"  {outcome_shown}  {name}  {shorten(promise.note, 24)}".rstrip()
    for row in rows_of(promise.scenario):
        for line in explained(row):
            yield from WRAPPED.wrap(line)
        if output and outcome(row) in DIFFERENT and (output / slug(row)).is_dir():
            yield f"{WRAPPED.initial_indent}see {output / slug(row)}"


def tried(text: str) -> int:
    """Give how many promises the sheet ``text`` says were tried: none where it is no sheet."""
    found = TOTALS.search(text)
    return sum(map(int, found.groups())) if found else 0


def shorten(text: str, width: int) -> str:
    """Give ``text`` on one line of at most ``width`` characters."""
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


class ScoreSheet(Formatter):
    """behave's formatter for the sheet."""

    name = "scores"
    description = "What is promised, and whether it is kept"

    def __init__(self, stream_opener: Any, config: Any) -> None:
        super().__init__(stream_opener, config)
        self.features: list[Feature] = []

    def feature(self, feature: Feature) -> None:
        """Remember ``feature``: what it came to stands in it when the run is over."""
        self.features.append(feature)

    def close(self) -> None:
        """Write the sheet."""
        stream = self.open()
        colours = self.config.has_colored_mode(stream)
        output = Path(self.config.userdata.get("output", Options.output))
        stream.writelines(f"{line}\n" for line in sheet(promises(self.features), output=output, colours=colours))
        self.close_stream()
