"""The score sheet: which promises a login keeps. ``behave -f scores`` writes a line a promise when the run is over."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from behave.formatter.base import Formatter
from behave.model import Feature, Scenario
from behave_browser.report import results
from behave_browser.report.outlines import promised
from behave_browser.report.results import Result, reasons, totals

KEPT, BROKEN, NOT_OFFERED, NOT_TRIED = "kept", "broken", "not offered", "not tried"
#: What each outcome is to those who know scenarios only.
OUTCOMES = {KEPT: results.PASSED, BROKEN: results.FAILED, NOT_OFFERED: results.SKIPPED, NOT_TRIED: results.SKIPPED}
TOTALS = re.compile(rf"(?m)^{KEPT} (\d+) · {BROKEN} (\d+) · ")
COLOURS = {KEPT: "\x1b[32m", BROKEN: "\x1b[31m", NOT_OFFERED: "\x1b[33m", NOT_TRIED: "\x1b[2m"}


def judge(feature: Feature, scenario: Scenario) -> Result:
    """Give what became of the promise that ``scenario`` is, or of that of an outline."""
    result = results.judge(feature, scenario)
    if result.outcome != results.SKIPPED:
        return replace(result, outcome=KEPT if result.outcome == results.PASSED else BROKEN)
    why = reasons(scenario)
    if why and all(reason.startswith(NOT_OFFERED) for reason in why):
        missing = (reason.removeprefix(NOT_OFFERED).strip(" :") for reason in why)
        return replace(result, outcome=NOT_OFFERED, note=", ".join(missing))
    return replace(result, outcome=NOT_TRIED)


def promises(features: list[Feature]) -> list[Result]:
    """Give what became of each promise in ``features``, once they have run, in their order."""
    return results.results(features, judge)


def sheet(found: list[Result], *, colours: bool = False) -> Iterator[str]:
    """Give the lines of the sheet, at most 100 columns wide. What was not tried is counted only, unless nothing was."""
    listed = [promise for promise in found if promise.outcome != NOT_TRIED] or found
    for feature, group in groupby(listed, key=lambda promise: promise.feature.name):
        yield feature
        for promise in group:
            yield from entry(promise, colours=colours)
        yield ""
    yield " · ".join(f"{outcome} {number}" for outcome, number in totals(found, OUTCOMES).items())


def entry(promise: Result, *, colours: bool) -> Iterator[str]:
    """Give the line of one promise, and under it what went wrong."""
    outcome = f"{promise.outcome:<11}"
    if colours:
        outcome = f"{COLOURS[promise.outcome]}{outcome}\x1b[0m"
    words = promised(promise.scenario)
    name = f"{shorten(words, 54):<54}" if promise.note else shorten(words, 85)
    yield f"  {outcome}  {name}  {shorten(promise.note, 29)}".rstrip()
    for line in promise.fault:
        yield f"{'':15}{shorten(line, 85)}"


def tried(text: str) -> int:
    """Give how many promises the sheet ``text`` says were kept or broken: none where it is no sheet."""
    found = TOTALS.search(text)
    return int(found[1]) + int(found[2]) if found else 0


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
        stream.writelines(f"{line}\n" for line in sheet(promises(self.features), colours=colours))
        self.close_stream()
