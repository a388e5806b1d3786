"""Ada and Grace, who have forgotten their passwords, and the links that were mailed to them."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.mail import links
from app.mail.models import Mail
from tests.unit.mail.conftest import mails  # noqa: F401 -- pytest finds it here

ASK, CHOOSE = "/recovery", "/recovery/password"


@pytest.fixture
def ask(app: Flask, submit: Callable[..., TestResponse]) -> Callable[..., TestResponse]:
    """Say, on a browser of its own, that the password for an address is forgotten."""
    return lambda email="ada@example.com": submit(app.test_client(), ASK, email=email)


@pytest.fixture
def link(app: Flask, ask: Callable[..., TestResponse], mails: Callable[[], list[Mail]]) -> Callable[..., str]:  # noqa: F811
    """Ask for a link, and give the path that it has."""

    def mailed(email: str = "ada@example.com") -> str:
        assert ask(email).status_code == 302
        with app.app_context():
            return f"/link/{links.token(mails()[-1])}"

    return mailed


@pytest.fixture
def choose(submit: Callable[..., TestResponse]) -> Callable[..., TestResponse]:
    """Choose a new password on a browser, twice the same unless it is said otherwise."""

    def chosen(client: FlaskClient, password: str = "staple of many colours", **fields: str) -> TestResponse:
        return submit(client, CHOOSE, **{"password": password, "confirm": password} | fields)

    return chosen
