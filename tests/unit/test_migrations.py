"""``flask db upgrade``: what it makes of an empty database, and of one that version 0.1 has made."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Blueprint, Flask
from flask_migrate import downgrade
from sqlalchemy import create_engine, text
from werkzeug.security import generate_password_hash

from app import accounts, messages
from app.extensions import db
from tests.unit.databases import SERVER, new_database, on_sqlite, schema, upgrade

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
#: The revision of a capability: its own base, and something that it does.
CAPABILITY = """
from alembic import op
import sqlalchemy as sa

revision, down_revision, branch_labels, depends_on = "notes1", None, ("notes",), "0003"

def upgrade():
    op.create_table("note", sa.Column("id", sa.Integer(), primary_key=True))
    {more}

def downgrade():
    op.drop_table("note")
"""


@pytest.fixture
def fresh(upgraded: str, tmp_path: Path) -> Iterator[str]:
    """The URL of a database that was empty when it was upgraded."""
    with new_database(tmp_path, copied=upgraded) as url:
        yield url


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


@pytest.fixture
def add_capability(tmp_path: Path) -> Callable[..., Flask]:
    """Give an app a capability that has a table, and whose revision does something more."""

    def added(app: Flask, more: str = "pass") -> Flask:
        (tmp_path / "migrations").mkdir()
        (tmp_path / "migrations" / "notes1_notes.py").write_text(CAPABILITY.format(more=more))
        app.register_blueprint(Blueprint("notes", "notes", root_path=str(tmp_path)))
        return app

    return added


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


def test_a_login_of_version_0_1_knows_its_browser_and_system_afterwards(of_version_0_1: str) -> None:
    upgrade(of_version_0_1)
    engine = create_engine(of_version_0_1)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT browser, system FROM login_session")).all() == [("Firefox", "Windows")]
    engine.dispose()


def test_models_and_migrations_make_the_same_tables(fresh: str, blank_app: Flask) -> None:
    with blank_app.app_context():
        db.create_all()
    assert schema(fresh) == schema(blank_app.config["SQLALCHEMY_DATABASE_URI"])


def test_alembic_finds_nothing_in_the_models_that_no_migration_makes(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, db.metadata) == []


def test_down_and_up_again_makes_the_same_tables(fresh: str, app: Flask) -> None:
    with app.app_context():
        downgrade(revision="base")
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    assert schema(url) == {}
    upgrade(url)
    assert schema(url) == schema(fresh) != {}


def test_the_tables_of_version_0_1_become_the_same_as_new_ones(of_version_0_1: str, fresh: str) -> None:
    upgrade(of_version_0_1)
    assert schema(of_version_0_1) == schema(fresh)


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


def test_what_version_0_1_did_not_get_round_to_is_added(of_version_0_1: str, fresh: str) -> None:
    engine = create_engine(of_version_0_1)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE product"))
    engine.dispose()
    upgrade(of_version_0_1)
    assert schema(of_version_0_1) == schema(fresh)


def test_the_command_says_which_database_it_changes_and_nothing_where_it_changes_none(blank_app: Flask) -> None:
    with blank_app.app_context():
        url = db.engine.url.render_as_string(hide_password=True)
    first, second = (blank_app.test_cli_runner().invoke(args=["db", "upgrade"]).output for _ in range(2))
    assert messages.DATABASE_UPGRADING.format(url=url, revision="0001") == first.splitlines()[0]
    assert second == ""


def test_the_command_upgrades_the_core_and_every_capability(
    blank_app: Flask, fresh: str, add_capability: Callable[..., Flask]
) -> None:
    app = add_capability(blank_app)
    assert app.test_client().get("/products").status_code == 503
    assert app.test_cli_runner().invoke(args=["db", "upgrade"]).exit_code == 0
    assert schema(app.config["SQLALCHEMY_DATABASE_URI"]).keys() == {"note", *schema(fresh)}
    assert app.test_client().get("/products").status_code == 200


def test_a_capability_that_is_added_later_is_upgraded_on_its_own(
    app: Flask, add_capability: Callable[..., Flask]
) -> None:
    assert add_capability(app).test_client().get("/products").status_code == 503
    assert app.test_cli_runner().invoke(args=["db", "upgrade"]).exit_code == 0
    assert app.test_client().get("/products").status_code == 200


def test_an_upgrade_that_fails_leaves_nothing_behind(blank_app: Flask, add_capability: Callable[..., Flask]) -> None:
    app = add_capability(blank_app, more="raise ZeroDivisionError")
    assert isinstance(app.test_cli_runner().invoke(args=["db", "upgrade"]).exception, ZeroDivisionError)
    assert schema(app.config["SQLALCHEMY_DATABASE_URI"]) == {}


@on_sqlite
def test_a_table_that_is_rebuilt_keeps_the_rows_that_hang_on_it(
    of_version_0_1: str, blank_app: Flask, add_capability: Callable[..., Flask]
) -> None:
    before = rows(of_version_0_1)
    app = add_capability(blank_app, more='with op.batch_alter_table("user", recreate="always"): pass')
    assert app.test_cli_runner().invoke(args=["db", "upgrade"]).exit_code == 0
    assert rows(of_version_0_1) == before


@on_sqlite
def test_the_app_has_its_foreign_keys_back_after_an_upgrade(app: Flask) -> None:
    with app.app_context():
        downgrade(revision="base")
        assert db.session.scalar(text("PRAGMA foreign_keys")) == 1
