"""The feature files themselves: what behave takes without a word, and a reader would miss."""

import ast
import re
from pathlib import Path

import pytest

pytest.importorskip("behave")

from behave.model import Scenario, ScenarioOutline
from behave.parser import parse_file
from behave_browser.report.outlines import own_name, promised

from tests.support.left_out import LEFT_OUT

#: What is not said, or not mailed: where it is misspelt, or no longer the site's, that is so whatever the site does.
UNSAID = re.compile(r'(?:is not told|gets no mail) "([^"]+)"')
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


def test_what_is_not_said_in_one_scenario_is_said_in_another() -> None:
    steps = [step.name for scenario in scenarios() for step in scenario.steps]
    unsaid = {found[1] for step in steps if (found := UNSAID.search(step))}
    said = {words for step in steps if not UNSAID.search(step) for words in re.findall(r'"([^"]+)"', step)}
    assert unsaid or LEFT_OUT
    assert unsaid - said == set()


NOTICES = sorted((FEATURES[0].parent / "steps").glob("notices_steps.py"))


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_every_notice_that_nobody_gets_in_one_scenario_is_got_in_another(path: Path) -> None:
    table = next(one for one in ast.parse(path.read_text()).body if "NOTICES" in ast.unparse(one).split()[:1])
    assert isinstance(table, ast.Assign)
    steps = [step.name for scenario in scenarios() for step in scenario.steps]
    got = {found[1] for step in steps if (found := re.search(r'gets (?:the mail|\d+ mails?) "([^"]+)"', step))}
    assert ast.literal_eval(table.value) <= got
