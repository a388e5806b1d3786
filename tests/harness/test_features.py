"""The feature files themselves: what behave takes without a word, and a reader would miss."""

from pathlib import Path

import pytest

pytest.importorskip("behave")

from behave.model import Scenario
from behave.parser import parse_file

FEATURES = sorted((Path(__file__).parents[2] / "features").glob("*.feature"))


def scenarios() -> list[Scenario]:
    return [scenario for path in FEATURES for scenario in parse_file(str(path)).walk_scenarios()]


def test_there_are_features() -> None:
    assert len(scenarios()) > 300


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_every_scenario_has_steps_and_none_is_lost_to_a_misspelt_keyword(path: Path) -> None:
    # A line such as "Givn Ada is logged in" is a description for behave: it runs nothing, and nothing fails.
    for scenario in parse_file(str(path)).walk_scenarios(with_outlines=True):
        assert scenario.steps, f"{scenario.location} has no steps"
        assert not scenario.description, f"{scenario.location}: {scenario.description}"
