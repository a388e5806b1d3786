"""The feature files themselves: what behave takes without a word, and a reader would miss."""

from pathlib import Path

import pytest

pytest.importorskip("behave")

from behave.model import Scenario, ScenarioOutline
from behave.parser import parse_file
from behave_browser.report.outlines import own_name, promised

FEATURES = sorted((Path(__file__).parents[2] / "features").glob("*.feature"))


def scenarios() -> list[Scenario]:
    return [scenario for path in FEATURES for scenario in parse_file(str(path)).walk_scenarios()]


def outlines() -> list[ScenarioOutline]:
    every = [scenario for path in FEATURES for scenario in parse_file(str(path)).scenarios]
    return [scenario for scenario in every if isinstance(scenario, ScenarioOutline)]


def test_there_are_features() -> None:
    assert len(scenarios()) > 300


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_every_scenario_has_steps_and_none_is_lost_to_a_misspelt_keyword(path: Path) -> None:
    # A line such as "Givn Ada is logged in" is a description for behave: it runs nothing, and nothing fails.
    for scenario in parse_file(str(path)).walk_scenarios(with_outlines=True):
        assert scenario.steps, f"{scenario.location} has no steps"
        assert not scenario.description, f"{scenario.location}: {scenario.description}"


@pytest.mark.parametrize("outline", outlines(), ids=lambda outline: f"{Path(outline.filename).stem}:{outline.line}")
def test_every_outline_is_called_what_it_promises_and_no_two_of_its_rows_the_same(outline: ScenarioOutline) -> None:
    assert outline.name.startswith(f"{promised(outline)}: "), f"“{outline.name}” is no “promise: <placeholder>”"
    names = [own_name(row) for row in outline.scenarios]
    assert all(names)
    assert sorted(names) == sorted(set(names))
