"""How the database is opened."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app import accounts
from app.extensions import db, set_sqlite_pragmas
from tests.unit.databases import on_sqlite


@on_sqlite
@pytest.mark.parametrize(
    ("pragma", "value"), [("foreign_keys", 1), ("journal_mode", "wal"), ("busy_timeout", 5000)], ids=str
)
def test_sqlite_is_opened_with_care(app: Flask, pragma: str, value: object) -> None:
    with app.app_context():
        assert db.session.scalar(text(f"PRAGMA {pragma}")) == value


def test_a_new_file_is_opened_while_somebody_else_writes_the_first_of_it(tmp_path: Path) -> None:
    file = tmp_path / "new.sqlite"
    with closing(sqlite3.connect(file)) as first, closing(sqlite3.connect(file, timeout=0)) as second:
        first.execute("BEGIN IMMEDIATE")
        set_sqlite_pragmas(second, None)
        assert second.execute("PRAGMA busy_timeout").fetchone() == (5000,)


def test_another_database_is_left_as_it_is() -> None:
    class Connection:
        def execute(self, statement: str) -> None:
            pytest.fail(statement)

    set_sqlite_pragmas(Connection(), None)


def is_open(connection: Any) -> bool:
    """Whether ``connection``, of either driver, was not closed here."""
    try:
        connection.cursor().close()
    except Exception:  # noqa: BLE001 -- each driver has an exception of its own for it
        return False
    return True


def test_a_process_that_was_forked_opens_a_connection_of_its_own(app: Flask) -> None:
    """As gunicorn forks its workers: what stands in the pool by then is the first process's."""

    def connection() -> object:
        with app.app_context(), db.engine.connect() as found:
            assert found.scalar(text("SELECT 1")) == 1
            return found.connection.dbapi_connection

    ours = connection()
    assert connection() is ours
    child = os.fork()
    if not child:
        # Whatever else pytest has to do is the parent's, and so is the connection: it stays open here as well.
        os._exit(0 if connection() is not ours and is_open(ours) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert connection() is ours


def test_what_was_loaded_is_not_asked_for_again_after_a_commit(
    app: Flask, add_user: Callable[..., int], queries: list[str]
) -> None:
    add_user()
    with app.app_context():
        user = accounts.find("ada@example.com")
        db.session.commit()
        queries.clear()
        assert user
        assert user.email == "ada@example.com"
    assert queries == []
