"""Every address of the app, read from its own map, so that a new one is covered the day it is added."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from flask import Flask

#: The views that are meant for everybody. Whatever is not on this list asks who is there.
PUBLIC = {"products.home", "products.index", "static", "users.login", "users.register"}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


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

    def turns_away(self, answer: Answered) -> bool:
        """Whether ``answer`` sends a visitor to log in."""
        return answer.status == 302 and answer.headers["Location"].startswith("/login")


def every_place(app: Flask) -> Iterator[Place]:
    """Give every method at every address of ``app``, allowed or not, with 1 for each number in an address."""
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        path = adapter.build(rule.endpoint, dict.fromkeys(rule.arguments, 1), force_external=False)
        for method in METHODS:
            yield Place(method, path, rule.endpoint, method in (rule.methods or ()))


def pages(app: Flask) -> list[str]:
    """Give the address of every page of ``app``: whatever answers GET, and is no file."""
    places = every_place(app)
    return [place.path for place in places if place.method == "GET" and place.allowed and place.endpoint != "static"]


def private_places(app: Flask) -> list[Place]:
    """Give every allowed method at every address that is not public."""
    return [place for place in every_place(app) if place.allowed and place.endpoint not in PUBLIC]


def public_places(app: Flask) -> list[Place]:
    """Give every allowed method at every address that is meant for everybody."""
    return [place for place in every_place(app) if place.allowed and place.endpoint in PUBLIC]
