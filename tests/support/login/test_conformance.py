"""The score sheet: what becomes of a promise, and how it is told."""

from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("behave")

from behave.model import Feature
from behave.parser import parse_feature
from behave_browser.artifacts import note, slug
from behave_browser.report.results import first_line, totals

from features.support.login.conformance import OUTCOMES, promises, sheet, shorten, tried


@pytest.mark.parametrize(
    "line",
    [
        "Fish & <chips>",
        "  kept              Kept & <i>sound</i>",
        f"  broken            {'Every row works':<54}  2 of 3 rows",
        "                    silver: Then it fails",
        "                    not <even> close",
        "  broken            Nobody wrote its step",
        "                    When nobody knows",
        "                    undefined",
        "  broken            An error",
        "                    LookupError: lost & gone",
        '                    When "a hook" works',
        "                    AssertionError: the server made a mistake",
        f"  not offered       {'Adding <what>':<54}  products",
        "kept 1 · worded otherwise 0 · broken 4 · not comparable 0 · not offered 1 · not tried 2",
    ],
)
def test_the_sheet_has_a_line_for_each_promise_and_the_totals(lines: list[str], line: str) -> None:
    assert line in lines


def test_what_was_not_tried_is_counted_only(lines: list[str]) -> None:
    assert not [line for line in lines if line.endswith(("Nor can this be tried", "Nobody asked for this"))]


MIXED = "not comparable: tries 0, not 5, not offered: emails"


def parsed(*outcomes: str | None) -> Feature:
    """Give a feature with one outline, each row of which has passed or was skipped for a reason, or for none."""
    rows = "\n".join(f"| {number} |" for number in range(len(outcomes)))
    feature = parse_feature(f"Feature: One\nScenario Outline: It works: <n>\nThen it <n>\nExamples:\n| n |\n{rows}")
    for row, outcome in zip(feature.scenarios[0].scenarios, outcomes, strict=True):
        if outcome == "passed":
            row.set_status("passed")
        else:
            row.skip(outcome)
    return feature


@pytest.mark.parametrize(
    ("rows", "outcome", "note"),
    [
        (["passed", "passed"], "kept", ""),
        (["passed", "not offered: products"], "kept", ""),
        (["not offered: products", "not offered: products"], "not offered", "products"),
        (["not offered: products", "not offered: accounts"], "not offered", "products, accounts"),
        (["not offered: products", "too slow"], "not tried", "not offered: products, too slow"),
        (["not offered: products", None], "not tried", "not offered: products"),
        (["not comparable: tries 0, not 5"] * 2, "not comparable", "tries 0, not 5"),
        (["not comparable: tries 0, not 5", "passed"], "kept", ""),
        (["not comparable: tries 0, not 5", "not offered: emails"], "not tried", MIXED),
        ([None, None], "not tried", ""),
        ([], "not tried", ""),
    ],
)
def test_the_rows_of_an_outline_are_one_promise(rows: list[str | None], outcome: str, note: str) -> None:
    (promise,) = promises([parsed(*rows)])
    assert (promise.outcome, promise.note) == (outcome, note)


def test_each_row_that_differs_is_told_with_what_was_said_and_where_that_is_kept(tmp_path: Path) -> None:
    feature = parsed("passed", "passed", "passed")
    rows = feature.scenarios[0].scenarios
    note(rows[0], "worded otherwise: “Hello”, not “Welcome”")
    note(rows[1], "No picture could be taken: the disk is full")
    (promise,) = promises([feature])
    assert (promise.outcome, promise.note) == ("worded otherwise", "1 of 3 rows")
    note(rows[2], "worded otherwise: “Hi”, not “Welcome”")
    (tmp_path / slug(rows[2])).mkdir()
    assert list(sheet(promises([feature]), output=tmp_path))[1:-2] == [
        f"  worded otherwise  {'It works':<54}  2 of 3 rows",
        "                    0: “Hello”, not “Welcome”",
        "                    2: “Hi”, not “Welcome”",
        f"                    see {tmp_path / slug(rows[2])}",
    ]


def test_what_was_not_tried_is_listed_where_there_is_nothing_else() -> None:
    found = promises([parsed(None)])
    assert list(sheet(found)) == [
        "One",
        "  not tried         It works",
        "",
        "kept 0 · worded otherwise 0 · broken 0 · not comparable 0 · not offered 0 · not tried 1",
    ]
    assert totals([], OUTCOMES) == dict.fromkeys(OUTCOMES, 0)


def test_a_sheet_says_how_many_promises_were_tried(lines: list[str]) -> None:
    assert tried("\n".join(lines)) == 5
    assert tried("\n".join(sheet(promises([parsed(None)])))) == 0
    assert tried("ConfigError: No steps directory in '/site'") == 0


def test_outcomes_are_coloured_on_a_terminal_alone() -> None:
    found = promises([parsed("passed")])
    assert "  \x1b[32mkept            \x1b[0m  It works" in list(sheet(found, colours=True))
    assert "\x1b" not in "".join(sheet(found))


@pytest.mark.parametrize(
    ("error", "line"),
    [
        ("ASSERT FAILED: Locator expected to be visible\nActual value: None", "Locator expected to be visible"),
        (
            'Traceback (most recent call last):\n  File "a.py"\n    go()\na.b.TimeoutError: 5 s\nlog',
            "TimeoutError: 5 s",
        ),
        (None, "undefined"),
    ],
)
def test_an_error_is_told_in_its_first_line_that_says_something(error: str | None, line: str) -> None:
    assert (
        first_line(SimpleNamespace(error_message=error, exception=None, status=SimpleNamespace(name="undefined")))
        == line
    )


def test_no_line_is_wider_than_a_hundred_columns() -> None:
    feature = parse_feature(f"Feature: One\nScenario: {'long ' * 40}\nThen {'it ' * 60}")
    (scenario,) = feature.scenarios
    scenario.steps[0].status = scenario.steps[0].status.failed
    scenario.steps[0].error_message = "word " * 60
    widths = [len(line) for line in sheet(promises([feature]))]
    assert max(widths) == 100
    assert shorten("a\nb", 3) == "a b"
