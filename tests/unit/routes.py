"""Every address of the app, read from its own map, so that a new one is covered the day it is added."""

from collections.abc import Collection

from flask import Flask
from werkzeug.routing import Rule

from app import capabilities

#: The endpoints that are meant for everybody: the core's, and what capabilities say of theirs. The rest is for members.
PUBLIC = {"static", "users.home", "users.login", "users.register"} | capabilities.public()
#: Numbers that a row may have.
IDS = ["1", "2147483647"]
#: What no row has: PostgreSQL's integers end at 2³¹ - 1, and those that SQLite's driver takes at 2⁶³ - 1.
NO_IDS = ["0", "-1", "2147483648", "9223372036854775807", "9223372036854775808", "9" * 40, "007", "1.5", "٣", "x"]
#: What stands in an address where it is no row's: a file, and something secret that nobody was given.
WORDS = {"filename": "latchkey.css", "token": "none"}
UNSAID = "Nobody has said what <{name}> stands for in {rule}: say it in tests/unit/routes.py."


def addresses(app: Flask, left_out: Collection[str] = ()) -> dict[str, set[str]]:
    """Give every address of ``app`` but those of the endpoints ``left_out``, with the methods that it takes."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in left_out]
    return {path_of(rule): set(rule.methods or ()) - {"HEAD", "OPTIONS"} for rule in rules}


def path_of(rule: Rule) -> str:
    """The address of ``rule``, for the first row of its kind. Raises LookupError for a name that stands for nothing."""
    for name in rule.arguments:
        if name not in WORDS and not name.endswith("_id"):
            raise LookupError(UNSAID.format(name=name, rule=rule.rule))
    built = rule.build({name: WORDS.get(name, 1) for name in rule.arguments})
    assert built, rule
    return built[1]
