"""What a run of a fault's features says of the fault: a run that did not happen says nothing."""

from pathlib import Path

import pytest

pytest.importorskip("behave")

from tests.faults import copies
from tests.faults.verdict import judge, read

ENVIRONMENT = """
def before_scenario(context, scenario):
    assert "unopened" not in scenario.tags, "There is no browser."
"""
DOORS = """
Feature: Doors

  Background:
    Given a door

  Scenario: It opens
    Then it opens

  @unopened
  Scenario: It is not tried
    Then it opens

  Scenario: It is locked
    Then it opens not
"""


@pytest.mark.parametrize(
    ("code", "statuses", "verdict"),
    [
        (1, {"a: 1": "passed", "a: 2": "failed"}, "killed"),
        (1, {"a: 1": "passed", "a: 2": "error"}, "killed"),
        (0, {"a: 1": "passed", "a: 2": "skipped"}, "survived"),
        (1, {"a: 1": "passed", "a: 2": ""}, "does not run"),
        (-9, {"a: 1": "passed"}, "does not run"),
        (0, {"a: 1": "untested"}, "does not run"),
        (0, {}, "does not run"),
    ],
)
def test_a_verdict(code: int, statuses: dict[str, str], verdict: str) -> None:
    assert judge("it", code, statuses, complete=True).verdict == verdict


def test_what_failed_before_its_first_step_has_not_run(tmp_path: Path) -> None:
    (tmp_path / "features/steps").mkdir(parents=True)
    (tmp_path / "features/steps/steps.py").write_text(
        "from behave import step\n@step('a door')\n@step('it opens')\ndef passes(context): pass\n"
    )
    (tmp_path / "features/environment.py").write_text(ENVIRONMENT)
    (tmp_path / "features/doors.feature").write_text(DOORS)
    code, statuses = copies.behave(tmp_path, ["doors"], [])
    assert code == 1
    assert statuses == {
        "features/doors.feature: It opens": "passed",
        "features/doors.feature: It is not tried": "",
        "features/doors.feature: It is locked": "error",
    }


@pytest.mark.parametrize("results", ["", '[{"elements": ['])
def test_results_that_end_in_the_middle_are_none(results: str) -> None:
    with pytest.raises(ValueError, match="column"):
        read(results)


def test_a_run_that_does_not_begin_has_no_results(tmp_path: Path) -> None:
    assert copies.behave(tmp_path, ["doors"], []) == (1, {})
