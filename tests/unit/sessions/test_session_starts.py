"""Starting a login: what this browser keeps, and what it loses."""

import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask, session
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import sessions
from app.extensions import db
from app.models import LoginSession, User, utc_now

PASSWORD = "correct horse battery"


@pytest.fixture
def people(add_user: Callable[..., int]) -> dict[str, int]:
    return {name: add_user(f"{name}@example.com") for name in ("ada", "grace")}


def start(user_id: int) -> str:
    sessions.start(db.session.get_one(User, user_id))
    db.session.commit()
    return str(session["_user_id"])


def start_elsewhere(app: Flask, user_id: int) -> str:
    """Log the user with this id in on a browser of its own, and give its token."""
    with app.test_request_context():
        return start(user_id)


def owners(app: Flask) -> list[int]:
    """Whose login sessions there are, the oldest first."""
    with app.app_context():
        return list(db.session.scalars(db.select(LoginSession.user_id).order_by(LoginSession.id)))


def test_the_same_person_keeps_the_csrf_token_and_nothing_else(app: Flask, people: dict[str, int]) -> None:
    with app.test_request_context():
        first = start(people["ada"])
        session.update({"csrf_token": "of ada", "planted": "x"})
        assert start(people["ada"]) != first
        assert session["csrf_token"] == "of ada"
        assert "planted" not in session


def test_the_same_person_keeps_the_csrf_token_after_the_login_was_over(
    app: Flask, people: dict[str, int], set_back: Callable[..., None]
) -> None:
    with app.test_request_context():
        start(people["ada"])
        session["csrf_token"] = "of ada"
        set_back(seen_at=timedelta(days=1))
        start(people["ada"])
        assert session["csrf_token"] == "of ada"
    assert owners(app) == [people["ada"]]


def test_another_person_does_not_get_the_csrf_token(app: Flask, people: dict[str, int]) -> None:
    with app.test_request_context():
        start(people["ada"])
        session["csrf_token"] = "of ada"
        start(people["grace"])
        assert "csrf_token" not in session


@pytest.mark.parametrize("token", [None, "", "made up", 1, ["x"]], ids=repr)
def test_whoever_has_no_login_to_show_does_not_keep_the_csrf_token(
    app: Flask, people: dict[str, int], token: object
) -> None:
    with app.test_request_context():
        session.update({"_user_id": token, "csrf_token": "planted"})
        start(people["ada"])
        assert "csrf_token" not in session


@pytest.mark.parametrize("second", ["ada", "grace"])
def test_the_earlier_login_of_this_browser_is_replaced(app: Flask, people: dict[str, int], second: str) -> None:
    with app.test_request_context():
        elsewhere = start(people["ada"])
    with app.test_request_context():
        earlier = start(people["ada"])
        start(people[second])
    with app.app_context():
        assert sessions.load_user(earlier) is None
        assert sessions.load_user(elsewhere)
    assert owners(app) == [people["ada"], people[second]]


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox on Linux"), ("", "A browser")],
)
def test_the_browser_is_written_down(app: Flask, people: dict[str, int], user_agent: str, device: str) -> None:
    with app.test_request_context(headers={"User-Agent": user_agent}):
        start(people["ada"])
    with app.app_context():
        assert db.session.scalars(db.select(LoginSession)).one().device == device


def test_a_member_has_so_many_logins_and_the_one_seen_longest_ago_makes_room(
    app: Flask, people: dict[str, int]
) -> None:
    app.config["LOGINS_PER_MEMBER"] = 3
    with app.test_request_context():
        grace = start(people["grace"])
    tokens = [start_elsewhere(app, people["ada"]) for _ in range(3)]
    with app.app_context():  # the second is the one that nobody has used for longest
        for token, minutes in zip(tokens, (1, 30, 20), strict=True):
            row = db.session.scalars(db.select(LoginSession).filter_by(token_hash=sessions.digest(token))).one()
            row.seen_at -= timedelta(minutes=minutes)
        db.session.commit()
    tokens.append(start_elsewhere(app, people["ada"]))
    with app.test_request_context():
        assert [bool(sessions.load_user(token)) for token in tokens] == [True, False, True, True]
        assert sessions.load_user(grace)


@pytest.mark.parametrize("limit", [1, 3])
def test_the_login_just_begun_stays_where_others_were_seen_in_what_is_still_to_come(
    app: Flask, people: dict[str, int], set_back: Callable[..., None], limit: int
) -> None:
    app.config["LOGINS_PER_MEMBER"] = limit
    tokens = [start_elsewhere(app, people["ada"]) for _ in range(3)]
    set_back(seen_at=timedelta(seconds=-30))  # by a clock that was set back since, or by a server whose clock is fast
    tokens.append(start_elsewhere(app, people["ada"]))
    with app.app_context():
        alive = [bool(sessions.load_user(token)) for token in tokens]
    assert (alive[-1], sum(alive)) == (True, limit)


def test_a_login_takes_the_row_of_the_user_first_so_that_of_two_the_second_counts_the_first(
    app: Flask, people: dict[str, int], taken: list[str]
) -> None:
    with app.test_request_context():
        start(people["ada"])
        taken.clear()
        start(people["ada"])
    assert taken[0] == "user"
    assert set(taken[1:]) == {"login_session"}


def test_logins_that_are_over_take_no_room(app: Flask, people: dict[str, int], set_back: Callable[..., None]) -> None:
    app.config["LOGINS_PER_MEMBER"] = 2
    over = [start_elsewhere(app, people["ada"]) for _ in range(2)]
    set_back(created_at=timedelta(days=2))  # too old, however lately they were seen
    with app.app_context():
        db.session.execute(db.update(LoginSession).values(seen_at=utc_now() + timedelta(minutes=1)))
        db.session.commit()
    tokens = [start_elsewhere(app, people["ada"]) for _ in range(2)]
    with app.app_context():
        assert [bool(sessions.load_user(token)) for token in over + tokens] == [False, False, True, True]


@pytest.mark.parametrize(("fields", "remembered"), [({}, False), ({"remember": "y"}, True)], ids=["not", "remembered"])
@pytest.mark.usefixtures("people")
def test_only_a_remembered_login_outlives_the_browser(
    app: Flask, client: FlaskClient, submit: Callable[..., TestResponse], fields: dict[str, str], *, remembered: bool
) -> None:
    response = submit(client, "/login", email="ada@example.com", password=PASSWORD, **fields)
    name = app.config["SESSION_COOKIE_NAME"]
    [cookie] = [said for said in response.headers.getlist("Set-Cookie") if said.startswith(f"{name}=")]
    assert ("Expires=" in cookie) == remembered
    with client.session_transaction() as browser:
        assert browser.permanent == remembered
    with app.app_context():
        assert db.session.scalars(db.select(LoginSession.is_remembered)).all() == [remembered]


def test_a_login_that_is_not_remembered_takes_the_place_of_one_that_was(app: Flask, people: dict[str, int]) -> None:
    with app.test_request_context():
        sessions.start(db.session.get_one(User, people["ada"]), remember=True)
        assert session.permanent
        sessions.start(db.session.get_one(User, people["ada"]))
        assert not session.permanent


def test_a_form_from_before_the_login_does_not_go_through_after_it(
    client: FlaskClient, people: dict[str, int], submit: Callable[..., TestResponse]
) -> None:
    assert people
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', client.get("/login").text)
    assert token
    submit(client, "/login", email="ada@example.com", password=PASSWORD)
    refused = client.post("/logout", data={"csrf_token": token[1]}, headers={"Origin": "http://localhost"})
    assert refused.status_code == 400
    assert client.get("/account").status_code == 200


def test_a_token_has_256_random_bits() -> None:
    tokens = {sessions.new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert {len(urlsafe_b64decode(f"{token}=")) for token in tokens} == {32}
