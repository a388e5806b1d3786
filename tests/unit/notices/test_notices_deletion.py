"""An account that was deleted: whoever had it hears of it if it was, by a mail that does not go with it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import accounts
from app.extensions import db
from app.mail import delivery
from app.mail.models import Mail
from app.notices import messages

ADA, PASSWORD = "ada@example.com", "correct horse battery"
Mails = Callable[..., list[Mail]]


@pytest.mark.parametrize(("current", "count"), [(PASSWORD, 1), ("a guess", 0)], ids=["right", "wrong"])
def test_a_deletion_is_told_by_a_mail_about_no_account(
    member: FlaskClient, submit: Callable[..., TestResponse], mails: Mails, current: str, count: int
) -> None:
    submit(member, "/account/delete", current=current)
    told = mails("account-deleted")
    assert [(mail.recipient, mail.user_id, mail.facts) for mail in told] == [
        (ADA, None, {"where": "A browser"})
    ] * count


def test_it_is_sent_though_the_account_is_gone(
    app: Flask, member: FlaskClient, submit: Callable[..., TestResponse], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = []
    monkeypatch.setattr("app.mail.transport.send", lambda message: sent.append((message["To"], message["Subject"])))
    submit(member, "/account/delete", current=PASSWORD)
    with app.app_context():
        assert delivery.deliver() == 1
    assert sent == [(ADA, messages.LETTERS["account-deleted"].subject)]


@pytest.mark.parametrize("statement", ["DELETE FROM", "INSERT INTO mail"])
def test_a_deletion_that_cannot_be_stored_is_not_told_and_one_that_cannot_be_told_is_not_stored(  # noqa: PLR0913, PLR0917 -- fixtures, and the table's column
    app: Flask,
    member: FlaskClient,
    submit: Callable[..., TestResponse],
    mails: Mails,
    failing: Callable[..., object],
    statement: str,
) -> None:
    member.get("/account/delete")
    with failing(statement):  # type: ignore[attr-defined]
        assert submit(member, "/account/delete", current=PASSWORD).status_code == 503
    assert mails("account-deleted") == []
    with app.app_context():
        assert accounts.find(ADA)


def test_whoever_opens_and_deletes_accounts_for_an_address_floods_no_mailbox(app: Flask, mails: Mails) -> None:
    app.config["LIMIT_NOTICES"] = "2 per hour"
    for email in (ADA, ADA, ADA, "grace@example.com"):
        with app.app_context():
            accounts.delete(accounts.register(email, PASSWORD))
            db.session.commit()
    told = [(mail.recipient, mail.facts["where"]) for mail in mails("account-deleted")]
    assert told == [(email, messages.ON_THE_SERVER) for email in (ADA, ADA, "grace@example.com")]
