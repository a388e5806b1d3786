"""Every page that is not public sends a visitor to log in: new pages too."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app import messages

PUBLIC = {"/", "/products", "/login", "/register", "/static/<path:filename>"}
POST_ONLY = {"/logout"}
CHANGING = {"POST", "PUT", "PATCH", "DELETE"}


@pytest.fixture
def paths(app: Flask) -> Callable[[set[str]], dict[str, set[str]]]:
    """Every address of the app but those, with the methods that it takes."""

    def but(left_out: set[str]) -> dict[str, set[str]]:
        rules = [rule for rule in app.url_map.iter_rules() if rule.rule not in left_out]
        return {path_of(app, rule): set(rule.methods or ()) - {"HEAD", "OPTIONS"} for rule in rules}

    return but


def path_of(app: Flask, rule: Rule) -> str:
    """The address of ``rule``, with 1 for everything that varies in it."""
    return app.url_map.bind("localhost").build(rule.endpoint, dict.fromkeys(rule.arguments, 1), force_external=False)


def test_every_public_page_is_there(app: Flask) -> None:
    assert {rule.rule for rule in app.url_map.iter_rules()} >= PUBLIC


@pytest.mark.parametrize("path", ["/products", "/login", "/register", "/static/latchkey.css"])
def test_a_visitor_may_see_a_public_page(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        assert response.status_code == 200


def test_the_front_door_leads_to_the_products(client: FlaskClient) -> None:
    response = client.get("/")
    assert (response.status_code, response.location) == (302, "/products")


def test_a_visitor_who_asks_for_any_other_page_is_sent_to_log_in(
    client: FlaskClient, paths: Callable[[set[str]], dict[str, set[str]]]
) -> None:
    asked = [path for path, methods in paths(PUBLIC).items() if "GET" in methods]
    assert {"/account", "/products/new"} <= set(asked)
    answers = {path: client.get(path) for path in asked}
    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(asked, 302)
    assert {answer.location.partition("?")[0] for answer in answers.values()} == {"/login"}


def test_a_visitor_who_is_sent_to_log_in_is_told_why(client: FlaskClient) -> None:
    client.get("/account")
    with client.session_transaction() as session:
        assert session["_flashes"] == [("info", messages.LOGIN_REQUIRED)]


def test_a_visitor_who_sends_any_other_form_is_sent_to_log_in(
    client: FlaskClient,
    submit: Callable[..., TestResponse],
    paths: Callable[[set[str]], dict[str, set[str]]],
) -> None:
    asked = [path for path, methods in paths(PUBLIC).items() if "POST" in methods]
    assert {"/logout", "/products/new"} <= set(asked)
    answers = {path: submit(client, path, form_at="/login", name="Padlock", description="") for path in asked}
    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(asked, 302)
    assert {answer.location.partition("?")[0] for answer in answers.values()} == {"/login"}


def test_a_form_that_was_left_open_until_the_login_ended_is_sent_to_log_in(
    client: FlaskClient, paths: Callable[[set[str]], dict[str, set[str]]]
) -> None:
    asked = [path for path, methods in paths(PUBLIC).items() if "POST" in methods]
    answers = {path: client.post(path, headers={"Origin": "http://localhost"}) for path in asked}
    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(asked, 302)
    assert {answer.location.partition("?")[0] for answer in answers.values()} == {"/login"}


def test_a_form_without_a_csrf_token_is_refused_everywhere(
    client: FlaskClient, paths: Callable[[set[str]], dict[str, set[str]]]
) -> None:
    asked = [path for path, methods in paths(set()).items() if "POST" in methods]
    assert {"/login", "/register", "/logout", "/products/new"} <= set(asked)
    assert {path: client.post(path).status_code for path in asked} == dict.fromkeys(asked, 400)


def test_a_method_that_a_page_does_not_take_is_not_allowed(
    client: FlaskClient, paths: Callable[[set[str]], dict[str, set[str]]]
) -> None:
    unused = [(path, method) for path, taken in paths(set()).items() for method in {"GET", *CHANGING} - taken]
    answers = {(path, method): client.open(path, method=method).status_code for path, method in unused}
    assert answers == dict.fromkeys(unused, 405)


def test_what_is_done_by_post_only_is_not_done_by_get(app: Flask, member: FlaskClient) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if "GET" not in (rule.methods or ())]
    assert {rule.rule for rule in rules} >= POST_ONLY
    for path in POST_ONLY:
        assert member.get(path).status_code == 405
        assert member.head(path).status_code == 405
    assert member.get("/account").status_code == 200
