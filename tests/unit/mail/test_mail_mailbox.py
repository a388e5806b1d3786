"""A development server delivers by itself, and shows what it has sent; no other server does either."""

import threading
from collections.abc import Callable
from email.utils import format_datetime
from typing import Any

import pytest
from flask import Flask

from app import accounts
from app.extensions import db
from app.mail import letters, links, outbox, transport
from app.mail.models import Mail
from tests.unit.mail.conftest import DOOR, NOTICE

ADA = "ada@example.com"
EMPTY = "Nothing was mailed since this server was started."


@pytest.fixture
def development(make_app: Callable[..., Flask], settings: dict[str, Any]) -> Flask:
    """An app in debug mode, with no mail server and no origin, where Ada has an account and "/ask" mails her a link."""
    app = make_app(settings | {"DEBUG": True, "MAIL_URI": None, "MAIL_ORIGIN": None})
    app.add_url_rule("/door", "door", lambda: "door")

    @app.route("/ask/<what>")
    def ask(what: str) -> str:
        outbox.replace("door", ADA, accounts.find(ADA))
        if what == "undone":
            db.session.rollback()
            db.session.execute(db.update(Mail).values(tries=0))
        db.session.commit()
        return what

    with app.app_context():
        letters.add(app, "door", DOOR)
        letters.add(app, "notice", NOTICE)
        accounts.register(ADA, "correct horse battery")
        db.session.commit()
    return app


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Wait for those who deliver, and give how many there were."""
    started: list[threading.Thread] = []

    class Watched(threading.Thread):
        """One that is known to the test."""

        def start(self) -> None:
            """Note that it was started."""
            started.append(self)
            super().start()

    monkeypatch.setattr("app.mail.delivery.Thread", Watched)

    def waited() -> int:
        for thread in started:
            thread.join(10)
            assert not thread.is_alive()
        return len(started)

    return waited


@pytest.mark.parametrize("mode", [{}, {"TESTING": True}], ids=["production", "testing"])
def test_nobody_but_a_development_server_shows_what_was_mailed(
    make_app: Callable[..., Flask], settings: dict[str, Any], mode: dict[str, bool]
) -> None:
    assert make_app(settings | mode).test_client().get("/dev/mailbox").status_code == 404


def test_a_mailbox_is_empty_first(development: Flask) -> None:
    response = development.test_client().get("/dev/mailbox")
    assert response.status_code == 200
    assert EMPTY in response.text


def test_what_is_committed_is_delivered_at_once_with_a_link_to_where_it_was_asked_for(
    development: Flask, wait: Callable[[], int]
) -> None:
    client = development.test_client()
    assert client.get("/ask/done", base_url="http://localhost:5001").text == "done"
    assert wait() == 1
    with development.app_context():
        (mail,) = db.session.scalars(db.select(Mail))
        link = f"http://localhost:5001/link/{links.token(mail)}"
    html = client.get("/dev/mailbox").text
    assert "<h2>A door</h2>" in html
    assert f"<dd>{ADA}</dd>" in html
    assert f"<dd>{format_datetime(mail.created_at)}</dd>" in html
    assert f'<a href="{link}"' in html
    assert 'rel="stylesheet" href="/static/mail.css"' in html
    assert mail.sent_at
    assert EMPTY not in html
    assert client.get(link).location == "/door"


def test_what_is_undone_is_not_delivered(development: Flask, wait: Callable[[], int]) -> None:
    client = development.test_client()
    assert client.get("/ask/undone").text == "undone"
    assert wait() == 0
    assert EMPTY in client.get("/dev/mailbox").text


def test_where_nothing_is_mailed_nobody_delivers(development: Flask, wait: Callable[[], int]) -> None:
    with development.test_request_context():
        accounts.register("grace@example.com", "correct horse battery")
        db.session.commit()
        outbox.post("door", ADA, accounts.find(ADA))
        db.session.commit()
        db.session.execute(db.update(Mail).values(tries=0))
        db.session.commit()
    assert wait() == 1


def test_what_a_command_mails_is_delivered_as_well(development: Flask, wait: Callable[[], int]) -> None:
    development.config["MAIL_ORIGIN"] = "http://localhost:5001"
    with development.app_context():
        outbox.post("notice", ADA, accounts.find(ADA), what="the password")
        db.session.commit()
        assert wait() == 1
        assert [message["To"] for message in transport.mailbox()] == [ADA]
        assert db.session.scalars(db.select(Mail)).all() == []


def test_any_other_server_leaves_what_is_committed_in_the_outbox(
    app: Flask, post: Callable[..., Mail], mails: Callable[[], list[Mail]]
) -> None:
    before = set(threading.enumerate())  # another test's may end meanwhile
    post()
    assert set(threading.enumerate()) <= before
    assert [mail.tries for mail in mails()] == [0]
    assert "deliver_soon" not in app.extensions


def test_the_mailbox_asks_the_database_for_nothing(
    blank_app: Flask, make_app: Callable[..., Flask], settings: dict[str, Any]
) -> None:
    nowhere = {"SQLALCHEMY_DATABASE_URI": blank_app.config["SQLALCHEMY_DATABASE_URI"]}
    app = make_app(settings | {"DEBUG": True} | nowhere)
    assert app.test_client().get("/dev/mailbox").status_code == 200
