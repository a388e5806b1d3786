"""Letters of two kinds, of no capability but the tests': a notice, and one with a link to a page behind a door."""

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask

from app import accounts
from app.extensions import db
from app.mail import letters, links, outbox
from app.mail.letters import Letter
from app.mail.models import Mail
from app.models import utc_now

NOTICE = Letter(subject="Something has changed", paragraphs=("At {when}, {what} of {recipient} was changed.",))
DOOR = Letter(
    subject="A door",
    paragraphs=("It is open for {minutes} minutes.",),
    button="Come in",
    endpoint="door",
)
STRANGER = Letter(subject="No account", paragraphs=("There is none.",), needs_account=False)


@pytest.fixture
def app(app: Flask) -> Flask:
    """An app that has the letters, and a page behind a door."""

    def door() -> str:
        mail, user = links.opened()
        if user:
            links.spend(mail)
            db.session.commit()
        return f"door of {user and user.email}"

    app.add_url_rule("/door", "door", links.link_required("door", "users.login")(door), methods=["GET", "POST"])
    with app.app_context():
        for kind, letter in (("notice", NOTICE), ("door", DOOR), ("stranger", STRANGER)):
            letters.add(app, kind, letter)
    return app


@pytest.fixture
def post(app: Flask) -> Callable[..., Mail]:
    """Post a mail of a kind to whoever has an email, or to nobody, commit, and give it."""

    def posted(kind: str = "door", email: str = "ada@example.com", **facts: str) -> Mail:
        with app.app_context():
            outbox.post(kind, email, accounts.find(email), **facts)
            db.session.commit()
            return db.session.scalars(db.select(Mail).order_by(Mail.id.desc()).limit(1)).one()

    return posted


@pytest.fixture
def mails(app: Flask) -> Callable[..., list[Mail]]:
    """What stands in the outbox, or what is of a kind, in order."""

    def found(kind: str = "") -> list[Mail]:
        with app.app_context():
            stored = db.session.scalars(db.select(Mail).order_by(Mail.id)).all()
            return [mail for mail in stored if kind in {"", mail.kind}]

    return found


@pytest.fixture
def turn_back(app: Flask) -> Callable[..., None]:
    """Move moments of every mail, such as ``created_at``, to so long ago; the others stay."""

    def moved(**moments: timedelta) -> None:
        with app.app_context():
            db.session.execute(db.update(Mail).values({name: utc_now() - ago for name, ago in moments.items()}))
            db.session.commit()

    return moved


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[EmailMessage]:
    """What is handed to the mail server from here on, which takes everything."""
    messages: list[EmailMessage] = []
    monkeypatch.setattr("app.mail.transport.send", messages.append)
    return messages


@pytest.fixture
def link_in() -> Callable[[EmailMessage], str]:
    """The one link that is in a mail."""

    def found(message: EmailMessage) -> str:
        part: Any = message.get_body(("plain",))
        [link] = re.findall(r"https?://\S+", part.get_content())
        return str(link)

    return found
