"""How long a login lasts, and what it costs to ask."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import accounts, sessions
from app.extensions import db
from app.models import LoginSession, User, utc_now
from tests.unit.routes import PUBLIC, addresses

#: What a test may take at most. A moment this far before a limit is before it when the test asks.
A_WHILE = timedelta(seconds=20)
IDLE, DAY, MONTH = timedelta(minutes=60), timedelta(hours=24), timedelta(days=30)


@pytest.fixture
def remembered(add_user: Callable[..., int], log_in: Callable[..., FlaskClient]) -> FlaskClient:
    """The browser in which Grace is logged in, to stay so."""
    add_user("grace@example.com")
    return log_in("grace@example.com", remember="y")


def is_logged_in(browser: FlaskClient) -> bool:
    return browser.get("/account").status_code == 200


def test_of_logins_that_were_seen_at_the_same_moment_the_youngest_comes_first(
    app: Flask, add_user: Callable[..., int]
) -> None:
    ada, moment = add_user(), utc_now()
    with app.app_context():
        db.session.add_all(LoginSession(token_hash=bytes([n]) * 32, user_id=ada, seen_at=moment) for n in range(3))
        db.session.commit()
        assert [login.id for login in sessions.of(db.session.get_one(User, ada))] == [3, 2, 1]


def only_row(app: Flask) -> LoginSession:
    with app.app_context():
        return db.session.scalars(db.select(LoginSession)).one()


@pytest.mark.parametrize(
    ("moments", "lasts"),
    [
        pytest.param({"seen_at": IDLE - A_WHILE}, True, id="almost an hour unused"),
        pytest.param({"seen_at": IDLE}, False, id="an hour unused"),
        pytest.param({"created_at": DAY - A_WHILE}, True, id="almost a day old"),
        pytest.param({"created_at": DAY}, False, id="a day old, though used just now"),
        pytest.param({"created_at": DAY - A_WHILE, "seen_at": IDLE - A_WHILE}, True, id="almost both"),
        pytest.param({"created_at": MONTH, "seen_at": MONTH}, False, id="forgotten long ago"),
    ],
)
def test_a_login_lasts_an_hour_unused_and_a_day_in_any_case(
    member: FlaskClient, set_back: Callable[..., None], moments: dict[str, timedelta], *, lasts: bool
) -> None:
    set_back(**moments)
    assert is_logged_in(member) == lasts


@pytest.mark.parametrize(
    ("moments", "lasts"),
    [
        pytest.param({"seen_at": IDLE, "created_at": DAY}, True, id="a day old, an hour unused"),
        pytest.param({"seen_at": MONTH - A_WHILE, "created_at": MONTH - A_WHILE}, True, id="almost 30 days unused"),
        pytest.param({"created_at": MONTH}, False, id="30 days old, though used just now"),
    ],
)
def test_a_remembered_login_lasts_30_days_used_or_not(
    remembered: FlaskClient, set_back: Callable[..., None], moments: dict[str, timedelta], *, lasts: bool
) -> None:
    set_back(**moments)
    assert is_logged_in(remembered) == lasts


def test_how_long_an_unused_login_lasts_is_a_setting(
    app: Flask, member: FlaskClient, set_back: Callable[..., None]
) -> None:
    app.config["LOGIN_IDLE_MINUTES"] = 5
    set_back(seen_at=timedelta(minutes=5) - A_WHILE)
    assert is_logged_in(member)
    set_back(seen_at=timedelta(minutes=5))
    assert not is_logged_in(member)


def test_how_long_a_login_lasts_in_any_case_is_a_setting(
    app: Flask, member: FlaskClient, set_back: Callable[..., None]
) -> None:
    app.config["LOGIN_HOURS"] = 2
    set_back(created_at=timedelta(hours=2) - A_WHILE)
    assert is_logged_in(member)
    set_back(created_at=timedelta(hours=2))
    assert not is_logged_in(member)


def test_how_long_a_remembered_login_lasts_is_a_setting(
    app: Flask, remembered: FlaskClient, set_back: Callable[..., None]
) -> None:
    app.config["LOGIN_REMEMBERED_DAYS"] = 7
    set_back(created_at=timedelta(days=7) - A_WHILE)
    assert is_logged_in(remembered)
    set_back(created_at=timedelta(days=7))
    assert not is_logged_in(remembered)


def test_a_remembered_login_may_last_shorter_than_another(
    app: Flask, remembered: FlaskClient, set_back: Callable[..., None]
) -> None:
    app.config |= {"LOGIN_REMEMBERED_DAYS": 1, "LOGIN_HOURS": 48}
    set_back(created_at=DAY - A_WHILE)
    assert is_logged_in(remembered)
    set_back(created_at=DAY)
    assert not is_logged_in(remembered)


def test_using_a_login_extends_the_idle_limit(app: Flask, member: FlaskClient, set_back: Callable[..., None]) -> None:
    set_back(seen_at=IDLE - A_WHILE)
    assert is_logged_in(member)
    assert utc_now() - only_row(app).seen_at < A_WHILE


def test_a_login_that_is_over_stays_over(app: Flask, member: FlaskClient, set_back: Callable[..., None]) -> None:
    set_back(seen_at=IDLE)
    before = only_row(app).seen_at
    assert not is_logged_in(member)
    assert not is_logged_in(member)
    assert only_row(app).seen_at == before


def test_seen_at_is_written_once_a_minute_at_most(
    member: FlaskClient, set_back: Callable[..., None], queries: list[str]
) -> None:
    for ago, writes in ((0, 0), (50, 0), (61, 1)):
        set_back(seen_at=timedelta(seconds=ago))
        queries.clear()
        for _ in range(3):
            assert is_logged_in(member)
        written = [query.split()[:2] for query in queries if not query.startswith(("SELECT", "PRAGMA", "SET"))]
        assert written == [["UPDATE", "login_session"]] * writes


def test_every_page_of_a_member_takes_one_query_for_session_and_user_together(
    app: Flask, member: FlaskClient, queries: list[str]
) -> None:
    asked = [path for path, methods in addresses(app, PUBLIC).items() if "GET" in methods]
    assert len(asked) >= 4
    for path in asked:
        queries.clear()
        assert member.get(path).status_code == 200, path
        first, *own = queries
        assert first.startswith("SELECT"), path
        assert " JOIN " in first, path
        again = [query for query in own if "login_session" in query or '"user"' in query]
        assert len(again) <= 1, (path, own)  # for what the page is about
        assert not [query for query in own if "password_hash" in query], (path, own)


def test_a_page_of_a_visitor_takes_no_query(client: FlaskClient, queries: list[str]) -> None:
    assert client.get("/login").status_code == 200
    assert queries == []


def test_whoever_is_deactivated_is_not_loaded(app: Flask, member: FlaskClient, remembered: FlaskClient) -> None:
    with member.session_transaction() as browser:
        token = browser["_user_id"]
    with app.app_context():
        accounts.deactivate(db.session.scalars(db.select(User).filter_by(email="ada@example.com")).one())
        db.session.commit()
    with app.app_context():
        assert sessions.load_user(token) is None
    assert not is_logged_in(member)
    assert is_logged_in(remembered)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """This moment, at which every clock of a login stops."""
    moment = utc_now()
    for module in ("sessions", "seen"):
        monkeypatch.setattr(f"app.{module}.utc_now", lambda: moment)
    return moment


def moved(app: Flask, **moments: datetime) -> None:
    with app.app_context():
        db.session.execute(db.update(LoginSession).values(moments))
        db.session.commit()


@pytest.mark.parametrize(
    ("moment", "limit", "browser"),
    [("seen_at", IDLE, "member"), ("created_at", DAY, "member"), ("created_at", MONTH, "remembered")],
)
def test_a_login_is_over_at_the_very_moment_of_its_limit(  # noqa: PLR0913, PLR0917 -- the table's own columns
    app: Flask, request: pytest.FixtureRequest, now: datetime, moment: str, limit: timedelta, browser: str
) -> None:
    asked = request.getfixturevalue(browser)
    moved(app, **{moment: now - limit + timedelta.resolution})
    assert is_logged_in(asked)
    moved(app, **{moment: now - limit})
    assert not is_logged_in(asked)


def test_a_password_was_given_lately_until_the_very_moment_of_the_limit(
    app: Flask, member: FlaskClient, submit: Callable[..., TestResponse], now: datetime
) -> None:
    leads = []
    for early in (timedelta.resolution, timedelta(0)):
        moved(app, proven_at=now - timedelta(minutes=15) + early)
        response = submit(member, "/account/sessions/end-others", form_at="/account")
        leads.append(response.location.partition("?")[0])
    assert leads == ["/account", "/account/confirm"]


def test_a_login_is_seen_anew_once_more_than_a_minute_has_passed(
    app: Flask, member: FlaskClient, now: datetime
) -> None:
    written = []
    for late in (timedelta(0), timedelta.resolution):
        moved(app, seen_at=now - timedelta(minutes=1) - late)
        assert is_logged_in(member)
        written.append(only_row(app).seen_at == now)
    assert written == [False, True]
