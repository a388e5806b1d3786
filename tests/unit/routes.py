"""Every address of the app, read from its own map, so that a new one is covered the day it is added."""

from collections.abc import Collection

from flask import Flask
from werkzeug.routing import Rule

#: The rules that are meant for everybody. Whatever is not on this list is for members.
PUBLIC = {"/", "/products", "/products/before/<id:product_id>", "/login", "/register", "/static/<path:filename>"}
#: What stands in an address for each name in a rule: the first of its kind, in a database that has no other.
STANDS_FOR = {"filename": "latchkey.css", "login_id": 1, "product_id": 1}
UNSAID = "Nobody has said what <{name}> stands for in {rule}: say it in STANDS_FOR of tests/unit/routes.py."


def addresses(app: Flask, left_out: Collection[str] = ()) -> dict[str, set[str]]:
    """Give every address of ``app`` but those of the rules ``left_out``, with the methods that it takes."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule not in left_out]
    return {path_of(rule): set(rule.methods or ()) - {"HEAD", "OPTIONS"} for rule in rules}


def path_of(rule: Rule) -> str:
    """The address of ``rule``. Raises LookupError for a name in it that stands for nothing yet."""
    for name in rule.arguments - STANDS_FOR.keys():
        raise LookupError(UNSAID.format(name=name, rule=rule.rule))
    built = rule.build({name: STANDS_FOR[name] for name in rule.arguments})
    assert built, rule
    return built[1]
