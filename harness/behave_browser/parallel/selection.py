"""Which features run here, and in which order: ``-D shard=2/5`` and ``-D order=random[:SEED]``."""

import random
import re
from dataclasses import dataclass
from typing import Any

from behave.exception import ConfigError
from behave.model import Feature, ScenarioOutline

BAD_SHARD = "-D shard={} is no share: say which one of how many, such as shard=2/5."
NOTHING_CHOSEN = "No scenario is chosen: look at the paths, --tags and --name."
BAD_ORDER = "-D order={} is no order: say order=random, or order=random:SEED to repeat one."


@dataclass(frozen=True)
class Selection:
    """What a person chose with ``-D``: all features in their order, unless they said otherwise."""

    share: int = 1
    shares: int = 1
    seed: str | None = None

    @classmethod
    def taken_from(cls, userdata: dict[str, str]) -> "Selection":
        """Take the choices out of behave's ``userdata``. Raises ConfigError for what makes no sense."""
        return cls(*parse_shard(userdata.pop("shard", "1/1")), parse_order(userdata.pop("order", None)))

    def apply(self, features: list[Feature], config: Any) -> list[Feature]:
        """Give this share of ``features`` in the order that was asked for. Raises ConfigError if nothing would run."""
        # A misspelt tag chooses nothing, and nothing fails. A share that is empty has others, which are not.
        if not (config.dry_run or any(weight(feature, config) for feature in features)):
            raise ConfigError(NOTHING_CHOSEN)
        kept = deal(features, self.shares, config)[self.share - 1]
        if self.seed is not None:
            shuffle(kept, self.seed)
        return kept


def parse_shard(text: str) -> tuple[int, int]:
    """Read "2/5" as the second of five shares."""
    found = re.fullmatch(r"(\d{1,4})/(\d{1,4})", text)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise ConfigError(BAD_SHARD.format(text))
    return int(found[1]), int(found[2])


def parse_order(text: str | None) -> str | None:
    """Give the seed in "random:SEED", a new one for "random", and none for nothing."""
    if text is None:
        return None
    if text == "random":
        return str(random.randrange(1_000_000))  # noqa: S311 -- an order of tests is no secret
    found = re.fullmatch(r"random:(\S+)", text)
    if not found:
        raise ConfigError(BAD_ORDER.format(text))
    return found[1]


def weight(feature: Feature, config: Any) -> int:
    """How many scenarios of ``feature`` will run."""
    return sum(bool(scenario.should_run(config)) for scenario in feature.walk_scenarios())


def longest_first(features: list[Feature], config: Any) -> list[Feature]:
    """Sort ``features`` so that whoever takes one after the other ends at about the same time as the others."""
    return sorted(features, key=lambda feature: -weight(feature, config))


def deal(features: list[Feature], shares: int, config: Any) -> list[list[Feature]]:
    """Part ``features`` into ``shares`` that have about as many scenarios each: the same ones on every machine."""
    loads = [0] * shares
    owners = {}
    for feature in longest_first(features, config):
        owner = loads.index(min(loads))
        loads[owner] += weight(feature, config)
        owners[id(feature)] = owner
    return [[feature for feature in features if owners[id(feature)] == share] for share in range(shares)]


def shuffle(features: list[Feature], seed: str) -> None:
    """Put ``features``, the scenarios in each and the rows of each outline into the order that ``seed`` stands for."""
    dice = random.Random(seed)  # noqa: S311 -- likewise
    dice.shuffle(features)
    for feature in features:
        for container in (feature, *feature.rules):
            dice.shuffle(container.run_items)
            for item in container.run_items:
                if isinstance(item, ScenarioOutline):
                    dice.shuffle(item.scenarios)
