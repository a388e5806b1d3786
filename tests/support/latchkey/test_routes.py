"""The one list of places: what an address stands for, and whose it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

pytest.importorskip("behave")

from features.support.latchkey.routes import PUBLIC
from features.support.latchkey.server import LiveServer, live_server
from features.support.latchkey.test_data import ServerData
from features.support.login.http_client import HttpClient
from features.support.login.people import Person


@pytest.fixture
def server() -> Iterator[LiveServer]:
    with contextmanager(live_server)(SimpleNamespace()) as running:
        yield running


@pytest.fixture
def ada(server: LiveServer) -> Person:
    ada = Person("Ada", "ada@example.com", "correct horse battery")
    ServerData(server).register(ada)
    return ada


def path_to(server: LiveServer, endpoint: str, email: str = "") -> str:
    """Where ``endpoint`` is, for the member who has ``email``."""
    return next(place.path for place in server.routes.every_place(email) if place.endpoint == endpoint)


def add_page(server: LiveServer, rule: str) -> None:
    """Give the app a page that nobody has heard of. It has answered before, so Flask would say that it is too late."""
    server.app._got_first_request = False  # noqa: SLF001
    server.app.add_url_rule(rule, "new")


def test_a_login_is_the_member_s_own_that_began_first(server: LiveServer, ada: Person) -> None:
    grace = Person("Grace", "grace@example.com", "correct horse battery")
    ServerData(server).register(grace)
    for person in (grace, ada, ada):
        assert HttpClient(server.url).logs_in(person.email, person.password)
    first, _second = ServerData(server).login_sessions(ada)
    assert path_to(server, "account.end_session", ada.email) == f"/account/sessions/{first.id}/end"


def test_whoever_has_no_row_is_shown_the_newest_and_where_there_is_none_the_first(
    server: LiveServer, ada: Person
) -> None:
    assert path_to(server, "account.end_session", ada.email) == "/account/sessions/1/end"
    grace = Person("Grace", "grace@example.com", "correct horse battery")
    ServerData(server).register(grace)
    for _ in range(2):
        assert HttpClient(server.url).logs_in(grace.email, grace.password)
    _first, second = ServerData(server).login_sessions(grace)
    assert path_to(server, "account.end_session", ada.email) == f"/account/sessions/{second.id}/end"
    assert path_to(server, "account.end_session") == f"/account/sessions/{second.id}/end"


def test_a_name_that_stands_for_nothing_says_where_to_say_it(server: LiveServer) -> None:
    add_page(server, "/keys/<int:key_id>")
    with pytest.raises(LookupError) as raised:
        server.routes.pages()
    assert str(raised.value) == (
        "Nobody has said what <key_id> stands for in /keys/<int:key_id>: say it in TABLES of latchkey/routes.py."
    )


def test_a_second_address_of_a_page_is_another_page(server: LiveServer) -> None:
    add_page(server, "/new")
    server.app.add_url_rule("/new/again", "new")
    assert {"/new", "/new/again"} <= set(server.routes.pages())
    assert {("GET", "new")} <= {(place.method, place.endpoint) for place in server.routes.private()}


def test_what_is_public_is_there(server: LiveServer) -> None:
    assert server.app.view_functions.keys() >= PUBLIC


def test_a_request_has_reached_what_answers_it_by_its_method(server: LiveServer) -> None:
    asked = [("GET", "/account"), ("GET", "/account/sessions/7/end"), ("POST", "/logout"), ("GET", "/nowhere")]
    assert server.routes.reached(asked) == {("GET", "account.index"), ("POST", "users.logout")}
