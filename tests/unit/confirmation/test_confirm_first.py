"""Registering where the address is confirmed first."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import accounts
from app.confirmation import messages
from app.extensions import db
from app.mail.models import Mail
from app.messages import EMAIL_TAKEN, PASSWORD_TOO_SHORT, REGISTERED
from app.models import User

ADA, PASSWORD = "ada@example.com", "correct horse battery"


@pytest.fixture
def app(make_app: Callable[..., Flask], settings: dict[str, Any]) -> Flask:
    return make_app(settings | {"CONFIRM_FIRST": True})


def posted(app: Flask) -> list[tuple[str, str, int | None]]:
    """The kind, the recipient and the user of each mail."""
    with app.app_context():
        mails = db.session.scalars(db.select(Mail).order_by(Mail.id))
        return [(mail.kind, mail.recipient, mail.user_id) for mail in mails]


def test_nobody_learns_who_has_an_account(
    app: Flask, add_user: Callable[..., int], submit: Callable[..., TestResponse], queries: list[str]
) -> None:
    ada = add_user()
    answers, work = [], []
    for email in (ADA, "grace@example.com"):
        browser = app.test_client()
        browser.get("/register")
        queries.clear()
        answers.append(submit(browser, "/register", email=email))
        work.append([query.split()[0] for query in queries])
        assert messages.REGISTER_MAILED in browser.get("/register").text
    assert [(answer.status_code, answer.location) for answer in answers] == [(302, "/register")] * 2
    assert work[0] == work[1] == ["SELECT", "INSERT", "DELETE"]
    mails = [mail for mail in posted(app) if mail[0] != "confirmation"]
    assert mails == [("registered", ADA, ada), ("registration", "grace@example.com", None)]


def test_no_password_is_hashed_for_an_address(
    client: FlaskClient, submit: Callable[..., TestResponse], scrypt_costs: list[tuple[int, int, int]]
) -> None:
    submit(client, "/register", email=ADA)
    assert scrypt_costs == []


def test_what_one_limit_refuses_is_charged_to_none(app: Flask, submit: Callable[..., TestResponse]) -> None:
    """Whoever may register no more here would else use up the mails of whose address they give."""
    app.config |= {"LIMIT_REGISTRATIONS": "1 per hour", "LIMIT_MAILS_PER_RECIPIENT": "1 per hour"}
    assert submit(app.test_client(), "/register", email="grace@example.com").status_code == 302
    assert submit(app.test_client(), "/register", email=ADA).status_code == 429
    assert posted(app) == [("registration", "grace@example.com", None)]
    app.config["LIMIT_REGISTRATIONS"] = "2 per hour"
    assert submit(app.test_client(), "/register", email="grace@example.com").status_code == 429
    assert submit(app.test_client(), "/register", email=ADA).status_code == 302


def test_the_link_opens_the_account_which_is_confirmed_and_logged_in(
    app: Flask,
    client: FlaskClient,
    link: Callable[..., str],
    submit: Callable[..., TestResponse],
    confirmed: Callable[[], list[int]],
) -> None:
    submit(client, "/register", email=ADA)
    assert client.get(link()).location == "/register/password"
    assert PASSWORD_TOO_SHORT in submit(client, "/register/password", password="short", confirm="short").text
    submit(client, "/register/password", password=PASSWORD, confirm=PASSWORD)
    page = client.get("/account")
    assert REGISTERED in page.text
    assert "Confirm your email address: " not in page.text
    assert confirmed() == [1]
    assert posted(app) == []


def test_an_address_that_was_taken_meanwhile_is_told_to_whom_reads_its_mail(
    app: Flask, client: FlaskClient, link: Callable[..., str], submit: Callable[..., TestResponse]
) -> None:
    submit(client, "/register", email=ADA)
    link_before = link()
    client.get(link_before)
    with app.app_context():
        accounts.register(ADA, "another horse battery")
        db.session.commit()
    assert EMAIL_TAKEN in submit(client, "/register/password", password=PASSWORD, confirm=PASSWORD).text
    assert client.get("/account").status_code == 302
    assert client.get("/register/password").location == "/register"  # where each try would cost a hash
    client.get(link_before)
    assert client.get("/register/password").location == "/register"


def test_two_who_use_one_link_at_the_same_moment_are_told_that_one_has_the_account(
    client: FlaskClient,
    link: Callable[..., str],
    submit: Callable[..., TestResponse],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    submit(client, "/register", email=ADA)
    client.get(link())
    register = accounts.register

    def register_late(email: str, password: str) -> User:
        register(email, "another horse battery")
        db.session.execute(db.delete(Mail))
        db.session.commit()
        return register(email, password)

    monkeypatch.setattr("app.accounts.register", register_late)
    answer = submit(client, "/register/password", password=PASSWORD, confirm=PASSWORD)
    assert (answer.status_code, EMAIL_TAKEN in answer.text) == (200, True)
    assert client.get("/account").status_code == 302


def test_without_a_link_nobody_chooses_a_password(client: FlaskClient) -> None:
    assert client.get("/register/password").location == "/register"


def test_a_member_is_turned_away_from_both_pages(
    add_user: Callable[..., int], log_in: Callable[..., FlaskClient]
) -> None:
    add_user()
    member = log_in()
    assert [member.get(path).location for path in ("/register", "/register/password")] == ["/account"] * 2


@pytest.mark.parametrize("who", ["a visitor", "whose login has ended"])
def test_the_first_password_is_hashed_with_nothing_held(  # noqa: PLR0913, PLR0917 -- fixtures, and the table's column
    app: Flask,
    member: FlaskClient,
    link: Callable[..., str],
    set_back: Callable[..., None],
    submit: Callable[..., TestResponse],
    held: list[int],
    who: str,
) -> None:
    set_back(seen_at=timedelta(hours=2))
    browser = member if who == "whose login has ended" else app.test_client()
    submit(browser, "/register", email="grace@example.com")
    browser.get(link("grace@example.com"))
    held.clear()
    assert submit(browser, "/register/password", password=PASSWORD, confirm=PASSWORD).status_code == 302
    assert held == [0]
