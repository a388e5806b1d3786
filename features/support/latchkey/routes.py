"""Every address of the app, read from its own map, so that a new one is covered the day it is added.

This is the one list of places: whatever is to hold for every page, form or address takes it from here.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from flask import Flask
from werkzeug.routing import Rule

from app import capabilities
from app.extensions import db
from app.models import User

#: The views that are meant for everybody: the core's, and what capabilities say of theirs. Whatever is not here asks
#: who is there.
PUBLIC = {"static", "users.home", "users.login", "users.register"} | capabilities.public()
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
#: What an address calls a row of each table that it does not call by its name.
TABLES = {"login_id": "login_session"}
#: What stands in an address where it is no row's: a file, and something secret that nobody was given.
WORDS = {"filename": "latchkey.css", "token": "none"}
UNSAID = "Nobody has said what <{name}> stands for in {rule}: say it in TABLES of latchkey/routes.py."


def stands_for(name: str, member: User | None) -> object:
    """What stands in an address for ``name``, for a member or a visitor (None): a row that is there, and theirs.

    A page is opened with it, so that what is asked of every page is asked of a real one. The member's row is the first
    that they had: not this very login, where they are logged in twice. Raises KeyError for a name of no table.
    """
    if name in WORDS:
        return WORDS[name]
    table = db.metadata.tables[TABLES.get(name, name.removesuffix("_id"))]
    owner = next(iter(key.parent for key in table.foreign_keys if key.references(User.__table__)), None)
    mine = db.select(db.func.min(table.c.id)).where(owner == member.id) if member and owner is not None else None
    newest = db.select(db.func.max(table.c.id))
    return (mine is not None and db.session.scalar(mine)) or db.session.scalar(newest) or 1


class Answered(Protocol):
    """What came back: its status and headers."""

    status: int
    headers: dict[str, str]


@dataclass(frozen=True)
class Place:
    """One method at one address, and whether the app has it."""

    method: str
    path: str
    endpoint: str
    allowed: bool

    @property
    def public(self) -> bool:
        """Whether it is meant for everybody."""
        return self.endpoint in PUBLIC

    def turns_away(self, answer: Answered) -> bool:
        """Whether ``answer`` sends a visitor to log in."""
        led_to = {name.lower(): value for name, value in answer.headers.items()}.get("location", "")
        return answer.status == 302 and led_to.startswith("/login")


def path_of(rule: Rule, member: User | None) -> str:
    """The address of ``rule`` for ``member``. Raises LookupError for a name that stands for nothing yet."""
    values: dict[str, Any] = {}
    for name in rule.arguments - set(rule.defaults or ()):
        try:
            values[name] = stands_for(name, member)
        except KeyError:
            raise LookupError(UNSAID.format(name=name, rule=rule.rule)) from None
    built = rule.build(values)
    assert built, f"no address of {rule.rule} has {values}"
    return built[1]


def forms(places: list[Place]) -> list[Place]:
    """Give every form of ``places``. Logging out comes last: whoever has is a visitor to those that follow."""
    return sorted((one for one in places if one.method == "POST"), key=lambda form: form.endpoint == "users.logout")


class Routes:
    """All that ``app`` has an address for."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        #: The names of the capabilities that are present: whatever belongs to another has no address.
        self.capabilities = capabilities.present(capabilities.CAPABILITIES)

    def every_place(self, email: str = "") -> list[Place]:
        """Give every method at every address, allowed or not, as the member who has ``email`` would go there."""
        with self.app.app_context():
            member = db.session.scalar(db.select(User).where(User.email == email))
            paths = [(rule, path_of(rule, member)) for rule in self.app.url_map.iter_rules()]
        return [
            Place(method, path, rule.endpoint, method in (rule.methods or ()))
            for rule, path in paths
            for method in METHODS
        ]

    def private(self, email: str = "") -> list[Place]:
        """Give every allowed method at every address that is not public."""
        return [place for place in self.every_place(email) if place.allowed and not place.public]

    def public(self, email: str = "") -> list[Place]:
        """Give every allowed method at every address that is meant for everybody."""
        return [place for place in self.every_place(email) if place.allowed and place.public]

    def reachable(self) -> set[tuple[str, str]]:
        """Give the method and the endpoint of all that is public, and that a link or a button is to lead to."""
        linked = [place for place in self.public() if self.is_for_people(place.endpoint)]
        return {(place.method, place.endpoint) for place in linked if not self.is_opened_by_mail(place.endpoint)}

    def private_forms(self, email: str = "") -> list[Place]:
        """Give every form that is a member's alone."""
        return forms(self.private(email))

    def public_forms(self) -> list[Place]:
        """Give every form that is meant for everybody, and is not a mailed link's."""
        return forms([place for place in self.public() if not self.is_opened_by_mail(place.endpoint)])

    def pages(self, email: str = "") -> list[str]:
        """Give the address of every page: whatever answers GET, and is neither a file nor for machines."""
        places = [place for place in self.every_place(email) if place.method == "GET" and place.allowed]
        return [place.path for place in places if self.is_for_people(place.endpoint)]

    def is_for_people(self, endpoint: str) -> bool:
        """Whether a page answers there, and nothing that a machine asks for."""
        return endpoint != "static" and not hasattr(self.app.view_functions.get(endpoint), "without_tables")

    def is_opened_by_mail(self, endpoint: str) -> bool:
        """Whether nothing but a link in a mail leads there."""
        return hasattr(self.app.view_functions.get(endpoint), "opened_by_mail")

    def files(self) -> list[str]:
        """Give the address of every file that is served as it is."""
        folder = Path(str(self.app.static_folder))
        found = [file.relative_to(folder) for file in folder.rglob("*") if file.is_file()]
        return [f"{self.app.static_url_path}/{file}" for file in found]

    def numbered(self, number: str) -> list[str]:
        """Give the address of every page that names rows by their ids, with ``number`` in the place of each."""
        rules = [rule for rule in self.app.url_map.iter_rules() if rule.arguments - WORDS.keys()]
        return [re.sub("<[^>]*>", number, rule.rule) for rule in rules if "GET" in (rule.methods or ())]

    def reached(self, asked: list[tuple[str, str]]) -> set[tuple[str, str]]:
        """Give the method and the endpoint of each request of ``asked``, of its method and path, that has one."""
        routes = self.app.url_map.bind("localhost")
        return {(method, routes.match(path, method)[0]) for method, path in asked if routes.test(path, method)}
