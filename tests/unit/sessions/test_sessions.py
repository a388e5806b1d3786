"""The life of a login: it starts, brings the member back, and ends."""

import base64
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, session
from flask.testing import FlaskClient
from flask_login import current_user
from werkzeug.test import TestResponse

from app import sessions
from app.extensions import db
from app.models import LoginSession, User
from tests.unit.databases import on_sqlite

MALFORMED = {
    "None": None,
    "zero": 0,
    "a number": 1,
    "a number in text": "1",
    "a fraction": 1.5,
    "a truth": True,
    "a list": ["1"],
    "an object": {"id": 1},
    "bytes": b"1",
    "empty text": "",
    "a space": " ",
    "text": "garbage",
    "NUL": "\0",
    "not ASCII": "é☃🗝",
    "half a surrogate pair": "\ud800",
    "a million letters": "x" * 1_000_000,
    "SQL": "' OR 1=1 --",
}


@pytest.fixture
def start(app: Flask) -> Callable[..., str]:
    """Log the user with this id in on a new browser, and give the token of that login."""

    def started(user_id: int) -> str:
        with app.test_request_context():
            sessions.start(db.session.get_one(User, user_id))
            db.session.commit()
            return session["_user_id"]

    return started


@pytest.fixture
def loaded(app: Flask) -> Callable[[object], str | None]:
    """The email of the user whom the loader finds for a token."""

    def email(token: object) -> str | None:
        with app.app_context():
            user = sessions.load_user(token)
            return user and user.email

    return email


@pytest.fixture
def people(add_user: Callable[..., int]) -> dict[str, int]:
    return {name: add_user(f"{name}@example.com") for name in ("ada", "grace", "edith")}


def test_each_token_brings_back_its_own_user(
    people: dict[str, int], start: Callable[..., str], loaded: Callable[[object], str | None]
) -> None:
    names = ["grace", "ada", "edith", "grace"]
    tokens = [start(people[name]) for name in names]
    assert [loaded(token) for token in tokens] == [f"{name}@example.com" for name in names]


def test_a_loaded_user_answers_the_token_they_came_with(
    app: Flask, people: dict[str, int], start: Callable[..., str]
) -> None:
    token, _another = start(people["ada"]), start(people["ada"])
    with app.app_context():
        user = sessions.load_user(token)
        assert user
        assert user.get_id() == token


def test_loading_a_user_takes_one_query(
    people: dict[str, int], start: Callable[..., str], loaded: Callable[[object], str | None], queries: list[str]
) -> None:
    token = start(people["grace"])
    queries.clear()
    assert loaded(token) == "grace@example.com"
    assert len(queries) == 1


@pytest.mark.parametrize("token", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_token_brings_back_nobody(
    people: dict[str, int], start: Callable[..., str], loaded: Callable[[object], str | None], token: object
) -> None:
    start(people["ada"])
    assert loaded(token) is None


@pytest.mark.parametrize("change", [str.upper, str.swapcase, lambda token: token[:-1], lambda token: token + "A"])
def test_a_token_that_differs_a_little_brings_back_nobody(
    people: dict[str, int],
    start: Callable[..., str],
    loaded: Callable[[object], str | None],
    change: Callable[[str], str],
) -> None:
    assert loaded(change(start(people["ada"]))) is None


def test_the_hash_that_is_stored_is_no_token(
    app: Flask, people: dict[str, int], start: Callable[..., str], loaded: Callable[[object], str | None]
) -> None:
    start(people["ada"])
    with app.app_context():
        stolen = db.session.scalars(db.select(LoginSession.token_hash)).one()
    assert loaded(stolen) is None
    assert loaded(stolen.hex()) is None


@pytest.mark.parametrize(
    "changed", [{"is_active": False}, {"credentials_version": 1}, {"email": "grace@example.org"}], ids=str
)
def test_a_user_is_brought_back_while_active_and_with_the_same_credentials(
    app: Flask,
    people: dict[str, int],
    start: Callable[..., str],
    loaded: Callable[[object], str | None],
    changed: dict[str, object],
) -> None:
    # By a statement of its own: what shuts an account counts its credentials too, and either alone is to be enough.
    token = start(people["ada"])
    with app.app_context():
        db.session.execute(db.update(User).where(User.id == people["ada"]).values(changed))
        db.session.commit()
    assert loaded(token) == changed.get("email")


def test_a_deleted_user_is_not_brought_back(
    app: Flask, people: dict[str, int], start: Callable[..., str], loaded: Callable[[object], str | None]
) -> None:
    token = start(people["ada"])
    with app.app_context():
        db.session.delete(db.session.get_one(User, people["ada"]))
        db.session.commit()
    assert loaded(token) is None


@on_sqlite
def test_the_database_holds_the_hash_of_the_token_and_not_the_token(
    people: dict[str, int], start: Callable[..., str], tmp_path: Path
) -> None:
    token = start(people["ada"])
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert hashlib.sha256(token.encode()).digest() in stored
    assert token.encode() not in stored


def test_a_token_has_256_bits(people: dict[str, int], start: Callable[..., str]) -> None:
    assert len(base64.urlsafe_b64decode(start(people["ada"]) + "=")) == 32


def test_every_login_has_a_token_of_its_own(people: dict[str, int], start: Callable[..., str]) -> None:
    assert len({start(people["ada"]) for _ in range(5)}) == 5


def test_starting_clears_what_was_in_the_browser_session(app: Flask, people: dict[str, int]) -> None:
    with app.test_request_context():
        session.update({"planted": "x", "csrf_token": "x", "_flashes": [("info", "x")], "_user_id": "x", "_id": "x"})
        sessions.start(db.session.get_one(User, people["grace"]))
        assert not {"planted", "csrf_token", "_flashes", "_id"} & session.keys()
        assert session["_user_id"] != "x"
        assert current_user.email == "grace@example.com"


def test_ending_ends_this_login_and_no_other(
    people: dict[str, int],
    start: Callable[..., str],
    loaded: Callable[[object], str | None],
    client: FlaskClient,
    submit: Callable[..., TestResponse],
) -> None:
    here, elsewhere, grace = start(people["ada"]), start(people["ada"]), start(people["grace"])
    with client.session_transaction() as browser:
        browser.update({"_user_id": here, "planted": "x"})
    submit(client, "/logout", form_at="/account")
    with client.session_transaction() as browser:
        assert not {"_user_id", "planted"} & browser.keys()
    assert [loaded(token) for token in (here, elsewhere, grace)] == [None, "ada@example.com", "grace@example.com"]


def test_a_copied_cookie_is_worthless_after_logging_out(
    app: Flask, member: FlaskClient, submit: Callable[..., TestResponse]
) -> None:
    thief, name = app.test_client(), app.config["SESSION_COOKIE_NAME"]
    cookie = member.get_cookie(name)
    assert cookie
    thief.set_cookie(name, cookie.value)
    assert thief.get("/account").status_code == 200
    submit(member, "/logout", form_at="/account")
    thief.set_cookie(name, cookie.value)
    assert thief.get("/account").location == "/login?next=%2Faccount"


@pytest.mark.parametrize("token", [None, 1, ["1"], {"a": 1}, "", "\ud800", "\0", "1"], ids=repr)
def test_a_signed_cookie_with_a_malformed_token_is_a_visitors(
    client: FlaskClient, people: dict[str, int], start: Callable[..., str], token: object
) -> None:
    start(people["ada"])
    with client.session_transaction() as browser:
        browser["_user_id"] = token
    assert client.get("/account").location == "/login?next=%2Faccount"
    assert client.get("/login").status_code == 200
