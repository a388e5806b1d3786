"""Where people go who asked for nothing else, and which pages that may be."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.cli import NoAppException
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import messages

LOGIN, MEMBERS = "/login", "/account"


@pytest.fixture
def app(make_app: Callable[..., Flask], settings: dict[str, Any]) -> Flask:
    """An app whose landing page is for members only."""
    return make_app(settings | {"LANDING_VIEW": "account.index"})


def test_a_visitor_lands_where_one_logs_in_and_is_told_nothing(client: FlaskClient) -> None:
    response = client.get("/")
    assert (response.status_code, response.headers["Location"]) == (302, LOGIN)
    assert 'class="alert' not in client.get(LOGIN).text


def test_a_member_lands_there(member: FlaskClient) -> None:
    for path in ("/", LOGIN, "/register"):
        assert member.get(path).headers["Location"] == MEMBERS


def test_whoever_logs_out_lands_where_one_logs_in(member: FlaskClient, submit: Callable[..., TestResponse]) -> None:
    assert submit(member, "/logout", form_at=MEMBERS).headers["Location"] == LOGIN
    assert messages.LOGGED_OUT in member.get(LOGIN).text


@pytest.mark.parametrize("view", ["", "nowhere", "users.login", "users.logout", "account.end_session", "static", None])
def test_a_page_that_is_none_or_not_for_members_stops_the_start(
    make_app: Callable[..., Flask], settings: dict[str, Any], view: str | None
) -> None:
    with pytest.raises(NoAppException) as raised:
        make_app(settings | {"LANDING_VIEW": view})
    assert raised.value.message == messages.LANDING_UNUSABLE.format(view=view)


def test_an_app_under_a_prefix_lands_under_it(client: FlaskClient) -> None:
    assert client.get("/", base_url="http://localhost/shop").headers["Location"] == "/shop/login"


def test_a_visitor_lands_on_a_page_that_is_for_everybody(app: Flask, client: FlaskClient) -> None:
    app.add_url_rule("/open", "open", lambda: "open")
    app.config["LANDING_VIEW"] = "open"
    assert client.get("/").headers["Location"] == "/open"
