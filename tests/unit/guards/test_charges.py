"""What each form is charged for, form by form: every count of every limit, and no other."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import capabilities, guessing
from app.counters import Memory

ADA, PASSWORD, WRONG = "ada@example.com", "correct horse battery", "wrong horse battery"
NEW = {"password": "staple of many colours", "confirm": "staple of many colours"}
BY_VISITOR = ["LIMIT_PER_ADDRESS", "LIMIT_PER_EMAIL", "LIMIT_PER_EMAIL_AND_ADDRESS"]
BY_MEMBER = ["LIMIT_PER_LOGIN", "LIMIT_PER_MEMBER"]
RIGHT = ["LIMIT_RIGHT_PASSWORDS"]


@pytest.fixture
def ada(add_user: Callable[..., int]) -> None:
    """An account for Ada."""
    add_user(ADA, PASSWORD)


@pytest.fixture
def charges(app: Flask, submit: Callable[..., TestResponse]) -> Callable[..., list[str]]:
    """Send a form, and give the core's limits that it was charged to, as often as it was, in order."""

    def limits(client: FlaskClient, path: str, fields: dict[str, str], form_at: str | None = None) -> list[str]:
        with app.app_context():
            counters = guessing.counters()
        counters.own.reset()
        counters.shared.reset()
        submit(client, path, form_at=form_at, **fields)
        assert isinstance(counters.shared, Memory)
        counts = {key.split("/")[1]: count for key, count in counters.shared.storage.items()}
        others = capabilities.defaults()  # what they count besides, their own tests tell
        return sorted(name for name, count in counts.items() for _ in range(count) if name not in others)

    return limits


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize(
    ("path", "fields", "limits"),
    [
        pytest.param("/login", {"email": ADA, "password": WRONG}, BY_VISITOR, id="wrong"),
        pytest.param("/login", {"email": "nobody@example.com", "password": WRONG}, BY_VISITOR, id="unknown email"),
        pytest.param("/login", {"email": ADA, "password": PASSWORD}, RIGHT, id="right"),
        pytest.param("/login", {"email": ADA, "password": ""}, [], id="no password"),
        pytest.param("/login", {"email": "", "password": WRONG}, [], id="no email"),
        pytest.param("/login", {"email": "ada", "password": WRONG}, [], id="no real email"),
        pytest.param("/login", {"email": ADA, "password": "x" * 129}, [], id="over-long"),
        pytest.param("/login", {"email": ADA, "password": WRONG, "csrf_token": "x"}, [], id="another token"),
        pytest.param("/register", {"email": ADA} | NEW, ["LIMIT_REGISTRATIONS"], id="taken email"),
        pytest.param("/register", {"email": "grace@example.com"} | NEW, ["LIMIT_REGISTRATIONS"], id="new email"),
        pytest.param("/register", {"email": ADA} | NEW | {"confirm": "x"}, [], id="two passwords"),
        pytest.param("/register", {"email": "ada"} | NEW, [], id="registering no real email"),
    ],
)
def test_what_a_visitors_form_is_charged_for(
    client: FlaskClient, charges: Callable[..., list[str]], path: str, fields: dict[str, str], limits: list[str]
) -> None:
    assert charges(client, path, fields) == limits


@pytest.mark.parametrize(
    ("path", "fields", "limits"),
    [
        pytest.param("/account/confirm", {"current": WRONG}, BY_MEMBER, id="confirming wrongly"),
        pytest.param("/account/delete", {"current": WRONG}, BY_MEMBER, id="deleting wrongly"),
        pytest.param("/account/password", {"current": WRONG} | NEW, BY_MEMBER, id="changing wrongly"),
        pytest.param("/account/confirm", {"current": PASSWORD}, RIGHT, id="confirming"),
        pytest.param("/account/delete", {"current": PASSWORD}, RIGHT, id="deleting"),
        pytest.param("/account/password", {"current": PASSWORD} | NEW, RIGHT, id="changing"),
        pytest.param("/account/confirm", {"current": ""}, [], id="no password"),
        pytest.param("/account/password", {"current": WRONG} | NEW | {"confirm": "x"}, [], id="two new ones"),
        pytest.param("/account/confirm", {"current": WRONG, "csrf_token": "x"}, [], id="another token"),
        pytest.param("/login", {"email": ADA, "password": WRONG}, [], id="a form for visitors"),
        pytest.param("/register", {"email": "grace@example.com"} | NEW, [], id="registering"),
    ],
)
def test_what_a_members_form_is_charged_for(
    member: FlaskClient, charges: Callable[..., list[str]], path: str, fields: dict[str, str], limits: list[str]
) -> None:
    assert charges(member, path, fields, form_at="/account") == limits
