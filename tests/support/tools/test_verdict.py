"""What a run of a fault's features says of the fault: a run that did not happen says nothing."""

import json
from pathlib import Path

import pytest

pytest.importorskip("behave")

from tests.faults import copies
from tests.faults.verdict import failed_thens, judge, read, statuses

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
    ("code", "found", "verdict"),
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
def test_a_verdict(code: int, found: dict[str, str], verdict: str) -> None:
    assert judge("it", code, found, complete=True).verdict == verdict


def test_a_then_has_failed_if_it_says_so_itself() -> None:
    def step(kind: str, status: str, line: int) -> dict[str, object]:
        return {"step_type": kind, "match": {"location": f"a.py:{line}"}, "result": {"status": status}}

    steps = [step("when", "failed", 1), step("then", "failed", 2), step("then", "error", 3), step("then", "passed", 4)]
    steps += [step("then", "hook_error", 5), {"step_type": "then", "match": {"location": "a.py:6"}}]
    assert failed_thens([{"steps": steps}]) == ["a.py:2", "a.py:3"]


def test_what_failed_before_its_first_step_has_not_run(tmp_path: Path) -> None:
    (tmp_path / "features/steps").mkdir(parents=True)
    (tmp_path / "features/steps/steps.py").write_text(
        "from behave import step\n@step('a door')\n@step('it opens')\ndef passes(context): pass\n"
    )
    (tmp_path / "features/environment.py").write_text(ENVIRONMENT)
    (tmp_path / "features/doors.feature").write_text(DOORS)
    code, ran = copies.behave(tmp_path, ["doors"], [])
    assert code == 1
    assert statuses(ran) == {
        "features/doors.feature: It opens": "passed",
        "features/doors.feature: It is not tried": "",
        "features/doors.feature: It is locked": "error",
    }


@pytest.mark.parametrize(("first", "options"), [("@cluster", {"cluster": "true"}), ("@slow", {})])
def test_a_feature_about_several_servers_is_run_on_them_and_every_other_on_one(
    tmp_path: Path, first: str, options: dict[str, str]
) -> None:
    (tmp_path / "features/steps").mkdir(parents=True)
    (tmp_path / "features/environment.py").write_text(
        "import json\n"
        "def before_all(context):\n"
        "    with open('options.json', 'w') as file:\n"
        "        json.dump(dict(context.config.userdata), file)\n"
    )
    (tmp_path / "features/doors.feature").write_text(f"{first}\n{DOORS.lstrip()}")
    (tmp_path / "features/windows.feature").write_text("Feature: Windows\n")
    copies.behave(tmp_path, ["windows", "doors"], ["--stop"])
    assert json.loads((tmp_path / "options.json").read_text()) == {"expect_timeout": "1000"} | options


@pytest.mark.parametrize("results", ["", '[{"elements": ['])
def test_results_that_end_in_the_middle_are_none(results: str) -> None:
    with pytest.raises(ValueError, match="column"):
        read(results)


def test_a_run_that_does_not_begin_has_no_results(tmp_path: Path) -> None:
    assert copies.behave(tmp_path, ["doors"], []) == (1, [])
