"""A server does not work on tables that it was not written for."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import Flask, session
from flask.testing import FlaskClient
from sqlalchemy import make_url, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from app import messages
from app.extensions import db
from app.schema import is_behind, require_file, sqlite_file
from tests.unit.databases import execute, upgrade

COMMAND = "flask --app app db upgrade"
#: Revisions of a made-up app: what comes before each, and what it depends on. Mail depends on keys, keys on the core.
REVISIONS = {
    "core1": (None, None),
    "core2": ("core1", None),
    "keys1": (None, "core1"),
    "keys2": ("keys1", None),
    "mail1": (None, "keys2"),
}


@pytest.fixture
def script(tmp_path: Path) -> ScriptDirectory:
    """The revisions above, as Alembic finds them."""
    for name, (before, needs) in REVISIONS.items():
        tmp_path.joinpath(f"{name}.py").write_text(
            f"revision, down_revision, depends_on = {name!r}, {before!r}, {needs!r}"
        )
    config = Config()
    for option, value in {"script_location": ".", "version_locations": str(tmp_path), "path_separator": "os"}.items():
        config.set_main_option(option, value)
    return ScriptDirectory.from_config(config)


@pytest.mark.parametrize("path", ["/", "/register", "/login", "/account", "/nowhere", "/logout"])
def test_a_server_whose_database_is_behind_asks_for_a_minute(blank_app: Flask, path: str) -> None:
    response = blank_app.test_client().get(path)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert f"<h1>{messages.ERRORS[503][0]}</h1>" in response.text
    assert f"<p>{messages.UPGRADING}</p>" in response.text
    assert '<nav class="navbar"' in response.text
    assert "/login" not in response.text


def test_a_form_sent_to_a_server_whose_database_is_behind_is_told_the_same(blank_app: Flask) -> None:
    response = blank_app.test_client().post("/login", data={"email": "ada@example.com"})
    assert response.status_code == 503
    assert messages.UPGRADING in response.text


@pytest.mark.parametrize(("debug", "command"), [(False, COMMAND), (True, "flask --app app --debug db upgrade")])
def test_the_log_says_what_to_type_for_a_database_that_is_behind(
    blank_app: Flask, caplog: pytest.LogCaptureFixture, *, debug: bool, command: str
) -> None:
    blank_app.debug = debug
    blank_app.test_client().get("/login")
    assert [(r.levelname, f"`{command}`" in r.getMessage()) for r in caplog.records] == [("ERROR", True)]


def test_a_database_that_was_upgraded_meanwhile_is_served_without_a_restart(blank_app: Flask) -> None:
    client = blank_app.test_client()
    assert client.get("/login").status_code == 503
    upgrade(blank_app.config["SQLALCHEMY_DATABASE_URI"])
    assert client.get("/login").status_code == 200


def test_a_database_that_has_lost_its_tables_is_behind_as_soon_as_that_was_noticed(
    app: Flask, taken_out: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.clear()
    for path in ("/account", "/login"):
        response = taken_out.get(path)
        assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
        assert messages.UPGRADING in response.text
    assert [f"`{COMMAND}`" in record.getMessage() for record in caplog.records] == [True, True]
    upgrade(app.config["SQLALCHEMY_DATABASE_URI"])
    assert app.test_client().get("/login").status_code == 200


#: What SQLite and PostgreSQL say of a statement for which a table or a column is missing.
REFUSALS = [
    OperationalError("SELECT", {}, Exception("no such table: note")),
    OperationalError("SELECT", {}, Exception("no such column: note.text")),
    ProgrammingError("SELECT", {}, Exception('relation "note" does not exist')),
]


@pytest.fixture(params=REFUSALS, ids=lambda error: str(error.orig))
def refused(app: Flask, request: pytest.FixtureRequest) -> str:
    """The address of a page whose statement the database refuses, half-way through an act."""

    def fail() -> str:
        session["begun"] = "an act"
        raise request.param

    app.add_url_rule("/refused", view_func=fail)
    return "/refused"


def test_a_statement_that_a_database_refuses_for_it_is_behind_is_told_so(refused: str, taken_out: FlaskClient) -> None:
    response = taken_out.get(refused)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert messages.UPGRADING in response.text
    with taken_out.session_transaction() as kept:
        assert "begun" not in kept


def test_a_statement_that_is_refused_otherwise_is_our_own_mistake(
    client: FlaskClient, refused: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert client.get(refused).status_code == 500
    assert [r.exc_info[1] in REFUSALS for r in caplog.records if r.exc_info] == [True]


def test_a_style_sheet_needs_no_tables(blank_app: Flask) -> None:
    with blank_app.test_client().get("/static/latchkey.css") as response:
        assert response.status_code == 200


def test_a_database_that_is_ahead_is_served(
    make_app: Callable[..., Flask], settings: dict[str, Any], fresh: str
) -> None:
    execute(fresh, "UPDATE alembic_version SET version_num = 'of next year' WHERE version_num = '0003'")
    app = make_app(settings | {"SQLALCHEMY_DATABASE_URI": fresh})
    assert app.test_client().get("/login").status_code == 200


@pytest.mark.parametrize("asked_before", [False, True])
def test_a_database_that_is_gone_with_its_folder_is_not_said_to_be_behind(
    make_app: Callable[..., Flask], settings: dict[str, Any], tmp_path: Path, *, asked_before: bool
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    app = make_app(settings | {"SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'latchkey.sqlite'}"})
    upgrade(app.config["SQLALCHEMY_DATABASE_URI"])
    if asked_before:
        assert app.test_client().get("/login").status_code == 200
    with app.app_context():
        db.engine.dispose()
    folder.rename(tmp_path / "away")
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = "whose token this is, only the database can tell"
    response = client.get("/login")
    assert response.status_code == 503
    assert messages.ERRORS[503][1] in response.text


def test_an_app_is_made_without_its_database(
    make_app: Callable[..., Flask], settings: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "none.sqlite"
    make_app(settings | {"SQLALCHEMY_DATABASE_URI": f"sqlite:///{file}"})
    assert not file.exists()


def test_the_tables_are_looked_for_once(app: Flask, client: FlaskClient, queries: list[str]) -> None:
    for _ in range(3):
        assert client.get("/login").status_code == 200
    assert queries == []
    with app.app_context():
        db.session.execute(text("SELECT 1"))
    assert queries == ["SELECT 1"]


@pytest.mark.parametrize(
    ("stored", "behind"),
    [
        pytest.param([], True, id="nothing"),
        pytest.param(["core1"], True, id="one step of the core"),
        pytest.param(["core2"], True, id="the core alone"),
        pytest.param(["mail1"], True, id="one step of the core, and the capabilities"),
        pytest.param(["core2", "keys1"], True, id="the core, and one step of a capability"),
        pytest.param(["core2", "keys2"], True, id="the core, and one of two capabilities"),
        pytest.param(["core2", "mail1"], False, id="all"),
        pytest.param(["core2", "mail1", "news1"], False, id="all, and a capability of later"),
        pytest.param(["core3", "mail1"], False, id="a core of later"),
        pytest.param(["core2", "mail2"], False, id="a capability of later"),
        pytest.param(["core3", "mail2"], False, id="a core and a capability of later"),
        pytest.param(["core3"], True, id="a core of later alone"),
        pytest.param(["core3", "keys1"], True, id="a core of later, and one step of a capability"),
        pytest.param(["core2", "keys1", "news1"], True, id="one step of a capability, and another of later"),
        pytest.param(["core1", "mail2"], True, id="one step of the core, and a capability of later"),
    ],
)
def test_a_database_is_behind_where_a_branch_of_revisions_is_not_at_its_end(
    script: ScriptDirectory, stored: list[str], *, behind: bool
) -> None:
    assert is_behind(script, set(stored)) is behind


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:////srv/latchkey.sqlite", "/srv/latchkey.sqlite"),
        ("sqlite:///latchkey.sqlite", "latchkey.sqlite"),
        ("sqlite+pysqlite:///latchkey.sqlite", "latchkey.sqlite"),
        ("sqlite:///file:/srv/latchkey.sqlite?uri=true", "/srv/latchkey.sqlite"),
        ("sqlite:///file:/srv/latchkey.sqlite?mode=rw&uri=true", "/srv/latchkey.sqlite"),
        ("sqlite:///file:latchkey?mode=memory&uri=true", None),
        ("sqlite://", None),
        ("sqlite:///", None),
        ("sqlite:///:memory:", None),
        ("postgresql+psycopg://ada@db.example/latchkey", None),
    ],
)
def test_the_file_of_a_database_is_known_by_its_url(url: str, file: str | None) -> None:
    assert sqlite_file(make_url(url)) == (file and Path(file))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    file = tmp_path / "none.sqlite"
    with pytest.raises(sqlite3.OperationalError) as missing:
        require_file(file)
    assert str(missing.value) == messages.DATABASE_MISSING.format(file=file)
    file.touch()
    require_file(file)
