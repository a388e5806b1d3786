"""Registering, logging in and logging out, as a browser without a screen sees it."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_login import encode_cookie
from werkzeug.test import TestResponse

from app import messages

PASSWORD = "correct horse battery"
NAMES = pytest.mark.parametrize("name", ["ada", "grace", "edith"])


@pytest.fixture
def people(add_user: Callable[..., int]) -> None:
    for name in ("ada", "grace", "edith"):
        add_user(f"{name}@example.com", f"the password of {name}")


@NAMES
@pytest.mark.usefixtures("people")
def test_whoever_logs_in_is_logged_in_as_themselves(
    client: FlaskClient, submit: Callable[..., TestResponse], name: str
) -> None:
    response = submit(client, "/login", email=f"{name}@example.com", password=f"the password of {name}")
    assert (response.status_code, response.location) == (302, "/account")
    page = client.get("/account").text
    assert messages.LOGGED_IN in page
    assert f"<dd>{name}@example.com</dd>" in page


@pytest.mark.usefixtures("people")
def test_whoever_registers_is_logged_in_as_themselves(client: FlaskClient, submit: Callable[..., TestResponse]) -> None:
    response = submit(client, "/register", email="Joan@Example.com", password=PASSWORD, confirm=PASSWORD)
    assert (response.status_code, response.location) == (302, "/account")
    page = client.get("/account").text
    assert messages.REGISTERED in page
    assert "<dd>joan@example.com</dd>" in page


@NAMES
@pytest.mark.usefixtures("people")
def test_an_email_that_is_taken_is_told_at_its_field_and_logs_nobody_in(
    client: FlaskClient, submit: Callable[..., TestResponse], name: str
) -> None:
    response = submit(client, "/register", email=f"{name.upper()}@example.com", password=PASSWORD, confirm=PASSWORD)
    assert response.status_code == 200
    assert f'id="email-error">{messages.EMAIL_TAKEN}<' in response.text
    assert client.get("/account").status_code == 302


@pytest.mark.usefixtures("people")
def test_nothing_tells_a_wrong_password_from_an_unknown_email(app: Flask, submit: Callable[..., TestResponse]) -> None:
    answers = []
    for email in ("ada@example.com", "eve@example.com"):
        response = submit(app.test_client(), "/login", email=email, password="wrong horse battery")
        text = re.sub(r'value="[^"]{40,}"', "", response.text).replace(email, "")
        headers = {name: re.sub(r"session=\S+|\d+", "", value) for name, value in response.headers}
        answers.append((response.status, headers, text))
    assert messages.INVALID_CREDENTIALS in answers[0][2]
    assert answers[0] == answers[1]


def test_logging_out_ends_the_login(member: FlaskClient, submit: Callable[..., TestResponse]) -> None:
    response = submit(member, "/logout", form_at="/account")
    assert (response.status_code, response.location) == (302, "/login")
    assert messages.LOGGED_OUT in member.get("/login").text
    assert member.get("/account").status_code == 302


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://localhost"}], ids=["from anywhere", "from this site"])
def test_a_logout_without_a_csrf_token_changes_nothing(member: FlaskClient, headers: dict[str, str]) -> None:
    assert member.post("/logout", headers=headers).status_code == 400
    assert member.get("/account").status_code == 200


@pytest.mark.usefixtures("people")
def test_a_visitor_stays_one_while_a_member_is_logged_in(
    client: FlaskClient, app: Flask, submit: Callable[..., TestResponse]
) -> None:
    submit(client, "/login", email="grace@example.com", password="the password of grace")
    assert client.get("/account").status_code == 200
    assert app.test_client().get("/account").status_code == 302


def test_the_cookie_is_for_this_site_only_and_not_for_scripts(client: FlaskClient) -> None:
    attributes = client.get("/login").headers["Set-Cookie"].split("; ")[1:]
    assert {"HttpOnly", "SameSite=Lax", "Secure"} <= set(attributes)


def test_the_remember_cookie_of_flask_login_logs_nobody_in(
    app: Flask, client: FlaskClient, member: FlaskClient
) -> None:
    with member.session_transaction() as session:
        token = session["_user_id"]
    client.set_cookie("remember_token", encode_cookie(token, key=app.secret_key))
    assert client.get("/account").status_code == 302


@pytest.mark.parametrize("value", ["", "|", "1|\xe9", "\xe9|x", "1"], ids=ascii)
def test_a_broken_remember_cookie_of_flask_login_breaks_no_page(client: FlaskClient, value: str) -> None:
    assert client.get("/login", headers={"Cookie": f"remember_token={value}"}).status_code == 200
