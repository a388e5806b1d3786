"""The operator's commands: end sessions, purge them, shut an account."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text

from app import accounts, messages, sessions
from app.extensions import db
from app.models import LoginSession, User

ADA = "ada@example.com"
FOR_ONE_MEMBER = [["session", "end"], ["account", "deactivate"], ["account", "activate"]]
COMMANDS = [["session", "decode"], ["session", "purge"], *FOR_ONE_MEMBER]


@pytest.fixture
def run(app: Flask) -> Callable[..., Result]:
    return lambda *arguments: app.test_cli_runner().invoke(args=arguments)


@pytest.fixture
def grace(add_user: Callable[..., int], log_in: Callable[..., FlaskClient]) -> FlaskClient:
    """The browser in which Grace is logged in."""
    add_user("grace@example.com")
    return log_in("grace@example.com")


def statuses(*browsers: FlaskClient) -> list[int]:
    """What each browser gets for the page of its member: 200, or 302 where nobody is logged in."""
    return [browser.get("/account").status_code for browser in browsers]


@pytest.mark.parametrize("email", [ADA, " ADA@Example.com "], ids=ascii)
def test_ending_sessions_ends_every_one_of_that_member(
    member: FlaskClient, grace: FlaskClient, log_in: Callable[..., FlaskClient], run: Callable[..., Result], email: str
) -> None:
    phone = log_in()
    result = run("session", "end", "--email", email)
    assert (result.exit_code, result.stdout) == (0, "2 ended\n")
    assert statuses(member, phone, grace) == [302, 302, 200]
    assert run("session", "end", "--email", email).stdout == "0 ended\n"


def test_whose_sessions_were_ended_may_log_in_again(
    member: FlaskClient, log_in: Callable[..., FlaskClient], run: Callable[..., Result]
) -> None:
    run("session", "end", "--email", ADA)
    assert statuses(member, log_in()) == [302, 200]


def test_purging_deletes_what_is_over_and_says_how_many(
    app: Flask,
    member: FlaskClient,
    grace: FlaskClient,
    set_back: Callable[..., None],
    run: Callable[..., Result],
) -> None:
    assert run("session", "purge").stdout == "0 deleted\n"
    set_back(seen_at=timedelta(minutes=59, seconds=30))
    assert statuses(member) == [200]
    with app.app_context():
        db.session.scalars(db.select(LoginSession).order_by(LoginSession.id.desc())).first().seen_at -= timedelta(
            hours=1
        )
        db.session.commit()
    result = run("session", "purge")
    assert (result.exit_code, result.stdout) == (0, "1 deleted\n")
    assert statuses(member, grace) == [200, 302]


@pytest.fixture
def two_are_over(request: pytest.FixtureRequest, set_back: Callable[..., None]) -> None:
    """The login sessions of Ada and Grace, whose time is over."""
    for browser in ("member", "grace"):
        request.getfixturevalue(browser)
    set_back(seen_at=timedelta(hours=2))


@pytest.mark.usefixtures("two_are_over")
def test_a_purge_that_is_interrupted_keeps_what_it_has_purged_and_says_how_much(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sessions, "BATCH", 1)
    with monkeypatch.context() as impatient:
        impatient.setattr("app.cli.time.sleep", interrupt)
        result = run("session", "purge")
    assert (result.exit_code, result.stdout) == (1, "1 deleted\n")
    assert "Aborted!" in result.stderr
    assert run("session", "purge").stdout == "1 deleted\n"


@pytest.mark.usefixtures("two_are_over")
def test_others_may_write_between_two_batches_of_a_purge(
    settings: dict[str, Any], run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, left, pauses = create_engine(settings["SQLALCHEMY_DATABASE_URI"]), [], []

    def write(seconds: float) -> None:
        with engine.begin() as other:
            other.execute(text("UPDATE login_session SET browser = 'Other'"))
            left.append(other.scalar(text("SELECT count(*) FROM login_session")))
        pauses.append(seconds)

    monkeypatch.setattr(sessions, "BATCH", 1)
    monkeypatch.setattr("app.cli.time.sleep", write)
    assert run("session", "purge").stdout == "2 deleted\n"
    assert left == [1, 0]
    assert min(pauses) > 0.025, "SQLite lets who waits look again after 25 ms at the latest, for the first 130."
    engine.dispose()


@pytest.mark.usefixtures("two_are_over")
def test_a_purge_shows_on_a_terminal_how_far_it_is_and_elsewhere_it_does_not(settings: dict[str, Any]) -> None:
    environment = os.environ | {f"FLASK_{name}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "flask", "--app", "app", "session", "purge"]
    terminal, other_end = os.openpty()
    subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=other_end, check=True)  # noqa: S603
    os.close(other_end)
    assert b"100%" in os.read(terminal, 10_000)
    os.close(terminal)
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stderr  # noqa: S603
    assert said.startswith("Database: ")
    assert said.count("\n") == 1


def test_shutting_an_account_ends_its_sessions_and_keeps_it_from_logging_in(
    app: Flask, member: FlaskClient, grace: FlaskClient, run: Callable[..., Result]
) -> None:
    result = run("account", "deactivate", "--email", "Ada@example.com")
    assert (result.exit_code, result.stdout) == (0, "deactivated, and 1 session ended\n")
    assert statuses(member, grace) == [302, 200]
    with app.app_context():
        assert accounts.authenticate(ADA, "correct horse battery") is None
        assert accounts.authenticate("grace@example.com", "correct horse battery")
        assert db.session.scalars(db.select(User.is_active).order_by(User.email)).all() == [False, True]


@pytest.mark.parametrize(
    ("times", "words"),
    [(0, "deactivated, and 0 sessions ended\n"), (2, "deactivated, and 2 sessions ended\n")],
    ids=["nowhere", "in two browsers"],
)
def test_shutting_an_account_says_how_many_sessions_ended(
    add_user: Callable[..., int], log_in: Callable[..., FlaskClient], run: Callable[..., Result], times: int, words: str
) -> None:
    add_user(ADA)
    for _ in range(times):
        log_in()
    assert run("account", "deactivate", "--email", ADA).stdout == words


def test_an_account_that_is_opened_again_lets_its_member_log_in_anew(
    member: FlaskClient, log_in: Callable[..., FlaskClient], run: Callable[..., Result]
) -> None:
    run("account", "deactivate", "--email", ADA)
    result = run("account", "activate", "--email", "Ada@example.com")
    assert (result.exit_code, result.stdout) == (0, "activated\n")
    assert statuses(member, log_in()) == [302, 200]


@pytest.mark.parametrize("command", FOR_ONE_MEMBER, ids=" ".join)
@pytest.mark.parametrize("email", ["nobody@example.com", "", "ada", "%", "' OR 1=1 --"], ids=ascii)
def test_an_email_that_nobody_has_is_refused_in_one_sentence(
    member: FlaskClient, run: Callable[..., Result], command: list[str], email: str
) -> None:
    result = run(*command, "--email", email)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == f"Error: {messages.NO_SUCH_ACCOUNT.format(email=email)}"
    assert statuses(member) == [200]


@pytest.mark.parametrize("command", FOR_ONE_MEMBER, ids=" ".join)
def test_an_email_in_another_encoding_than_the_terminals_is_one_that_nobody_has(
    run: Callable[..., Result], command: list[str]
) -> None:
    result = run(*command, "--email", b"\xe4da@example.com".decode(errors="surrogateescape"))
    assert result.exit_code == 2
    told = messages.NO_SUCH_ACCOUNT.format(email="\\udce4da@example.com")
    assert result.stderr.splitlines()[-1] == f"Error: {told}"


@pytest.mark.parametrize("command", FOR_ONE_MEMBER, ids=" ".join)
def test_a_command_that_needs_an_email_says_so(
    member: FlaskClient, run: Callable[..., Result], command: list[str]
) -> None:
    result = run(*command)
    assert result.exit_code == 2
    assert "--email" in result.stderr
    assert statuses(member) == [200]


@pytest.mark.parametrize("command", [["session"], ["account"], *COMMANDS], ids=" ".join)
def test_every_command_explains_itself_and_does_nothing(
    member: FlaskClient, run: Callable[..., Result], command: list[str]
) -> None:
    result = run(*command, "--help")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Usage: ")
    assert " ".join(command) in result.stdout
    assert statuses(member) == [200]


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["session"], "Look into session cookies, and end login sessions."),
        (["session", "decode"], "Text that is no such cookie ends with exit code 2."),
        (["session", "purge"], "Delete the login sessions whose time is over. None of them was valid; this frees"),
        (["session", "end"], "Whose login sessions to end."),
        (["account"], "Shut accounts, and open them again."),
        (["account", "deactivate"], "Whose account to shut."),
        (["account", "activate"], "Whose account to open."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_the_help_of_each_command_says_what_it_is_for(
    run: Callable[..., Result], command: list[str], sentence: str
) -> None:
    assert sentence in " ".join(run(*command, "--help").stdout.split())


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["session", "end"], "1 ended\n"),
        (["account", "deactivate"], "deactivated, and 1 session ended\n"),
        (["account", "activate"], "activated\n"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
@pytest.mark.usefixtures("member")
def test_each_command_prints_what_was_done_and_nothing_else(
    app: Flask, run: Callable[..., Result], command: list[str], words: str
) -> None:
    result = run(*command, "--email", ADA)
    with app.app_context():
        url = db.engine.url.render_as_string(hide_password=True)
    told = [line for line in result.stderr.splitlines() if "INFO in audit: " not in line]
    assert (result.exit_code, result.stdout, told) == (0, words, [messages.DATABASE_USED.format(url=url)])
