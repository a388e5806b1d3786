"""The score sheet: which promises a login keeps. ``behave -f scores`` writes a line a promise when the run is over."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from behave.formatter.base import Formatter
from behave.model import Feature, Scenario, ScenarioOutline, Step

from features.support.names import own_name, promised

KEPT, BROKEN, NOT_OFFERED, NOT_TRIED = "kept", "broken", "not offered", "not tried"
OUTCOMES = (KEPT, BROKEN, NOT_OFFERED, NOT_TRIED)
TOTALS = re.compile(rf"(?m)^{KEPT} (\d+) · {BROKEN} (\d+) · ")
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
COLOURS = {KEPT: "\x1b[32m", BROKEN: "\x1b[31m", NOT_OFFERED: "\x1b[33m", NOT_TRIED: "\x1b[2m"}


@dataclass(frozen=True)
class Promise:
    """What a scenario came to, or all rows of an outline together."""

    feature: Feature
    scenario: Scenario
    outcome: str
    note: str = ""  # which rows are broken, what is not offered, or why it was not tried
    fault: tuple[str, ...] = ()  # the first step that failed, and the first line of its error


def promises(features: Iterable[Feature]) -> list[Promise]:
    """Give what each promise in ``features`` came to, once they have run, in their order."""
    return [judge(feature, scenario) for feature in features for scenario in feature.scenarios]


def judge(feature: Feature, scenario: Scenario) -> Promise:
    """Give what ``scenario``, or the rows of an outline, came to."""
    rows = rows_of(scenario)
    broken = [row for row in rows if row.status.has_failed()]
    if broken:
        note = f"{len(broken)} of {len(rows)} rows broken" if len(rows) > 1 else ""
        where = f"{own_name(broken[0])}: " if len(rows) > 1 else ""
        return Promise(feature, scenario, BROKEN, note, fault(broken[0], where))
    if any(row.status == "passed" for row in rows):
        return Promise(feature, scenario, KEPT)
    reasons = list(dict.fromkeys(row.skip_reason or "" for row in rows))
    if reasons and all(reason.startswith(NOT_OFFERED) for reason in reasons):
        missing = (reason.removeprefix(NOT_OFFERED).strip(" :") for reason in reasons)
        return Promise(feature, scenario, NOT_OFFERED, ", ".join(missing))
    return Promise(feature, scenario, NOT_TRIED, ", ".join(filter(None, reasons)))


def rows_of(scenario: Scenario) -> list[Scenario]:
    """Give the scenarios that an outline stands for, or ``scenario`` alone."""
    return list(scenario.scenarios) if isinstance(scenario, ScenarioOutline) else [scenario]


def fault(row: Scenario, where: str = "") -> tuple[str, ...]:
    """Say which step of ``row`` failed first, and how, or what went wrong around its steps; ``where`` stands before."""
    for step in row.all_steps:
        if step.status.has_failed():
            return f"{where}{step.keyword} {step.name}", first_line(step)
    return (f"{where}{first_line(row)}",)


def first_line(failed: Scenario | Step) -> str:
    """Give the first line of an error that says something: of a traceback, the exception."""
    lines = re.findall(r"(?m)^(?!Traceback)\S.*", error(failed))
    return re.sub(r"^(ASSERT FAILED: |[\w.]+\.(?=\w+Error\b))", "", lines[0]) if lines else failed.status.name


def error(failed: Scenario | Step) -> str:
    """Give the whole error, without the colours of a terminal.

    Of a hook that fails after a step that passed, behave keeps the exception only.
    """
    text = failed.error_message or (
        f"{type(failed.exception).__name__}: {failed.exception}" if failed.exception else ""
    )
    return ESCAPES.sub("", text).strip()


def totals(found: Iterable[Promise]) -> dict[str, int]:
    """Count ``found`` by outcome; every outcome has its number."""
    counts = Counter(promise.outcome for promise in found)
    return {outcome: counts[outcome] for outcome in OUTCOMES}


def sheet(found: list[Promise], *, colours: bool = False) -> Iterator[str]:
    """Give the lines of the sheet, at most 100 columns wide. What was not tried is counted only, unless nothing was."""
    listed = [promise for promise in found if promise.outcome != NOT_TRIED] or found
    for feature, group in groupby(listed, key=lambda promise: promise.feature.name):
        yield feature
        for promise in group:
            yield from entry(promise, colours=colours)
        yield ""
    yield " · ".join(f"{outcome} {number}" for outcome, number in totals(found).items())


def entry(promise: Promise, *, colours: bool) -> Iterator[str]:
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
