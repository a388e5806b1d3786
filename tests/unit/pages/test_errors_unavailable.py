"""The pages that ask for patience: too many attempts, and a database that does not answer."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from werkzeug.test import TestResponse

from app import messages

ADA, WRONG = "ada@example.com", "wrong horse battery"
SECRET = "the database is at ada:hunter2@db.example"


@pytest.fixture
def refused(
    client: FlaskClient, submit: Callable[..., TestResponse], monkeypatch: pytest.MonkeyPatch
) -> Callable[[], TestResponse]:
    """What the browser gets that has tried too often, 0.9 seconds after it began, however long that takes."""

    def answer() -> TestResponse:
        monkeypatch.setattr("time.time", lambda: 1_800_000_000.5)
        for _ in range(5):
            assert submit(client, "/login", email=ADA, password=WRONG).status_code == 200
        monkeypatch.setattr("time.time", lambda: 1_800_000_001.4)
        return submit(client, "/login", email=ADA, password=WRONG)

    return answer


@pytest.mark.parametrize(
    ("limit", "wait", "seconds"),
    [
        ("5 per second", "a minute", 1),
        ("5 per minute", "a minute", 60),
        ("5 per 61 seconds", "2 minutes", 61),
        ("5 per 2 minutes", "2 minutes", 120),
        ("5 per 5 minutes", "5 minutes", 300),
        ("5 per hour", "60 minutes", 3600),
    ],
)
def test_whoever_tried_too_often_is_told_how_long_to_wait(
    app: Flask, refused: Callable[[], TestResponse], limit: str, wait: str, seconds: int
) -> None:
    app.config["LIMIT_PER_EMAIL_AND_ADDRESS"] = limit
    response = refused()
    assert response.status_code == 429
    assert response.headers["Retry-After"] == str(seconds)
    assert f"<h1>{messages.ERRORS[429][0]}</h1>" in response.text
    assert f"<p>{messages.TRY_LATER.format(wait=wait)}</p>" in response.text
    assert '<nav class="navbar"' in response.text


def test_a_right_password_is_told_the_same_and_logs_nobody_in(
    client: FlaskClient,
    add_user: Callable[..., int],
    submit: Callable[..., TestResponse],
    refused: Callable[[], TestResponse],
) -> None:
    add_user(ADA, "correct horse battery")
    wrong = refused()
    right = submit(client, "/login", email=ADA, password="correct horse battery")
    assert (right.status_code, right.text) == (wrong.status_code, wrong.text)
    assert client.get("/account").status_code == 302


@pytest.fixture
def _unavailable(app: Flask) -> None:
    """A page whose database does not answer."""

    def fail() -> str:
        raise OperationalError(f"SELECT '{SECRET}'", {}, Exception("database is locked"))

    app.add_url_rule("/unavailable", view_func=fail)


@pytest.mark.usefixtures("_unavailable")
def test_a_database_that_does_not_answer_is_told_of_and_when_to_come_back(client: FlaskClient) -> None:
    response = client.get("/unavailable")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    title, sentence = messages.ERRORS[503]
    assert f"<h1>{title}</h1>" in response.text
    assert f"<p>{sentence}</p>" in response.text
    for trace in (SECRET, "SELECT", "locked", "Traceback"):
        assert trace not in response.text


@pytest.mark.usefixtures("_unavailable")
def test_a_database_that_does_not_answer_is_asked_nothing_more(member: FlaskClient, queries: list[str]) -> None:
    response = member.get("/unavailable")
    assert response.status_code == 503
    assert queries == []
    assert ADA not in response.text
    assert "/login" not in response.text


@pytest.mark.usefixtures("_unavailable")
def test_a_database_that_does_not_answer_is_written_down(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    client.get("/unavailable")
    told = messages.DATABASE_SILENT % "database is locked"
    assert [(r.levelname, r.getMessage()) for r in caplog.records] == [("ERROR", told)]
    assert SECRET not in caplog.text


def test_a_form_that_the_database_fails_on_says_when_to_come_back(
    client: FlaskClient,
    add_user: Callable[..., int],
    submit: Callable[..., TestResponse],
    failing: Callable[[str], AbstractContextManager[None]],
) -> None:
    add_user(ADA, "correct horse battery")
    with failing("login_session"):
        response = submit(client, "/login", email=ADA, password="correct horse battery")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert client.get("/account").status_code == 302
    assert submit(client, "/login", email=ADA, password="correct horse battery").status_code == 302


def failing_with(app: Flask, error: Exception) -> str:
    """Give the address of a page of ``app`` whose view raises ``error``."""

    def fail() -> str:
        raise error

    app.add_url_rule("/failing", view_func=fail)
    return "/failing"


class ReadOnly(Exception):
    """What PostgreSQL says to whoever writes to a standby, with its own number for it."""

    sqlstate = "25006"


class Broken(ReadOnly):
    """What PostgreSQL says of an index that it cannot read: an internal error as well, and no passing one."""

    sqlstate = "XX002"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            InternalError("UPDATE", {}, ReadOnly("cannot execute UPDATE\nCONTEXT: ada@example.com")),
            "cannot execute UPDATE",
        ),
        (
            NoConnectionLeft("QueuePool limit of size 5 overflow 10 reached"),
            "QueuePool limit of size 5 overflow 10 reached",
        ),
        (OperationalError("INSERT", {}, Exception("disk full\nDETAIL: ada@example.com")), "disk full"),
    ],
    ids=["may only be read", "no connection left", "full"],
)
def test_what_the_database_refuses_is_told_as_its_silence_is_and_logged_without_what_was_typed(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture, error: Exception, said: str
) -> None:
    response = client.get(failing_with(app, error))
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert messages.ERRORS[503][1] in response.text
    assert [record.getMessage() for record in caplog.records] == [messages.DATABASE_SILENT % said]


def test_another_internal_error_of_the_database_is_a_mistake_of_ours(app: Flask, client: FlaskClient) -> None:
    response = client.get(failing_with(app, InternalError("SELECT", {}, Broken("bad index"))))
    assert response.status_code == 500
    assert messages.ERRORS[500][1] in response.text
