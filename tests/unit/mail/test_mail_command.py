"""``flask mail deliver``: once, or for as long as the process runs, whatever the database does meanwhile."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from configparser import ConfigParser
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.exc import OperationalError

from app import accounts, create_app
from app.extensions import db
from app.mail import DEFAULTS, cli, messages
from app.mail.models import Mail
from app.mail.transport import ANSWERS
from app.messages import DATABASE_SILENT

ADA = "ada@example.com"
ROOT = Path(__file__).parents[3]


@pytest.fixture
def run(app: Flask) -> Callable[..., Result]:
    return lambda *arguments: app.test_cli_runner().invoke(args=["mail", *arguments])


@pytest.fixture
def signals_as_before() -> Iterator[None]:
    """What ends this process is as it was when the test is over."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def rests(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long whoever delivers for ever has waited after each look, though nobody truly waits."""
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        assert len(waited) < 20, "nobody has ended it"

    monkeypatch.setattr("app.mail.cli.sleep", sleep)
    return waited


@pytest.mark.parametrize("count", [0, 1, 3])
def test_what_is_due_is_sent_and_counted(  # noqa: PLR0913, PLR0917 -- fixtures, and the table's columns
    add_user: Callable[..., int],
    post: Callable[..., Mail],
    run: Callable[..., Result],
    sent: list[EmailMessage],
    mails: Callable[[], list[Mail]],
    count: int,
) -> None:
    add_user(ADA)
    for _ in range(count):
        post("notice", what="the password")
    result = run("deliver")
    assert (result.exit_code, result.stdout) == (0, f"{count} sent\n")
    assert (len(sent), mails()) == (count, [])


def test_what_could_not_be_sent_is_not_counted(
    add_user: Callable[..., int], post: Callable[..., Mail], run: Callable[..., Result]
) -> None:
    add_user(ADA)
    post()
    result = run("deliver")
    assert (result.exit_code, result.stdout) == (0, "0 sent\n")


@pytest.mark.parametrize("asked", [["--help"], ["deliver", "--help"]])
def test_the_command_helps(run: Callable[..., Result], asked: list[str]) -> None:
    result = run(*asked)
    assert result.exit_code == 0
    assert {"--help": "Deliver what is in the outbox.", "deliver": "--forever"}[asked[0]] in result.stdout


def test_without_an_origin_it_says_what_to_set_and_touches_nothing(
    make_app: Callable[..., Flask], settings: dict[str, Any], queries: list[str]
) -> None:
    app = make_app(settings | {"MAIL_ORIGIN": None, "DEBUG": True})
    queries.clear()
    result = app.test_cli_runner().invoke(args=["mail", "deliver"])
    assert result.exit_code == 2
    assert messages.MAIL_ORIGIN_MISSING in " ".join(result.stderr.split())
    assert queries == []


def test_a_database_that_nobody_has_upgraded_is_told(blank_app: Flask) -> None:
    result = blank_app.test_cli_runner().invoke(args=["mail", "deliver"])
    assert result.exit_code == 1
    assert "db upgrade" in result.stderr


def test_a_database_that_does_not_answer_is_told(
    run: Callable[..., Result], failing: Callable[..., Any], queries: list[str]
) -> None:
    with failing("mail"):
        result = run("deliver")
    assert queries != []
    assert result.exit_code == 1
    assert DATABASE_SILENT % "gone" in result.stderr


@pytest.mark.usefixtures("signals_as_before")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_for_ever_ends_after_what_is_under_way(  # noqa: PLR0913, PLR0917 -- fixtures, and the table's columns
    add_user: Callable[..., int],
    post: Callable[..., Mail],
    run: Callable[..., Result],
    mails: Callable[[], list[Mail]],
    monkeypatch: pytest.MonkeyPatch,
    rests: list[float],
    number: int,
) -> None:
    add_user(ADA)
    for _ in range(3):
        post("notice", what="the password")
    taken: list[EmailMessage] = []

    def end(message: EmailMessage) -> None:
        taken.append(message)
        if len(taken) == 2:
            os.kill(os.getpid(), number)

    monkeypatch.setattr("app.mail.transport.send", end)
    result = run("deliver", "--forever")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (len(taken), len(mails())) == (2, 1)
    assert rests == [cli.POLL]


@pytest.mark.usefixtures("signals_as_before")
def test_for_ever_looks_again_each_second(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, rests: list[float]
) -> None:
    looks: list[int] = []

    def deliver(_goes_on: Callable[[], bool]) -> int:
        looks.append(1)
        if len(looks) == 4:
            os.kill(os.getpid(), signal.SIGTERM)
        return 0

    monkeypatch.setattr("app.mail.delivery.deliver", deliver)
    assert run("deliver", "--forever").exit_code == 0
    assert rests == [1, 1, 1, 1]


@pytest.mark.usefixtures("signals_as_before")
def test_for_ever_goes_on_after_the_database_was_gone_and_tells_once_each_time(  # noqa: PLR0913, PLR0917 -- fixtures
    add_user: Callable[..., int],
    post: Callable[..., Mail],
    run: Callable[..., Result],
    failing: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    rests: list[float],
    caplog: pytest.LogCaptureFixture,
) -> None:
    add_user(ADA)
    post("notice", what="the password")
    caplog.clear()
    real, looks = cli.delivery.deliver, []

    def deliver(goes_on: Callable[[], bool]) -> int:
        looks.append(1)
        if len(looks) == 1:
            with failing("mail"):
                try:
                    return real(goes_on)
                except OperationalError:
                    # What "failing" has begun is ended, whatever becomes of the error.
                    looks.append(1)
            raise OperationalError("", {}, Exception("gone"))
        os.kill(os.getpid(), signal.SIGTERM)
        return real(lambda: True)

    sent: list[EmailMessage] = []
    monkeypatch.setattr("app.mail.transport.send", sent.append)
    monkeypatch.setattr("app.mail.delivery.deliver", deliver)
    assert run("deliver", "--forever").exit_code == 0
    assert [(r.levelname, r.getMessage()) for r in caplog.records] == [("ERROR", DATABASE_SILENT % "gone")]
    assert caplog.records[0].exc_info is None
    assert rests == [10, 1]
    assert len(sent) == 1


@pytest.mark.usefixtures("signals_as_before", "rests")
def test_what_a_look_has_begun_that_failed_is_over_at_the_next(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[bool] = []

    def deliver(_goes_on: Callable[[], bool]) -> int:
        begun.append(db.session().in_transaction())
        if len(begun) == 2:
            os.kill(os.getpid(), signal.SIGTERM)
            return 0
        db.session.scalar(db.select(Mail.id))
        raise OperationalError("", {}, Exception("gone"))

    monkeypatch.setattr("app.mail.delivery.deliver", deliver)
    assert run("deliver", "--forever").exit_code == 0
    assert begun == [False, False]


def test_what_is_deployed_delivers_for_ever_and_has_the_time_to_send_what_is_under_way() -> None:
    unit = ConfigParser(interpolation=None)
    unit.read(ROOT / "deploy" / "latchkey-mail.service")
    service = unit["Service"]
    assert service["ExecStart"] == "/srv/latchkey/venv/bin/flask --app app mail deliver --forever"
    assert service["Restart"] == "always"
    assert int(service["TimeoutStopSec"]) > ANSWERS * DEFAULTS["MAIL_TIMEOUT"] + cli.REST


def test_a_process_that_delivers_for_ever_ends_well_when_it_is_told_to(
    settings: dict[str, Any], add_user: Callable[..., int], post: Callable[..., Mail], app: Flask
) -> None:
    """The real one: what is mailed to whose account is shut is gone once it has begun."""
    add_user(ADA)
    post("door")
    with app.app_context():
        ada = accounts.find(ADA)
        assert ada
        accounts.deactivate(ada)
        db.session.commit()
    environment = os.environ | {f"FLASK_{name}": str(value) for name, value in settings.items()}
    command = [sys.executable, "-m", "flask", "--app", "app", "mail", "deliver", "--forever"]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=environment, **pipes) as process:  # noqa: S603 -- our own words
        until = time.monotonic() + 30
        while left(app) and time.monotonic() < until and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=10)
    assert (left(app), process.returncode, said[0]) == (0, 0, b""), said
    assert said[1].startswith(b"Database: "), said
    assert said[1].count(b"\n") == 1, said


def left(app: Flask) -> int:
    """How many mails are in the outbox."""
    with app.app_context():
        return len(db.session.scalars(db.select(Mail.id)).all())


def test_the_command_comes_with_the_capability(settings: dict[str, Any]) -> None:
    assert create_app(settings).cli.commands["mail"].help == "Deliver what is in the outbox."
