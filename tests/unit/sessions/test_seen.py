"""When a login was last seen: written after the request, by itself, and never at a page's expense."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from unittest.mock import Mock

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from flask_login import current_user
from sqlalchemy import event, text
from sqlalchemy.exc import InternalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from app.extensions import db
from app.guards import login_required
from app.models import LoginSession, utc_now
from tests.unit.databases import on_sqlite

#: The row that a page leaves pending.
PENDING = b"pending " * 4


@pytest.fixture
def unseen(set_back: Callable[..., None]) -> Callable[[], None]:
    """Have nobody been seen for two minutes, so that the next request has something to write."""
    return lambda: set_back(seen_at=timedelta(minutes=2))


@pytest.fixture
def locked(app: Flask) -> Iterator[Callable[[], None]]:
    """From when it is called, somebody else is writing to the database, and does not stop."""
    with app.app_context():
        other = sqlite3.connect(str(db.engine.url.database), isolation_level=None)
    yield lambda: other.execute("BEGIN IMMEDIATE") and None
    other.close()


@pytest.fixture(autouse=True)
def careless_page(app: Flask) -> None:
    """A page for members that writes something, and commits nothing."""

    def add() -> str:
        db.session.add(LoginSession(token_hash=PENDING, user_id=current_user.id))
        db.session.flush()
        return str(1 // ("fail" not in request.args))

    app.add_url_rule("/careless", view_func=login_required(add))


def was_seen_now(app: Flask) -> bool:
    with app.app_context():
        return utc_now() - db.session.scalars(db.select(LoginSession.seen_at)).one() < timedelta(minutes=1)


@on_sqlite
def test_a_page_is_read_while_another_writes_and_waits_for_nobody_else_s_sake(
    app: Flask, member: FlaskClient, unseen: Callable[[], None], locked: Callable[[], None], queries: list[str]
) -> None:
    unseen()
    locked()
    queries.clear()
    assert member.get("/account").status_code == 200
    assert [query for query in queries if query.startswith(("PRAGMA", "UPDATE"))] == [
        "PRAGMA busy_timeout = 0",
        "UPDATE login_session SET seen_at=? WHERE login_session.id = ?",
        "PRAGMA busy_timeout = 5000",
    ]
    assert not was_seen_now(app)
    with app.app_context():
        assert db.session.scalar(text("PRAGMA busy_timeout")) == 5000, "the next one is to wait as ever"


@on_sqlite
def test_a_page_is_read_from_a_database_that_cannot_be_written_to(
    app: Flask, member: FlaskClient, unseen: Callable[[], None]
) -> None:
    def make_read_only(connection: sqlite3.Connection, *_rest: object) -> None:
        connection.execute("PRAGMA query_only = ON")

    unseen()
    with app.app_context():
        event.listen(db.engine, "checkout", make_read_only)
    assert member.get("/account").status_code == 200
    assert not was_seen_now(app)


@pytest.mark.parametrize(("path", "status"), [("/careless", 200), ("/careless?fail=yes", 500)])
def test_what_a_view_has_left_pending_is_not_stored_with_it(
    app: Flask, member: FlaskClient, unseen: Callable[[], None], path: str, status: int
) -> None:
    unseen()
    assert member.get(path).status_code == status
    assert was_seen_now(app)
    with app.app_context():
        assert PENDING not in db.session.scalars(db.select(LoginSession.token_hash)).all()


@pytest.mark.parametrize(
    "refusal",
    [InternalError("UPDATE", {}, Exception("may only be read")), NoConnectionLeft("QueuePool limit reached")],
    ids=["a standby of PostgreSQL", "no connection left"],
)
def test_a_page_is_read_however_the_database_refuses_to_be_written_to(
    member: FlaskClient, unseen: Callable[[], None], monkeypatch: pytest.MonkeyPatch, refusal: SQLAlchemyError
) -> None:
    write = Mock(side_effect=refusal)
    monkeypatch.setattr("app.seen.write_in_haste", write)
    unseen()
    assert member.get("/account").status_code == 200
    assert write.call_count == 1
