"""What ``flask db upgrade`` makes of a database of version 0.1: the same as of an empty one, rows and all."""

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from werkzeug.security import generate_password_hash

from app import accounts
from tests.unit.databases import SERVER, execute, schema, upgrade

#: The tables as version 0.1 made them by itself, in SQLite and in PostgreSQL.
VERSION_0_1 = """
CREATE TABLE "user" (
	id {id}, email VARCHAR(254) NOT NULL, password_hash VARCHAR(255) NOT NULL, created_at {moment} NOT NULL,
	is_active BOOLEAN NOT NULL, UNIQUE (email)
);
CREATE TABLE login_session (
	id {id}, token_hash {bytes} NOT NULL, user_id INTEGER NOT NULL, user_agent VARCHAR(256) NOT NULL,
	is_remembered BOOLEAN NOT NULL, created_at {moment} NOT NULL, seen_at {moment} NOT NULL,
	proven_at {moment} NOT NULL, UNIQUE (token_hash), FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE
);
CREATE INDEX ix_login_session_user_id ON login_session (user_id);
CREATE TABLE product (
	id {product_id}, name VARCHAR(80) NOT NULL, description VARCHAR(500) NOT NULL, added_by_id INTEGER NOT NULL,
	created_at {moment} NOT NULL, PRIMARY KEY (id),
	FOREIGN KEY(added_by_id) REFERENCES "user" (id) ON DELETE CASCADE
);
CREATE INDEX ix_product_added_by_id ON product (added_by_id);
INSERT INTO "user" (email, password_hash, created_at, is_active) VALUES ('ada@example.com', :hash, :now, :yes);
INSERT INTO login_session (token_hash, user_id, user_agent, is_remembered, created_at, seen_at, proven_at)
	VALUES (:token, 1, 'Mozilla/5.0 (Windows NT 10.0) Firefox/132.0', :yes, :now, :now, :now);
INSERT INTO product (name, description, added_by_id, created_at) VALUES ('Padlock', 'Of brass.', 1, :now)
"""
#: The words in which the two differ.
SQLITE = {"id": "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT", "product_id": "INTEGER NOT NULL"}
SQLITE |= {"bytes": "BLOB", "moment": "DATETIME"}
POSTGRESQL = {"id": "SERIAL NOT NULL PRIMARY KEY", "product_id": "SERIAL NOT NULL"}
POSTGRESQL |= {"bytes": "BYTEA", "moment": "TIMESTAMP WITHOUT TIME ZONE"}


@pytest.fixture
def of_version_0_1(blank_app: Flask) -> str:
    """The URL of that database, made by version 0.1: Ada has an account, a login and a product there."""
    url = str(blank_app.config["SQLALCHEMY_DATABASE_URI"])
    values = {"now": datetime.now(UTC).replace(tzinfo=None).isoformat(" "), "yes": True, "token": digest("t" * 43)}
    values["hash"] = generate_password_hash("correct horse battery", "scrypt:128:8:1")
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in VERSION_0_1.format(**(POSTGRESQL if SERVER else SQLITE)).split(";"):
            connection.execute(text(statement), values)
    engine.dispose()
    return url


def digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def rows(url: str) -> dict[str, list[dict[str, Any]]]:
    """Every row that version 0.1 stored, in the columns that it had."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            "user": connection.execute(text('SELECT id, email, password_hash, created_at, is_active FROM "user"')),
            "login_session": connection.execute(text("SELECT id, token_hash, user_id, created_at FROM login_session")),
            "product": connection.execute(text("SELECT * FROM product")),
        }
        every = {name: [dict(row) for row in result.mappings()] for name, result in found.items()}
    engine.dispose()
    return every


def test_the_tables_of_version_0_1_become_the_same_as_new_ones(of_version_0_1: str, fresh: str) -> None:
    upgrade(of_version_0_1)
    assert schema(of_version_0_1).items() >= schema(fresh).items()  # products of old stay where nobody has them now


def test_the_rows_of_version_0_1_stay_as_they_are(of_version_0_1: str) -> None:
    before = rows(of_version_0_1)
    upgrade(of_version_0_1)
    assert rows(of_version_0_1) == before
    assert [len(found) for found in before.values()] == [1, 1, 1]


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
    engine = create_engine(of_version_0_1)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT browser, system FROM login_session")).all() == [("Firefox", "Windows")]
    engine.dispose()


def test_what_version_0_1_did_not_get_round_to_is_added(of_version_0_1: str, fresh: str) -> None:
    execute(of_version_0_1, "DROP TABLE login_session")
    upgrade(of_version_0_1)
    assert schema(of_version_0_1).items() >= schema(fresh).items()
