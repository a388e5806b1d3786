"""How the database is opened."""

import pytest
from flask import Flask
from sqlalchemy import text

from app.extensions import db, set_sqlite_pragmas


@pytest.mark.parametrize(
    ("pragma", "value"), [("foreign_keys", 1), ("journal_mode", "wal"), ("busy_timeout", 5000)], ids=str
)
def test_sqlite_is_opened_with_care(app: Flask, pragma: str, value: object) -> None:
    with app.app_context():
        assert db.session.scalar(text(f"PRAGMA {pragma}")) == value


def test_another_database_is_left_as_it_is() -> None:
    class Connection:
        def execute(self, statement: str) -> None:
            pytest.fail(statement)

    set_sqlite_pragmas(Connection(), None)
