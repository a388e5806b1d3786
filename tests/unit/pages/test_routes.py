"""Every page that is not public sends a visitor to log in: new pages too."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import messages
from tests.unit.routes import PUBLIC, addresses

POST_ONLY = {"/logout"}
CHANGING = {"POST", "PUT", "PATCH", "DELETE"}


def test_every_public_page_is_there(app: Flask) -> None:
    assert app.view_functions.keys() >= PUBLIC


@pytest.mark.parametrize("path", ["/login", "/register", "/static/latchkey.css"])
def test_a_visitor_may_see_a_public_page(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        assert response.status_code == 200


def test_a_visitor_who_asks_for_any_other_page_is_sent_to_log_in(app: Flask, client: FlaskClient) -> None:
    asked = [path for path, methods in addresses(app, PUBLIC).items() if "GET" in methods]
    assert {"/account", "/account/password"} <= set(asked)
    answers = {path: client.get(path) for path in asked}
    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(asked, 302)
    assert {answer.location.partition("?")[0] for answer in answers.values()} == {"/login"}


def test_a_visitor_who_is_sent_to_log_in_is_told_why(client: FlaskClient) -> None:
    client.get("/account")
    with client.session_transaction() as session:
        assert session["_flashes"] == [("info", messages.LOGIN_REQUIRED)]


def test_a_visitor_who_sends_any_other_form_is_sent_to_log_in(
    app: Flask, client: FlaskClient, submit: Callable[..., TestResponse]
) -> None:
    asked = [path for path, methods in addresses(app, PUBLIC).items() if "POST" in methods]
    assert {"/logout", "/account/password"} <= set(asked)
    answers = {path: submit(client, path, form_at="/login", name="Padlock", description="") for path in asked}
    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(asked, 302)
    assert {answer.location.partition("?")[0] for answer in answers.values()} == {"/login"}


def test_a_form_that_was_left_open_until_the_login_ended_is_sent_to_log_in(app: Flask, client: FlaskClient) -> None:
    asked = [path for path, methods in addresses(app, PUBLIC).items() if "POST" in methods]
    answers = {path: client.post(path, headers={"Origin": "http://localhost"}) for path in asked}
    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(asked, 302)
    assert {answer.location.partition("?")[0] for answer in answers.values()} == {"/login"}


def test_a_form_without_a_csrf_token_is_refused_everywhere(app: Flask, client: FlaskClient) -> None:
    asked = [path for path, methods in addresses(app).items() if "POST" in methods]
    assert {"/login", "/register", "/logout", "/account/password"} <= set(asked)
    assert {path: client.post(path).status_code for path in asked} == dict.fromkeys(asked, 400)


def test_a_method_that_a_page_does_not_take_is_not_allowed(app: Flask, client: FlaskClient) -> None:
    unused = [(path, method) for path, taken in addresses(app).items() for method in {"GET", *CHANGING} - taken]
    answers = {(path, method): client.open(path, method=method).status_code for path, method in unused}
    assert answers == dict.fromkeys(unused, 405)


def test_what_is_done_by_post_only_is_not_done_by_get(app: Flask, member: FlaskClient) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if "GET" not in (rule.methods or ())]
    assert {rule.rule for rule in rules} >= POST_ONLY
    for path in POST_ONLY:
        assert member.get(path).status_code == 405
        assert member.head(path).status_code == 405
    assert member.get("/account").status_code == 200


def test_a_name_in_an_address_that_stands_for_nothing_says_where_to_say_it(app: Flask) -> None:
    app.add_url_rule("/keys/<int:key>", "key")
    with pytest.raises(LookupError) as raised:
        addresses(app)
    assert str(raised.value) == (
        "Nobody has said what <key> stands for in /keys/<int:key>: say it in tests/unit/routes.py."
    )
