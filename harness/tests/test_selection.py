"""Which features run, and in which order."""

import pytest

pytest.importorskip("behave")

from behave.configuration import Configuration
from behave.exception import ConfigError
from behave.model import Feature
from behave.parser import parse_feature
from behave_browser.parallel.selection import Selection, longest_first, weight

OUTLINE = " Scenario Outline: o\n  Given <n>\n  Examples:\n   | n |\n   | 1 |\n   | 2 |\n   | 3 |\n"


@pytest.fixture(scope="module")
def config() -> Configuration:
    return Configuration([], load_config=False)


@pytest.fixture
def features() -> list[Feature]:
    """Seven features with one to seven scenarios of their own, and three in an outline."""
    return [
        parse_feature(
            f"Feature: {size}\n" + "".join(f" Scenario: s{number}\n  Given g\n" for number in range(size)) + OUTLINE,
            filename=f"f{size}.feature",
        )
        for size in range(1, 8)
    ]


def names(features: list[Feature]) -> list[str]:
    return [feature.name for feature in features]


def everything(features: list[Feature]) -> list[tuple[str, list[str]]]:
    return [(feature.name, [scenario.name for scenario in feature.walk_scenarios()]) for feature in features]


def test_all_in_their_order_unless_told_otherwise(features: list[Feature], config: Configuration) -> None:
    assert names(Selection.taken_from({}).apply(features, config)) == names(features)


def test_the_longest_first(features: list[Feature], config: Configuration) -> None:
    assert names(longest_first(features, config)) == list("7654321")


def test_what_does_not_run_weighs_nothing(features: list[Feature], config: Configuration) -> None:
    features[6].scenarios[0].mark_skipped()
    assert weight(features[6], config) == 9


def test_where_nothing_would_run_the_choice_was_a_mistake(features: list[Feature]) -> None:
    config = Configuration(["--name=nobody"], load_config=False)
    with pytest.raises(ConfigError, match=r"^No scenario is chosen: look at the paths, --tags and --name\.$"):
        Selection.taken_from({}).apply(features, config)


def test_every_feature_is_in_exactly_one_share(features: list[Feature], config: Configuration) -> None:
    shares = [Selection.taken_from({"shard": f"{n}/3"}).apply(features, config) for n in (1, 2, 3)]
    assert sorted(name for share in shares for name in names(share)) == names(features)
    assert sorted(sum(weight(feature, config) for feature in share) for share in shares) == [15, 15, 19]


def test_there_can_be_more_shares_than_features(features: list[Feature], config: Configuration) -> None:
    assert Selection.taken_from({"shard": "9/9"}).apply(features, config) == []


def test_choices_are_taken_out_of_what_hooks_see() -> None:
    userdata = {"shard": "1/2", "order": "random", "else": "stays"}
    assert Selection.taken_from(userdata).seed
    assert userdata == {"else": "stays"}


@pytest.mark.parametrize("seed", ["1", "2", "blue"])
def test_a_seed_repeats_an_order(features: list[Feature], config: Configuration, seed: str) -> None:
    before = everything(features)
    once = everything(Selection(seed=seed).apply(features, config))
    again = everything(Selection(seed=seed).apply(fresh(features), config))
    assert once == again != before
    assert sorted((name, sorted(scenarios)) for name, scenarios in once) == sorted(
        (name, sorted(scenarios)) for name, scenarios in before
    )


def test_the_rows_of_an_outline_are_in_a_random_order_too(features: list[Feature], config: Configuration) -> None:
    Selection(seed="1").apply(features, config)
    rows = [[row.line for row in outline.scenarios] for one in features for outline in one.iter_scenario_outlines()]
    assert len(rows) == 7
    assert any(lines != sorted(lines) for lines in rows)


def fresh(features: list[Feature]) -> list[Feature]:
    """``features`` in the order in which they were written."""
    for feature in features:
        feature.run_items.sort(key=lambda item: item.line)
        for outline in feature.iter_scenario_outlines():
            outline.scenarios.sort(key=lambda scenario: scenario.line)
    return sorted(features, key=lambda feature: feature.name)
