"""A password that was changed: its member hears of it if it was, and not otherwise."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import accounts
from app.extensions import db
from app.mail.models import Mail
from app.notices import messages

ADA, PASSWORD, NEW = "ada@example.com", "correct horse battery", "staple of many colours"
Mails = Callable[..., list[Mail]]


@pytest.mark.parametrize(("current", "count"), [(PASSWORD, 1), ("a guess", 0)], ids=["right", "wrong"])
def test_a_new_password_is_told(
    member: FlaskClient, submit: Callable[..., TestResponse], mails: Mails, current: str, count: int
) -> None:
    submit(member, "/account/password", current=current, password=NEW, confirm=NEW)
    told = mails("password-changed")
    assert [(mail.recipient, mail.facts) for mail in told] == [(ADA, {"where": "A browser"})] * count


def test_a_new_password_that_cannot_be_stored_is_not_told(
    member: FlaskClient, submit: Callable[..., TestResponse], mails: Mails, failing: Callable[..., object]
) -> None:
    member.get("/account/password")
    with failing("UPDATE login_session"):  # type: ignore[attr-defined]
        response = submit(member, "/account/password", current=PASSWORD, password=NEW, confirm=NEW)
    assert response.status_code == 503
    assert mails("password-changed") == []


def test_a_new_password_that_comes_by_no_request_is_the_operators(
    app: Flask, add_user: Callable[..., int], mails: Mails
) -> None:
    add_user(ADA, PASSWORD)
    with app.app_context():
        user = accounts.find(ADA)
        assert user
        accounts.change_password(user, NEW)
        db.session.commit()
    [mail] = mails()
    assert (mail.kind, mail.facts) == ("password-changed", {"where": messages.ON_THE_SERVER})
