"""What ``flask db upgrade`` makes of a database of version 0.1: the same as of an empty one, rows and all."""

import pytest
from flask import Flask

from app import accounts
from tests.unit.database.version_0_1 import make, rows
from tests.unit.databases import execute, schema, upgrade

#: Every row that version 0.1 stored, in the columns that it had.
STORED = (
    'SELECT id, email, password_hash, created_at, is_active FROM "user"',
    "SELECT id, token_hash, user_id, created_at FROM login_session",
)


@pytest.fixture
def of_version_0_1(blank_app: Flask) -> str:
    """The URL of that database, made by version 0.1."""
    url = str(blank_app.config["SQLALCHEMY_DATABASE_URI"])
    make(url)
    return url


def test_the_tables_of_version_0_1_become_the_same_as_new_ones(of_version_0_1: str, fresh: str) -> None:
    upgrade(of_version_0_1)
    assert schema(of_version_0_1) == schema(fresh)


def test_the_rows_of_version_0_1_stay_as_they_are(of_version_0_1: str) -> None:
    before = rows(of_version_0_1, *STORED)
    upgrade(of_version_0_1)
    assert rows(of_version_0_1, *STORED) == before
    assert [len(found) for found in before] == [1, 1]


def test_a_table_of_version_0_1_that_nobody_has_now_stays_rows_and_all(of_version_0_1: str, fresh: str) -> None:
    execute(
        of_version_0_1,
        'CREATE TABLE absent (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES "user" (id) ON DELETE CASCADE)',
        "CREATE INDEX ix_absent_user_id ON absent (user_id)",
        "INSERT INTO absent (id, user_id) VALUES (1, 1)",
    )
    before = schema(of_version_0_1)["absent"]
    upgrade(of_version_0_1)
    assert schema(of_version_0_1) == schema(fresh) | {"absent": before}
    assert rows(of_version_0_1, "SELECT id, user_id FROM absent") == [[{"id": 1, "user_id": 1}]]


def test_logins_and_passwords_of_version_0_1_go_on_working(of_version_0_1: str, blank_app: Flask) -> None:
    upgrade(of_version_0_1)
    client = blank_app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = "t" * 43
    assert "ada@example.com" in client.get("/account").text
    with blank_app.app_context():
        assert accounts.authenticate("ada@example.com", "correct horse battery")


def test_a_login_of_version_0_1_knows_its_browser_and_system_afterwards(of_version_0_1: str) -> None:
    upgrade(of_version_0_1)
    found = rows(of_version_0_1, "SELECT browser, system FROM login_session")
    assert found == [[{"browser": "Firefox", "system": "Windows"}]]


def test_a_browser_of_version_0_1_with_a_long_name_has_as_much_of_it_as_there_is_room_for(of_version_0_1: str) -> None:
    longest = "x" * 64
    said = f"{longest}xx/1.0 CFNetwork/978.0.7 Darwin/18.7.0"
    execute(of_version_0_1, f"UPDATE login_session SET user_agent = '{said}'")  # noqa: S608 -- our own words
    upgrade(of_version_0_1)
    assert rows(of_version_0_1, "SELECT browser, system FROM login_session") == [
        [{"browser": longest, "system": "iOS"}]
    ]


def test_what_version_0_1_did_not_get_round_to_is_added(of_version_0_1: str, fresh: str) -> None:
    execute(of_version_0_1, "DROP TABLE login_session")
    upgrade(of_version_0_1)
    assert schema(of_version_0_1) == schema(fresh)
