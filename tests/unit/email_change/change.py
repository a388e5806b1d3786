"""A change of address: what is asked for, the link that is mailed for it, and what is stored."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.extensions import db
from app.mail import delivery, letters, links
from app.mail.models import Mail
from app.models import User

ADA, GRACE, NEW, PASSWORD = "ada@example.com", "grace@example.com", "ada@example.org", "correct horse battery"
ASK, CONFIRM = "/account/email", "/account/email/confirm"


class Change:
    """What people do about an address, each in a browser of theirs, and what came of it."""

    def __init__(self, app: Flask, submit: Callable[..., TestResponse]) -> None:
        self.app, self.submit = app, submit

    def ask(self, browser: FlaskClient, email: str = NEW, current: str = PASSWORD) -> TestResponse:
        """Ask for another address."""
        return self.submit(browser, ASK, email=email, current=current)

    def token(self) -> str:
        """What the link bears that was mailed last."""
        with self.app.app_context():
            return links.token(self.mails()[-1])

    def open(self, browser: FlaskClient) -> FlaskClient:
        """Open the link that was mailed last."""
        assert browser.get(f"/link/{self.token()}").location == CONFIRM
        return browser

    def confirm(self, browser: FlaskClient, **fields: str) -> TestResponse:
        """Open the link that was mailed last, and send its form."""
        return self.submit(self.open(browser), CONFIRM, **fields)

    def mails(self) -> list[Mail]:
        """What is in the outbox, in order."""
        with self.app.app_context():
            return list(db.session.scalars(db.select(Mail).order_by(Mail.id)))

    def stored(self) -> tuple[list[str], list[str]]:
        """The address of each account, and the kind of each mail."""
        with self.app.app_context():
            return list(db.session.scalars(db.select(User.email).order_by(User.id))), [one.kind for one in self.mails()]

    def written(self) -> str:
        """Whom the only mail goes to, and all that it says."""
        [mail] = self.mails()
        with self.app.app_context():
            letter = letters.find(mail.kind)
            assert letter
            message: Any = letters.write(mail, letter, self.token())
        return " ".join([message["To"], *(part.get_content() for part in message.walk() if not part.is_multipart())])

    def deliver(self) -> None:
        """Send what is in the outbox."""
        with self.app.app_context():
            delivery.deliver()

    def thief(self, browser: FlaskClient) -> FlaskClient:
        """A browser with a copy of the cookie of another."""
        name = self.app.config["SESSION_COOKIE_NAME"]
        cookie, copy = browser.get_cookie(name), self.app.test_client()
        assert cookie
        copy.set_cookie(name, cookie.value)
        return copy


def are_in(*browsers: FlaskClient) -> list[bool]:
    """Whether each of ``browsers`` is a member's."""
    return [browser.get("/account").status_code == 200 for browser in browsers]
