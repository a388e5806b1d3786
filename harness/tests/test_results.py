"""What a scenario, or an outline with all its rows, came to: nothing that has failed is told as anything else."""

import pytest

pytest.importorskip("behave")

from behave.model import Scenario
from behave.model_type import Status
from behave.parser import parse_feature
from behave_browser.report.page import state
from behave_browser.report.results import FAILED, PASSED, SKIPPED, fault, first_line, judge, totals

OUTLINE = "Feature: One\nScenario Outline: It is: <n>\nThen it is <n>\nExamples:\n| n |\n| red |\n| blue |\n"


def outline(*statuses: str) -> Scenario:
    """Give an outline with a row for each of the two ``statuses``."""
    (found,) = parse_feature(OUTLINE).scenarios
    for row, status in zip(found.scenarios, statuses, strict=True):
        row.set_status(status)
    return found


@pytest.mark.parametrize(
    ("statuses", "outcome", "note"),
    [
        (("passed", "passed"), PASSED, ""),
        (("passed", "skipped"), PASSED, ""),
        (("skipped", "passed"), PASSED, ""),
        (("skipped", "skipped"), SKIPPED, ""),
        (("untested", "untested"), SKIPPED, ""),
        (("passed", "failed"), FAILED, "1 of 2 rows"),
        (("error", "failed"), FAILED, "2 of 2 rows"),
        (("passed", "error"), FAILED, "1 of 2 rows"),
        (("hook_error", "skipped"), FAILED, "1 of 2 rows"),
        (("undefined", "passed"), FAILED, "1 of 2 rows"),
    ],
)
def test_an_outline_has_failed_if_any_row_has_however_that_was(
    statuses: tuple[str, str], outcome: str, note: str
) -> None:
    one = outline(*statuses)
    result = judge(one.feature, one)
    assert (result.outcome, result.note) == (outcome, note)
    assert totals([result], (PASSED, FAILED, SKIPPED)) == {PASSED: 0, FAILED: 0, SKIPPED: 0} | {outcome: 1}


@pytest.mark.parametrize("status", Status)
def test_a_status_is_passed_if_it_is_that_and_failed_if_behave_says_so(status: Status) -> None:
    wanted = "failed" if status.has_failed() else "passed" if status is Status.passed else "skipped"
    assert state(status) == wanted


def test_what_goes_wrong_outside_the_steps_is_the_fault() -> None:
    one = outline("passed", "hook_error")
    row = one.scenarios[1]
    row.exception = RuntimeError("There is no browser.")
    assert judge(one.feature, one).fault == ("blue: RuntimeError: There is no browser.",)
    assert fault(row) == ("RuntimeError: There is no browser.",)


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("ASSERT FAILED: not even close\nsecond line", "not even close"),
        ("\x1b[31mAn error\x1b[0m\nmore", "An error"),
        ("Traceback (most recent call last):\n  File one\nplaywright._impl.TimeoutError: gone", "TimeoutError: gone"),
        ("", "failed"),
    ],
)
def test_of_an_error_the_first_line_that_says_something_is_told(message: str, told: str) -> None:
    (row, _other) = outline("failed", "passed").scenarios
    row.error_message = message
    assert first_line(row) == told
