"""Many wrong passwords: whose they are hears of it, once in an hour; the guesser hears nothing."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import guessing, signals
from app.mail import outbox
from app.mail.models import Mail
from app.notices import messages

ADA, PASSWORD = "ada@example.com", "correct horse battery"
Mails = Callable[..., list[Mail]]


@pytest.fixture
def guess(client: FlaskClient, submit: Callable[..., TestResponse]) -> Callable[..., list[int]]:
    """Try wrong passwords for this email, and give the statuses of the answers."""

    def guessed(times: int, email: str = ADA) -> list[int]:
        return [submit(client, "/login", email=email, password="a guess").status_code for _ in range(times)]

    return guessed


@pytest.mark.usefixtures("app")
def test_the_sixth_wrong_password_is_told_and_no_other(
    add_user: Callable[..., int], guess: Callable[..., list[int]], mails: Mails
) -> None:
    ada = add_user(ADA, PASSWORD)
    assert guess(5) == [200] * 5
    assert mails() == []
    assert guess(4) == [429] * 4
    [mail] = mails()
    assert (mail.kind, mail.recipient, mail.user_id) == ("many-guesses", ADA, ada)
    assert mail.facts == {"guesser": "somebody who was not logged in", "where": "A browser"}


def test_all_spellings_of_an_address_are_one_recipient(
    add_user: Callable[..., int], guess: Callable[..., list[int]], mails: Mails
) -> None:
    add_user(ADA, PASSWORD)
    guess(5)
    assert guess(1, "ADA@example.com") + guess(1, "Ada@EXAMPLE.com") == [429, 429]
    assert [mail.recipient for mail in mails()] == [ADA]


def test_an_address_that_nobody_has_costs_the_same(
    add_user: Callable[..., int], guess: Callable[..., list[int]], queries: list[str], mails: Mails
) -> None:
    ada, work = add_user(ADA, PASSWORD), []
    for email in (ADA, "nobody@example.com"):
        guess(5, email)
        queries.clear()
        assert guess(1, email) == [429]
        work.append(list(queries))
    assert work[0] == work[1]
    assert len(work[0]) == 2
    assert [(mail.recipient, mail.user_id) for mail in mails()] == [(ADA, ada), ("nobody@example.com", None)]


def test_guesses_in_a_login_are_told_as_such(
    member: FlaskClient, submit: Callable[..., TestResponse], mails: Mails
) -> None:
    statuses = [submit(member, "/account/confirm", current="a guess").status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    [mail] = mails("many-guesses")
    assert mail.facts["guesser"] == "somebody who was logged in"
    assert member.get("/account").status_code == 200


@pytest.mark.parametrize("setting", ["LIMIT_PER_ADDRESS", "LIMIT_RIGHT_PASSWORDS", "LIMIT_REGISTRATIONS"])
def test_limits_that_are_about_no_member_are_not_told(
    app: Flask, add_user: Callable[..., int], mails: Mails, setting: str
) -> None:
    add_user(ADA, PASSWORD)
    with app.test_request_context():
        signals.attempts_limited.send(email=ADA, limit=setting)
    assert mails() == []


def test_a_limit_that_is_not_told_keeps_no_other_from_being_told(
    app: Flask, add_user: Callable[..., int], mails: Mails
) -> None:
    add_user(ADA, PASSWORD)
    with app.test_request_context():
        for setting in ("LIMIT_PER_ADDRESS", "LIMIT_PER_EMAIL"):
            signals.attempts_limited.send(email=ADA, limit=setting)
    assert [mail.kind for mail in mails()] == ["many-guesses"]


@pytest.mark.parametrize(
    ("setting", "guesser"),
    [
        ("LIMIT_PER_EMAIL_AND_ADDRESS", "somebody who was not logged in"),
        ("LIMIT_PER_EMAIL", "somebody who was not logged in"),
        ("LIMIT_PER_LOGIN", "somebody who was logged in"),
        ("LIMIT_PER_MEMBER", "somebody who was logged in"),
    ],
)
def test_limits_on_the_passwords_of_one_member_are_told(
    app: Flask, add_user: Callable[..., int], mails: Mails, setting: str, guesser: str
) -> None:
    assert setting in app.config
    add_user(ADA, PASSWORD)
    with app.test_request_context():
        signals.attempts_limited.send(email=ADA, limit=setting)
    assert [(mail.kind, mail.facts["guesser"]) for mail in mails()] == [("many-guesses", guesser)]


def test_what_is_told_is_stored_and_nothing_else_of_a_request_that_is_refused(
    app: Flask, add_user: Callable[..., int], mails: Mails
) -> None:
    add_user(ADA, PASSWORD)
    with app.test_request_context():
        outbox.post("password-changed", ADA, None)
        signals.attempts_limited.send(email=ADA, limit="LIMIT_PER_EMAIL")
    assert [mail.kind for mail in mails()] == ["many-guesses"]


def test_a_database_that_fails_changes_no_answer_and_is_not_asked_again(  # noqa: PLR0913, PLR0917 -- fixtures
    app: Flask,
    add_user: Callable[..., int],
    guess: Callable[..., list[int]],
    failing: Callable[[str], AbstractContextManager[None]],
    caplog: pytest.LogCaptureFixture,
    mails: Mails,
) -> None:
    add_user(ADA, PASSWORD)
    guess(5)
    with failing("INSERT INTO mail"):
        assert guess(2) == [429, 429]
    told = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert told == [messages.NOT_POSTED % "gone"]
    assert guess(1) == [429]
    assert mails() == []
    with app.app_context():
        guessing.counters().reset()
    assert guess(6)[-1] == 429
    assert len(mails()) == 1


@pytest.mark.usefixtures("app")
def test_where_the_database_fails_the_page_still_says_who_is_logged_in(
    member: FlaskClient,
    submit: Callable[..., TestResponse],
    failing: Callable[[str], AbstractContextManager[None]],
) -> None:
    with failing("INSERT INTO mail"):
        pages = [submit(member, "/account/confirm", current="a guess") for _ in range(6)]
    assert [page.status_code for page in pages] == [200] * 5 + [429]
    assert ADA in pages[-1].text


def test_a_visitor_who_is_refused_is_told_nothing_of_it(
    add_user: Callable[..., int], client: FlaskClient, submit: Callable[..., TestResponse]
) -> None:
    add_user(ADA, PASSWORD)
    pages = []
    for email in (ADA, "nobody@example.com"):
        *_before, last = [submit(client, "/login", email=email, password="a guess") for _ in range(6)]
        pages.append(re.sub(r'value="[^"]*"', "", last.text))
    assert pages[0] == pages[1]
