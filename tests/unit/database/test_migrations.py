"""``flask db upgrade``: what it makes of an empty database, of a capability's tables, and of a failure."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Blueprint, Flask
from flask_migrate import downgrade
from flask_migrate import upgrade as flask_upgrade
from sqlalchemy import text

from app import accounts, messages
from app.extensions import db
from app.models import LoginSession
from app.schema import make_file
from tests.unit.databases import execute, on_sqlite, schema, upgrade

#: The revision of a capability: its own base, and something that it does.
CAPABILITY = """
from alembic import op
import sqlalchemy as sa

revision, down_revision, branch_labels, depends_on = "made_up1", None, ("made_up",), "0003"

def upgrade():
    op.create_table("made_up", sa.Column("id", sa.Integer(), primary_key=True))
    {more}

def downgrade():
    op.drop_table("made_up")
"""


@pytest.fixture
def fresh_app(make_app: Callable[..., Flask], settings: dict[str, Any], fresh: str) -> Flask:
    """An app whose upgraded database is no other test's."""
    return make_app(settings | {"SQLALCHEMY_DATABASE_URI": fresh})


@pytest.fixture
def add_capability(tmp_path: Path) -> Callable[..., Flask]:
    """Give an app a capability that has a table, and whose revision does something more."""

    def added(app: Flask, more: str = "pass") -> Flask:
        (tmp_path / "migrations").mkdir()
        (tmp_path / "migrations" / "made_up1_made_up.py").write_text(CAPABILITY.format(more=more))
        app.register_blueprint(Blueprint("made_up", "made_up", root_path=str(tmp_path)))
        return app

    return added


def test_models_and_migrations_make_the_same_tables(fresh: str, blank_app: Flask) -> None:
    with blank_app.app_context():
        make_file(db.engine.url)
        db.create_all()
    assert schema(fresh) == schema(blank_app.config["SQLALCHEMY_DATABASE_URI"])


def test_alembic_finds_nothing_in_the_models_that_no_migration_makes(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, db.metadata) == []


def test_down_and_up_again_makes_the_same_tables(fresh: str, fresh_app: Flask) -> None:
    before = schema(fresh)
    with fresh_app.app_context():
        downgrade(revision="base")
    assert schema(fresh) == {}
    upgrade(fresh)
    assert schema(fresh) == before != {}


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
    assert app.test_client().get("/login").status_code == 503
    assert app.test_cli_runner().invoke(args=["db", "upgrade"]).exit_code == 0
    assert schema(app.config["SQLALCHEMY_DATABASE_URI"]).keys() == {"made_up", *schema(fresh)}
    assert app.test_client().get("/login").status_code == 200


def test_a_capability_that_is_added_later_is_upgraded_on_its_own(
    fresh_app: Flask, add_capability: Callable[..., Flask]
) -> None:
    app = add_capability(fresh_app)
    assert app.test_client().get("/login").status_code == 503
    assert app.test_cli_runner().invoke(args=["db", "upgrade"]).exit_code == 0
    assert app.test_client().get("/login").status_code == 200


def test_a_capability_that_was_taken_out_too_early_stops_the_upgrade_and_the_way_out_is_told(
    make_app: Callable[..., Flask], settings: dict[str, Any], fresh: str, add_capability: Callable[..., Flask]
) -> None:
    here = settings | {"SQLALCHEMY_DATABASE_URI": fresh}
    before = schema(fresh)
    capable = add_capability(make_app(here))
    assert capable.test_cli_runner().invoke(args=["db", "upgrade"]).exit_code == 0
    result = make_app(here).test_cli_runner().invoke(args=["db", "upgrade"])
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [f"Error: {messages.REVISION_UNKNOWN.format(revision='made_up1')}"]
    assert capable.test_cli_runner().invoke(args=["db", "downgrade", "made_up@base"]).exit_code == 0
    assert make_app(here).test_cli_runner().invoke(args=["db", "upgrade"]).exit_code == 0
    assert schema(fresh) == before


def test_a_revision_that_is_mistyped_is_not_said_to_be_the_databases(
    fresh_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    result = fresh_app.test_cli_runner().invoke(args=["db", "downgrade", "maid_up@base"])
    assert result.exit_code == 1
    assert caplog.messages == ["Error: Can't locate revision identified by 'maid_up'"]
    assert result.stderr == ""


def test_an_upgrade_that_fails_leaves_nothing_behind(blank_app: Flask, add_capability: Callable[..., Flask]) -> None:
    app = add_capability(blank_app, more="raise ZeroDivisionError")
    assert isinstance(app.test_cli_runner().invoke(args=["db", "upgrade"]).exception, ZeroDivisionError)
    assert schema(app.config["SQLALCHEMY_DATABASE_URI"]) == {}


@on_sqlite
def test_a_table_that_is_rebuilt_keeps_the_rows_that_hang_on_it(
    fresh_app: Flask, add_capability: Callable[..., Flask]
) -> None:
    with fresh_app.app_context():
        ada = accounts.register("ada@example.com", "correct horse battery")
        db.session.add(LoginSession(token_hash=b"key " * 8, user_id=ada.id))
        db.session.commit()
    app = add_capability(fresh_app, more='with op.batch_alter_table("user", recreate="always"): pass')
    assert app.test_cli_runner().invoke(args=["db", "upgrade"]).exit_code == 0
    with app.app_context():
        assert db.session.scalars(db.select(LoginSession.token_hash)).all() == [b"key " * 8]


@on_sqlite
def test_an_upgrade_waits_ten_minutes_for_another(blank_app: Flask, add_capability: Callable[..., Flask]) -> None:
    asked = 'assert op.get_bind().exec_driver_sql("PRAGMA busy_timeout").scalar() == 600_000'
    app = add_capability(blank_app, more=asked)
    result = app.test_cli_runner().invoke(args=["db", "upgrade"])
    assert result.exit_code == 0, result.exception


@on_sqlite
def test_the_app_has_its_foreign_keys_back_after_an_upgrade(fresh_app: Flask) -> None:
    with fresh_app.app_context():
        downgrade(revision="base")
        assert db.session.scalar(text("PRAGMA foreign_keys")) == 1


@on_sqlite
def test_the_step_down_to_version_0_1_makes_its_tables_again(fresh: str, fresh_app: Flask, blank_app: Flask) -> None:
    with fresh_app.app_context():
        downgrade(revision="0001")
    with blank_app.app_context():
        flask_upgrade(revision="0001")
    below, anew = schema(fresh), schema(blank_app.config["SQLALCHEMY_DATABASE_URI"])
    # What a browser said of itself is not kept, so that the rows that are there need something in its place.
    made = [column.replace("\"''\"", "None") for column in below["login_session"]]
    assert (sorted(made), below["user"]) == (anew["login_session"], anew["user"])
    assert len([column for column in below["login_session"] if "\"''\"" in column]) == 1


def test_revisions_are_found_whatever_the_folder_is_called(blank_app: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "100% made up"
    (folder / "migrations").mkdir(parents=True)
    (folder / "migrations" / "made_up1_made_up.py").write_text(CAPABILITY.format(more="pass"))
    blank_app.register_blueprint(Blueprint("made_up", "made_up", root_path=str(folder)))
    assert blank_app.test_cli_runner().invoke(args=["db", "upgrade"]).exit_code == 0
    assert "made_up" in schema(blank_app.config["SQLALCHEMY_DATABASE_URI"])


def test_taking_a_revision_out_is_said(fresh: str, fresh_app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    with fresh_app.app_context():
        url = db.engine.url.render_as_string(hide_password=True)
        downgrade(revision="0002")
    assert fresh.endswith(url.rpartition("/")[2])
    assert capsys.readouterr().out.splitlines() == [messages.DATABASE_DOWNGRADING.format(url=url, revision="0003")]


def test_the_tools_own_check_compares_the_tables_with_the_models(fresh: str, fresh_app: Flask) -> None:
    assert fresh_app.test_cli_runner().invoke(args=["db", "check"]).exit_code == 0
    execute(fresh, "ALTER TABLE login_session ADD COLUMN price INTEGER")
    assert fresh_app.test_cli_runner().invoke(args=["db", "check"]).exit_code == 1
