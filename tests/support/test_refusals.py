"""Each refusal has its positive twin: what was refused is also seen to be done.

"Grace cannot rename Ada's product" passes before anybody can rename one. So whatever is done in a scenario that ends in
nothing but refusals is done, by the same step, in another that ends in something.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("behave")

from behave.model import Scenario
from behave.parser import parse_feature, parse_file
from behave.runner_util import load_step_modules
from behave.step_registry import StepRegistry, registry

import features.environment  # the types that the phrases of the steps are read with

FEATURES = Path(features.environment.__file__).parent
#: Thens that hold where nothing at all has happened. What stands in quotation marks is somebody else's words.
NOTHING_HAPPENED = re.compile(
    r"\b(?<!thief )(is|are|has|have|can) (not|no(?! longer)|still|added nothing|done nothing)\b"
    r"|\bthere is no\b|\bnothing (is|was|of)\b|\bstill (works|opens|stands)\b"
    r"|\b(refused with|gets?) [45]\d\d\b(?!, and (is told|reads))"
)
#: What a page that nobody has written yet says as well.
NO_PAGE = "There is nothing at this address."


def is_refusal(then: str) -> bool:
    """Whether the Then would hold although nothing was done."""
    return NO_PAGE in then or bool(NOTHING_HAPPENED.search(re.sub(r'"[^"]*"', '""', then)))


def acts_and_thens(scenario: Scenario, steps: StepRegistry) -> tuple[list[str], list[str]]:
    """The steps by which somebody acts in ``scenario``, by their functions' names, and the words of its Thens."""
    whens = [steps.find_match(step) for step in scenario.steps if step.step_type == "when"]
    return [when.func.__name__ for when in whens if when], [s.name for s in scenario.steps if s.step_type == "then"]


def without_twin(scenarios: list[Scenario], steps: StepRegistry) -> Iterator[Scenario]:
    """Give each of ``scenarios`` that only refuses, and whose last act is done in none that does more."""
    seen = [(scenario, *acts_and_thens(scenario, steps)) for scenario in scenarios]
    done = {act for _, acts, thens in seen if not all(map(is_refusal, thens)) for act in acts}
    for scenario, acts, thens in seen:
        if all(map(is_refusal, thens)) and not done & set(acts[-1:]):
            yield scenario


@pytest.fixture(scope="module")
def steps() -> StepRegistry:
    """Every step of the suite."""
    if not registry.steps["when"]:
        load_step_modules([str(FEATURES / "steps")])
    return registry


def test_every_refusal_has_its_positive_twin(steps: StepRegistry) -> None:
    scenarios = [one for path in FEATURES.glob("*.feature") for one in parse_file(str(path)).walk_scenarios()]
    assert len(scenarios) > 300
    lone = [f"{scenario.location} {scenario.name}" for scenario in without_twin(scenarios, steps)]
    assert not lone, "Write a scenario in which the same step does what is refused here."


@pytest.mark.parametrize(
    ("then", "refuses"),
    [
        ("Grace is not logged in", True),
        ("Ada is still logged in", True),
        ('there is no product "Key"', True),
        ("Ada has added nothing", True),
        ("each of them is refused with 400", True),
        ("Ada's old password still works, and the new one does not", True),
        ('Ada is told "There is nothing at this address. It may have been mistyped, or moved."', True),
        ('Ada is told "There is nothing here."', False),
        ("Ada is no longer logged in", False),
        ("the thief is not logged in", False),
        ("Ada sees the products", False),
    ],
)
def test_a_then_that_holds_where_nothing_was_done_is_a_refusal(then: str, *, refuses: bool) -> None:
    assert is_refusal(then) == refuses


def test_a_refusal_whose_act_is_never_seen_to_work_is_found(steps: StepRegistry) -> None:
    feature = parse_feature("""
        Feature: A door
          Scenario: Refused, and never done
            When Ada deletes her account
            Then Ada is still logged in
          Scenario: Refused, and done elsewhere
            When Grace logs out
            Then Ada is still logged in
          Scenario: Done
            When Ada logs out
            Then Ada sees the products
    """)
    assert [one.name for one in without_twin(feature.scenarios, steps)] == ["Refused, and never done"]
