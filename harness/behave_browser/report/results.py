"""What scenarios came to, once they have run: an outline is one of them, and its rows are told of together."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from behave.model import Feature, Scenario, ScenarioOutline, Step

from behave_browser.report.outlines import own_name

PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Result:
    """What a scenario came to, or all rows of an outline together."""

    feature: Feature
    scenario: Scenario
    outcome: str
    note: str = ""  # how many rows have failed, or why it was skipped
    fault: tuple[str, ...] = ()  # the first step that failed, and the first line of its error


#: How a scenario of a feature is judged.
Judge = Callable[[Feature, Scenario], Result]


def judge(feature: Feature, scenario: Scenario) -> Result:
    """Give what ``scenario``, or the rows of an outline, came to: passed, failed or skipped."""
    rows = rows_of(scenario)
    failed = [row for row in rows if row.status.has_failed()]
    if failed:
        note = f"{len(failed)} of {len(rows)} rows" if len(rows) > 1 else ""
        where = f"{own_name(failed[0])}: " if len(rows) > 1 else ""
        return Result(feature, scenario, FAILED, note, fault(failed[0], where))
    if any(row.status == "passed" for row in rows):
        return Result(feature, scenario, PASSED)
    return Result(feature, scenario, SKIPPED, ", ".join(filter(None, reasons(scenario))))


def reasons(scenario: Scenario) -> list[str]:
    """Give why ``scenario``, or the rows of an outline, were skipped, each reason once; "" where nobody said."""
    return list(dict.fromkeys(row.skip_reason or "" for row in rows_of(scenario)))


def results(features: Iterable[Feature], judge: Judge = judge) -> list[Result]:
    """Give what each scenario in ``features`` came to, in their order."""
    return [judge(feature, scenario) for feature in features for scenario in feature.scenarios]


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


def totals(found: Iterable[Result], outcomes: Iterable[str]) -> dict[str, int]:
    """Count ``found`` by outcome; every one of ``outcomes`` has its number."""
    counts = Counter(result.outcome for result in found)
    return {outcome: counts[outcome] for outcome in outcomes}
