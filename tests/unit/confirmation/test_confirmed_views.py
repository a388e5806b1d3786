"""What only members may open whose address is confirmed."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.cli import NoAppException
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from app.confirmation import messages


@pytest.fixture
def app(make_app: Callable[..., Flask], settings: dict[str, Any]) -> Flask:
    return make_app(settings | {"CONFIRMED_VIEWS": ["account.password"]})


def test_a_page_is_for_members_whose_address_is_confirmed(
    client: FlaskClient, registered: FlaskClient, link: Callable[..., str], submit: Callable[..., TestResponse]
) -> None:
    answer = registered.get("/account/password")
    assert (answer.status_code, answer.location) == (302, "/account")
    assert messages.CONFIRM_REQUIRED in registered.get("/account").text
    registered.get(link())
    submit(registered, "/confirmation")
    assert client.get("/account/password").status_code == 200


def test_a_visitor_is_sent_to_log_in(app: Flask) -> None:
    answer = app.test_client().get("/account/password")
    assert answer.location == "/login?next=%2Faccount%2Fpassword"


def test_what_the_browser_claims_opens_nothing(registered: FlaskClient) -> None:
    with registered.session_transaction() as session:
        session["confirmed"] = True
    assert registered.get("/account/password").location == "/account"


def test_each_page_of_several_is_guarded_whatever_is_sent_to_it(
    make_app: Callable[..., Flask], settings: dict[str, Any], submit: Callable[..., TestResponse]
) -> None:
    browser = make_app(settings | {"CONFIRMED_VIEWS": ["account.password", "account.delete"]}).test_client()
    fields = {"email": "ada@example.com", "password": "correct horse battery", "confirm": "correct horse battery"}
    submit(browser, "/register", **fields)
    for path in ("/account/password", "/account/delete"):
        assert browser.get(path).location == "/account"
        answer = submit(browser, path, form_at="/account", current="correct horse battery")
        assert (answer.status_code, answer.location) == (302, "/account")
    assert browser.get("/account").status_code == 200


def test_a_page_that_is_none_stops_the_start(settings: dict[str, Any]) -> None:
    with pytest.raises(NoAppException) as refusal:
        create_app(settings | {"CONFIRMED_VIEWS": ["nowhere.at_all"]})
    assert refusal.value.message == messages.VIEW_UNKNOWN.format(view="nowhere.at_all")


@pytest.mark.parametrize(
    "view", ["account.index", "users.login", "mail.follow", "confirmation.confirm", "confirmation.again"]
)
def test_a_page_that_leads_to_a_confirmed_address_stops_the_start(settings: dict[str, Any], view: str) -> None:
    with pytest.raises(NoAppException) as refusal:
        create_app(settings | {"CONFIRMED_VIEWS": ["account.password", view]})
    assert refusal.value.message == messages.VIEW_ON_THE_WAY.format(view=view)
