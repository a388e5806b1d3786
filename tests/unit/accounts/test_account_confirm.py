"""Giving the password again: what it is asked for, what that proves, and for how long."""

import unicodedata
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import messages
from app.extensions import db
from app.models import LoginSession, utc_now

OLD, NEW = "correct horse battery", "staple of many colours"
RECENT = timedelta(minutes=15)
A_WHILE = timedelta(seconds=20)


@pytest.fixture
def phone(member: FlaskClient, log_in: Callable[..., FlaskClient]) -> FlaskClient:
    """Another browser in which Ada is logged in."""
    assert member
    return log_in()


def is_proven(app: Flask) -> bool:
    """Whether the one login that there is was proven just now."""
    with app.app_context():
        return utc_now() - db.session.scalars(db.select(LoginSession.proven_at)).one() < A_WHILE


def location_of_ending_the_others(member: FlaskClient, submit: Callable[..., TestResponse]) -> str:
    return str(submit(member, "/account/sessions/end-others", form_at="/account").location)


def test_a_password_that_was_given_just_now_is_not_asked_for_again(
    member: FlaskClient, phone: FlaskClient, submit: Callable[..., TestResponse], set_back: Callable[..., None]
) -> None:
    set_back(proven_at=RECENT - A_WHILE)
    assert location_of_ending_the_others(member, submit) == "/account"
    assert phone.get("/account").status_code == 302


def test_a_password_that_was_given_15_minutes_ago_is_asked_for_again(
    member: FlaskClient, phone: FlaskClient, submit: Callable[..., TestResponse], set_back: Callable[..., None]
) -> None:
    set_back(proven_at=RECENT)
    assert location_of_ending_the_others(member, submit).partition("?")[0] == "/account/confirm"
    assert phone.get("/account").status_code == 200


def test_whoever_is_asked_for_the_password_is_told_why(
    app: Flask, member: FlaskClient, submit: Callable[..., TestResponse], set_back: Callable[..., None]
) -> None:
    app.config["LOGIN_RECENT_MINUTES"] = 5
    set_back(proven_at=timedelta(minutes=5))
    location_of_ending_the_others(member, submit)
    assert messages.PASSWORD_REQUIRED in member.get("/account/confirm").text


def test_giving_the_password_again_proves_who_one_is(
    app: Flask, member: FlaskClient, submit: Callable[..., TestResponse], set_back: Callable[..., None]
) -> None:
    set_back(proven_at=RECENT)
    assert submit(member, "/account/confirm", current=OLD).location == "/account"
    assert is_proven(app)
    assert location_of_ending_the_others(member, submit) == "/account"


def test_giving_it_proves_nothing_of_another_browser(
    member: FlaskClient, phone: FlaskClient, submit: Callable[..., TestResponse], set_back: Callable[..., None]
) -> None:
    set_back(proven_at=RECENT)
    submit(member, "/account/confirm", current=OLD)
    assert location_of_ending_the_others(phone, submit).startswith("/account/confirm")
    assert member.get("/account").status_code == 200


@pytest.mark.parametrize("typed", ["", "wrong horse battery", OLD.upper()], ids=["nothing", "wrong", "other case"])
def test_giving_the_wrong_password_proves_nothing(
    app: Flask, member: FlaskClient, submit: Callable[..., TestResponse], set_back: Callable[..., None], typed: str
) -> None:
    set_back(proven_at=RECENT)
    assert submit(member, "/account/confirm", current=typed).status_code == 200
    assert not is_proven(app)
    assert location_of_ending_the_others(member, submit).startswith("/account/confirm")


def test_another_members_password_proves_nothing(
    app: Flask,
    member: FlaskClient,
    add_user: Callable[..., int],
    submit: Callable[..., TestResponse],
    set_back: Callable[..., None],
) -> None:
    add_user("grace@example.com", NEW)
    set_back(proven_at=RECENT)
    response = submit(member, "/account/confirm", current=NEW, email="grace@example.com")
    assert messages.PASSWORD_WRONG in response.text
    assert not is_proven(app)


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/account/password", "/account/password"),
        ("//evil.example", "/account"),
        ("https://evil.example", "/account"),
        ("/\\evil.example", "/account"),
        ("/account/sessions/end-others", "/account"),
    ],
)
def test_confirming_leads_to_the_page_first_asked_for_and_nowhere_else(
    member: FlaskClient, submit: Callable[..., TestResponse], target: str, location: str
) -> None:
    assert submit(member, f"/account/confirm?next={target}", current=OLD).location == location


def test_a_new_password_proves_who_one_is(
    app: Flask, member: FlaskClient, submit: Callable[..., TestResponse], set_back: Callable[..., None]
) -> None:
    set_back(proven_at=RECENT)
    submit(member, "/account/password", current=OLD, password=NEW, confirm=NEW)
    assert is_proven(app)


@pytest.mark.parametrize(("letters", "sentence"), [(128, messages.PASSWORD_WRONG), (129, messages.PASSWORD_TOO_LONG)])
def test_a_password_is_measured_in_letters_however_a_keyboard_sends_them(
    member: FlaskClient, submit: Callable[..., TestResponse], letters: int, sentence: str
) -> None:
    typed = unicodedata.normalize("NFD", "é" * letters)
    assert sentence in submit(member, "/account/confirm", current=typed).text
