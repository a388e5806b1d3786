"""Whose login is over hears of it where they log in, and nowhere else: a cookie set before could replace a newer."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import messages
from app.extensions import db
from app.models import LoginSession

WHY = [("info", messages.LOGIN_REQUIRED)]


@pytest.fixture
def ended(app: Flask, member: FlaskClient) -> FlaskClient:
    """The browser in which Ada was logged in until just now."""
    with app.app_context():
        db.session.execute(db.delete(LoginSession))
        db.session.commit()
    return member


def flashes(browser: FlaskClient) -> list[tuple[str, str]]:
    """What the next page will tell, from now on untold."""
    with browser.session_transaction() as session:
        return session.pop("_flashes", [])


def test_the_way_to_log_in_leaves_the_cookie_as_it_came(ended: FlaskClient) -> None:
    response = ended.get("/account?from=a%20mail")
    assert (response.status_code, response.location) == (302, "/login?next=%2Faccount%3Ffrom%3Da%2520mail")
    assert "Set-Cookie" not in response.headers


def test_where_they_log_in_they_are_told_once_what_for(ended: FlaskClient) -> None:
    pages = [ended.get("/login?next=%2Faccount").text for _ in range(2)]
    assert [messages.LOGIN_REQUIRED in page for page in pages] == [True, False]
    assert 'class="alert alert-info' in pages[0]


@pytest.mark.parametrize("path", ["/login", "/register", "/nowhere", "/nowhere?next=%2Faccount"])
def test_whoever_was_sent_by_no_page_is_told_nothing(ended: FlaskClient, path: str) -> None:
    assert messages.LOGIN_REQUIRED not in ended.get(path).text
    assert flashes(ended) == []


def test_whoever_was_told_is_told_again_as_any_visitor(ended: FlaskClient) -> None:
    ended.get("/login?next=%2Faccount")
    response = ended.get("/account")
    assert response.location == "/login?next=%2Faccount"
    assert flashes(ended) == WHY


def test_a_visitor_is_told_at_once_and_not_a_second_time(client: FlaskClient) -> None:
    client.get("/account")
    assert flashes(client) == WHY
    client.get("/login?next=%2Faccount")
    assert flashes(client) == []
