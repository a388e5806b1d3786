"""Commands name the database that they change, never make one, and say in a sentence what keeps them from it."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest
from click.testing import Result
from flask import Flask
from flask.cli import NoAppException
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError, OperationalError

from app import accounts, create_app, messages
from app.extensions import db
from tests.unit.conftest import SETTINGS
from tests.unit.databases import execute, on_sqlite

ADA = "ada@example.com"
CHANGING = [
    ["session", "purge"],
    ["session", "end", "--email", ADA],
    ["account", "deactivate", "--email", ADA],
    ["account", "activate", "--email", ADA],
]
EVERY_COMMAND = pytest.mark.parametrize("command", CHANGING, ids=lambda command: " ".join(command[:2]))


@pytest.fixture
def run(app: Flask) -> Callable[..., Result]:
    return lambda *arguments: app.test_cli_runner().invoke(args=arguments)


def at(url: str) -> Flask:
    """An app whose database is at ``url``."""
    return create_app(SETTINGS | {"SQLALCHEMY_DATABASE_URI": url})


@EVERY_COMMAND
def test_a_command_that_changes_something_names_the_database(
    app: Flask, add_user: Callable[..., int], run: Callable[..., Result], command: list[str]
) -> None:
    add_user(ADA)
    result = run(*command)
    assert result.exit_code == 0
    with app.app_context():
        url = db.engine.url.render_as_string(hide_password=True)
    assert result.stderr == f"{messages.DATABASE_USED.format(url=url)}\n"


@on_sqlite
@EVERY_COMMAND
def test_no_command_makes_a_database(tmp_path: Path, command: list[str]) -> None:
    file = tmp_path / "other.sqlite"
    result = at(f"sqlite:///{file}").test_cli_runner().invoke(args=command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "db upgrade" in result.stderr
    assert str(file) in result.stderr
    assert list(tmp_path.iterdir()) == []


@on_sqlite
@pytest.mark.parametrize("path", ["/", "/login", "/static/nope.css"])
def test_no_server_makes_a_database(tmp_path: Path, member: FlaskClient, app: Flask, path: str) -> None:
    other = at(f"sqlite:///{tmp_path / 'other.sqlite'}").test_client()
    cookie = member.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie
    other.set_cookie(cookie.key, cookie.value)
    before = set(tmp_path.iterdir())
    assert other.get(path).status_code in {404, 503}
    assert set(tmp_path.iterdir()) == before


@EVERY_COMMAND
def test_a_command_on_a_database_that_is_behind_says_what_to_type(
    app: Flask, run: Callable[..., Result], command: list[str]
) -> None:
    execute(
        app.config["SQLALCHEMY_DATABASE_URI"],
        "UPDATE alembic_version SET version_num = '0001' WHERE version_num = '0003'",
    )
    result = run(*command)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == f"Error: {messages.DATABASE_BEHIND.format(debug='')}"
    execute(
        app.config["SQLALCHEMY_DATABASE_URI"],
        "UPDATE alembic_version SET version_num = '0003' WHERE version_num = '0001'",
    )


def test_an_act_of_an_operator_that_is_overtaken_says_so(
    add_user: Callable[..., int], run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    add_user(ADA)
    found = accounts.find

    def found_late(email: str) -> object:
        user = found(email)
        accounts.change_password(user, "another horse battery")
        db.session.expunge_all()
        user.credentials_version -= 1
        return user

    monkeypatch.setattr("app.accounts.find", found_late)
    result = run("account", "deactivate", "--email", ADA)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-1] == f"Error: {messages.ACT_OVERTAKEN}"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OperationalError("COMMIT", {}, Exception("the disk is full")), messages.DATABASE_SILENT % "the disk is full"),
        (IntegrityError("COMMIT", {}, Exception("a row is gone")), messages.ACT_OVERTAKEN),
    ],
    ids=["does not answer", "was changed meanwhile"],
)
def test_a_command_that_is_not_committed_says_so_and_not_that_it_is_done(
    add_user: Callable[..., int],
    run: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    sentence: str,
) -> None:
    add_user(ADA)
    monkeypatch.setattr(db.session, "commit", Mock(side_effect=error))
    for command in ("session end", "account deactivate", "account activate"):
        result = run(*command.split(), "--email", ADA)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.splitlines()[-1] == f"Error: {sentence}"


@on_sqlite
def test_a_new_file_of_sqlites_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)  # the most that a system can leave open
    try:
        app = at(f"sqlite:///{tmp_path / 'new.sqlite'}")
        assert app.test_cli_runner().invoke(args=["db", "upgrade"]).exit_code == 0
        assert app.test_client().get("/register").status_code == 200
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(["new.sqlite", "new.sqlite-wal", "new.sqlite-shm"], 0o600)


@on_sqlite
def test_a_folder_that_is_not_there_stops_the_start_in_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there"
    with pytest.raises(NoAppException) as refusal:
        at(f"sqlite:///{folder / 'latchkey.sqlite'}")
    assert refusal.value.message == messages.DATABASE_FOLDER_MISSING.format(folder=folder)
    assert not folder.exists()


@pytest.mark.parametrize(
    "url", ["", "latchkey.sqlite", "nosuchengine://host/latchkey", "sqlite+nosuchdriver:///latchkey.sqlite"]
)
def test_a_database_that_cannot_be_spoken_to_stops_the_start_in_one_sentence(url: str) -> None:
    with pytest.raises(NoAppException) as refusal:
        at(url)
    assert refusal.value.message.startswith("SQLALCHEMY_DATABASE_URI ")


@on_sqlite
def test_upgrading_a_file_that_is_no_database_says_so(tmp_path: Path) -> None:
    file = tmp_path / "words.sqlite"
    file.write_text("these are words " * 100)
    result = at(f"sqlite:///{file}").test_cli_runner().invoke(args=["db", "upgrade"])
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith("Error: ")
    assert "not a database" in result.stderr


@EVERY_COMMAND
def test_the_password_of_a_database_is_never_shown(command: list[str]) -> None:
    url = "postgresql+psycopg://ada:hunter2@127.0.0.1:1/latchkey"
    result = at(url).test_cli_runner().invoke(args=command)
    assert result.exit_code == 1
    assert result.stderr.startswith(messages.DATABASE_USED.format(url=url.replace("hunter2", "***")))
    assert "hunter2" not in result.output


@pytest.mark.parametrize(
    ("url", "reason"), [("latchkey.sqlite", "Could not parse"), ("sqlite+nosuchdriver:///latchkey.sqlite", "nosuch")]
)
def test_why_a_database_cannot_be_spoken_to_is_said(url: str, reason: str) -> None:
    with pytest.raises(NoAppException) as refusal:
        at(url)
    assert reason in refusal.value.message
