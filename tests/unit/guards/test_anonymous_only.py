"""The pages for registering and logging in are for visitors only."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import accounts, messages
from app.extensions import db
from app.models import LoginSession, User

#: What a browser says of a form that a page of this site sends. Its CSRF token may be too old all the same.
OWN = {"Origin": "http://localhost"}
PAGES = pytest.mark.parametrize("path", ["/login", "/register"])


def counted(app: Flask) -> tuple[int, int]:
    with app.app_context():
        return db.session.query(User).count(), db.session.query(LoginSession).count()


def flashes(client: FlaskClient) -> list[tuple[str, str]]:
    with client.session_transaction() as session:
        return session.get("_flashes", [])


@PAGES
def test_a_visitor_sees_the_form(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert flashes(client) == []


@PAGES
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_member_is_sent_to_the_landing_page_and_told_why(member: FlaskClient, path: str, method: str) -> None:
    response = member.open(path, method=method, headers=OWN)
    assert (response.status_code, response.location) == (302, "/account")
    assert flashes(member) == [("warning", messages.ALREADY_LOGGED_IN)]


@PAGES
def test_a_form_that_a_member_sends_changes_nothing(
    app: Flask, member: FlaskClient, add_user: Callable[..., int], submit: Callable[..., TestResponse], path: str
) -> None:
    add_user("grace@example.com", "the password of grace")
    before = counted(app)
    email = {"/login": "grace@example.com", "/register": "edith@example.com"}[path]
    password = "the password of grace"
    response = submit(member, path, form_at="/account", email=email, password=password, confirm=password)
    assert response.location == "/account"
    assert counted(app) == before
    assert "ada@example.com" in member.get("/account").text


@PAGES
@pytest.mark.parametrize("headers", [{}, OWN], ids=["from anywhere", "from this site"])
def test_a_form_without_a_csrf_token_is_refused(
    app: Flask, client: FlaskClient, path: str, headers: dict[str, str]
) -> None:
    fields = {"email": "ada@example.com", "password": "correct horse battery", "confirm": "correct horse battery"}
    response = client.post(path, data=fields, headers=headers)
    assert response.status_code == 400
    assert messages.FORM_EXPIRED in response.text
    assert counted(app) == (0, 0)


@PAGES
@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}], ids=str)
def test_a_form_that_another_site_sends_gets_no_cookie_that_would_replace_the_members(
    client: FlaskClient, path: str, headers: dict[str, str]
) -> None:
    response = client.post(path, headers=headers)
    assert response.status_code == 400
    assert "Set-Cookie" not in response.headers


@PAGES
def test_a_form_without_a_csrf_token_asks_the_accounts_nothing(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(accounts, "authenticate", lambda *_: pytest.fail("asked"))
    monkeypatch.setattr(accounts, "register", lambda *_: pytest.fail("asked"))
    assert client.post(path, data={"email": "ada@example.com", "password": "x"}).status_code == 400


@PAGES
def test_a_form_with_somebody_elses_csrf_token_is_refused(
    app: Flask, client: FlaskClient, submit: Callable[..., TestResponse], path: str
) -> None:
    client.get(path)
    page = app.test_client().get(path).text
    token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    assert len(token) > 40
    assert client.post(path, data={"csrf_token": token}).status_code == 400
    assert submit(client, path).status_code == 200
