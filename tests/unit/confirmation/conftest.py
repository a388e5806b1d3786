"""Ada, who has registered in a browser of her own, and the links that were mailed to her."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.confirmation.models import Confirmation
from app.extensions import db
from app.mail import links
from app.mail.models import Mail

ADA, PASSWORD = "ada@example.com", "correct horse battery"


@pytest.fixture
def registered(client: FlaskClient, submit: Callable[..., TestResponse]) -> FlaskClient:
    """The browser in which Ada has just registered."""
    submit(client, "/register", email=ADA, password=PASSWORD, confirm=PASSWORD)
    assert client.get("/account").status_code == 200
    return client


@pytest.fixture
def link(app: Flask) -> Callable[..., str]:
    """The address of the last link that was posted to somebody."""

    def address(recipient: str = ADA) -> str:
        with app.app_context():
            newest = db.select(Mail).where(Mail.recipient == recipient).order_by(Mail.id.desc()).limit(1)
            return f"/link/{links.token(db.session.scalars(newest).one())}"

    return address


@pytest.fixture
def confirmed(app: Flask) -> Callable[[], list[int]]:
    """The ids of the members whose addresses are confirmed."""

    def ids() -> list[int]:
        with app.app_context():
            return list(db.session.scalars(db.select(Confirmation.user_id)))

    return ids


@pytest.fixture
def is_asked() -> Callable[[FlaskClient], bool]:
    """Whether every page asks a browser's member to confirm the address."""

    def asked(browser: FlaskClient) -> bool:
        return bool(re.search("Confirm your email address: ", browser.get("/account").text))

    return asked
