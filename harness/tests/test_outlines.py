"""What an outline promises, and what its rows are called."""

import pytest

pytest.importorskip("behave")

from behave.model import Scenario
from behave.parser import parse_feature
from behave_browser.report.outlines import own_name, placeholders, promised


def parsed(name: str, keyword: str = "Scenario Outline", label: str = "") -> Scenario:
    """Give the scenario called ``name``: an outline has the columns place and light, and one row."""
    examples = f"Examples: {label}\n| place | light |\n| /login | dark |" if keyword == "Scenario Outline" else ""
    return parse_feature(f"Feature: One\n{keyword}: {name}\nGiven two\n{examples}").scenarios[0]


@pytest.mark.parametrize(
    ("name", "promise", "row"),
    [
        ("It is there: <place>", "It is there", "/login"),
        ("It is there: <place>, <light>", "It is there", "/login, dark"),
        ("It is there: at <place> in the <light>", "It is there", "at /login in the dark"),
        ("Remember: it is there: <place>", "Remember: it is there", "/login"),
        ("It is at <place>: <light>", "It is at <place>: <light>", "It is at /login: dark"),
        ("It is at <place>", "It is at <place>", "It is at /login"),
        (": <place>", ": <place>", ": /login"),
        ("<place>", "<place>", "/login"),
        ("It is there", "It is there", "It is there"),
    ],
)
def test_a_promise_stands_before_the_colon_of_its_placeholders_and_a_row_is_called_what_follows(
    name: str, promise: str, row: str
) -> None:
    outline = parsed(name)
    assert promised(outline) == promise
    assert own_name(outline.scenarios[0]) == row


def test_what_the_examples_are_called_is_not_part_of_a_row_s_name() -> None:
    assert own_name(parsed("It is there: <place>", label="everyone's -- @ home").scenarios[0]) == "/login"


def test_a_scenario_is_called_what_it_is_called() -> None:
    scenario = parsed("One: <b>bold</b>", "Scenario")
    assert promised(scenario) == own_name(scenario) == "One: <b>bold</b>"


def test_the_columns_that_a_name_tells_of_are_in_the_order_of_the_name() -> None:
    assert placeholders(parsed("It is there: <light>, <place>")) == ["light", "place"]
    assert placeholders(parsed("It is there")) == []
