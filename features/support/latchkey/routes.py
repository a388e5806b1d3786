"""Every address of the app, read from its own map, so that a new one is covered the day it is added.

This is the one list of places: whatever is to hold for every page, form or address takes it from here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from flask import Flask
from werkzeug.routing import Rule

from app.extensions import db
from app.models import LoginSession, Product, User

#: The views that are meant for everybody. Whatever is not on this list asks who is there.
PUBLIC = {"products.home", "products.index", "static", "users.login", "users.register"}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
UNSAID = "Nobody has said what <{name}> stands for in {rule}: say it in STANDS_FOR of latchkey/routes.py."


def login_of(member: User | None) -> int:
    """The id of the login session that ``member`` began first: not this one, where they are logged in twice."""
    mine = db.select(LoginSession.id).order_by(LoginSession.id)
    return (db.session.scalar(mine.where(LoginSession.user_id == member.id)) if member else newest(LoginSession)) or 1


def product_of(member: User | None) -> int:
    """The id of a product that ``member`` has added, here and now if there was none."""
    if member is None:
        return newest(Product) or 1
    mine = db.select(Product).where(Product.added_by_id == member.id)
    product = db.session.scalar(mine) or Product(added_by_id=member.id, name="Padlock", description="To open a page of")
    db.session.add(product)
    db.session.commit()
    return product.id


def newest(table: type[LoginSession | Product]) -> int | None:
    """The id that was given last, whoever's it is."""
    found: int | None = db.session.scalar(db.select(db.func.max(table.id)))
    return found


#: What stands in an address for each name in the app's rules, for a member or for a visitor (None): something that is
#: there, and the member's own. A page is opened with it, so that what is asked of every page is asked of a real one.
STANDS_FOR: dict[str, Callable[[User | None], object]] = {
    "filename": lambda _anyone: "latchkey.css",
    "login_id": login_of,
    "product_id": product_of,
}


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
        return answer.status == 302 and answer.headers["Location"].startswith("/login")


def path_of(rule: Rule, member: User | None) -> str:
    """The address of ``rule`` for ``member``. Raises LookupError for a name that stands for nothing yet."""
    values: dict[str, Any] = {}
    for name in rule.arguments - set(rule.defaults or ()):
        if name not in STANDS_FOR:
            raise LookupError(UNSAID.format(name=name, rule=rule.rule))
        values[name] = STANDS_FOR[name](member)
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

    def private_forms(self, email: str = "") -> list[Place]:
        """Give every form that is a member's alone."""
        return forms(self.private(email))

    def public_forms(self) -> list[Place]:
        """Give every form that is meant for everybody."""
        return forms(self.public())

    def pages(self, email: str = "") -> list[str]:
        """Give the address of every page: whatever answers GET, and is no file."""
        places = [place for place in self.every_place(email) if place.method == "GET" and place.allowed]
        return [place.path for place in places if place.endpoint != "static"]

    def files(self) -> list[str]:
        """Give the address of every file that is served as it is."""
        folder = Path(str(self.app.static_folder))
        found = [file.relative_to(folder) for file in folder.rglob("*") if file.is_file()]
        return [f"{self.app.static_url_path}/{file}" for file in found]

    def numbered(self, number: str) -> list[str]:
        """Give the address of every page that names rows by their ids, with ``number`` in the place of each."""
        rules = [rule for rule in self.app.url_map.iter_rules() if rule.arguments and rule.endpoint != "static"]
        return [re.sub("<[^>]*>", number, rule.rule) for rule in rules if "GET" in (rule.methods or ())]

    def reached(self, asked: list[tuple[str, str]]) -> set[tuple[str, str]]:
        """Give the method and the endpoint of each request of ``asked``, of its method and path, that has one."""
        routes = self.app.url_map.bind("localhost")
        return {(method, routes.match(path, method)[0]) for method, path in asked if routes.test(path, method)}
