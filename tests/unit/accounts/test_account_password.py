"""Changing the password: the current one is asked, and the logins elsewhere end."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import accounts, messages

OLD, NEW = "correct horse battery", "staple of many colours"


@pytest.fixture
def opens(app: Flask) -> Callable[..., bool]:
    """Whether a password is the one of an account."""

    def matches(password: str, email: str = "ada@example.com") -> bool:
        with app.app_context():
            return accounts.authenticate(email, password) is not None

    return matches


def test_the_new_password_opens_the_account_and_the_old_one_does_not(
    member: FlaskClient, submit: Callable[..., TestResponse], opens: Callable[..., bool]
) -> None:
    response = submit(member, "/account/password", current=OLD, password=NEW, confirm=NEW)
    assert (response.status_code, response.location) == (302, "/account")
    assert messages.PASSWORD_CHANGED in member.get("/account").text
    assert (opens(NEW), opens(OLD)) == (True, False)


def test_a_new_password_ends_the_other_logins_and_leaves_this_one_and_other_people(
    member: FlaskClient,
    add_user: Callable[..., int],
    log_in: Callable[..., FlaskClient],
    submit: Callable[..., TestResponse],
) -> None:
    add_user("grace@example.com")
    phone, grace = log_in(), log_in("grace@example.com")
    submit(member, "/account/password", current=OLD, password=NEW, confirm=NEW)
    assert [browser.get("/account").status_code for browser in (member, phone, grace)] == [200, 302, 200]


def test_a_new_password_changes_nobody_elses(
    member: FlaskClient, add_user: Callable[..., int], submit: Callable[..., TestResponse], opens: Callable[..., bool]
) -> None:
    add_user("grace@example.com", OLD)
    submit(member, "/account/password", current=OLD, password=NEW, confirm=NEW)
    assert (opens(OLD, "grace@example.com"), opens(NEW, "grace@example.com")) == (True, False)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        pytest.param({"current": "wrong horse battery"}, ("current", messages.PASSWORD_WRONG), id="wrong current"),
        pytest.param({"current": ""}, ("current", messages.CURRENT_MISSING), id="no current"),
        pytest.param({"current": "x" * 129}, ("current", messages.PASSWORD_TOO_LONG), id="current of 129 characters"),
        pytest.param({"password": "", "confirm": ""}, ("password", messages.PASSWORD_MISSING), id="no new one"),
        pytest.param({"password": "qzvkxwj"}, ("password", messages.PASSWORD_TOO_SHORT), id="new one too short"),
        pytest.param({"password": "x" * 129}, ("password", messages.PASSWORD_TOO_LONG), id="new one too long"),
        pytest.param({"password": "password1"}, ("password", messages.PASSWORD_COMMON), id="new one common"),
        pytest.param({"password": "Ada@Example.com"}, ("password", messages.PASSWORD_IS_EMAIL), id="new one the email"),
        pytest.param({"confirm": ""}, ("confirm", messages.CONFIRM_MISSING), id="not given twice"),
        pytest.param({"confirm": OLD}, ("confirm", messages.PASSWORDS_DIFFER), id="given twice and different"),
    ],
)
def test_a_form_with_a_mistake_changes_nothing(
    member: FlaskClient,
    log_in: Callable[..., FlaskClient],
    submit: Callable[..., TestResponse],
    changes: dict[str, str],
    complaint: tuple[str, str],
) -> None:
    phone = log_in()
    response = submit(member, "/account/password", **({"current": OLD, "password": NEW, "confirm": NEW} | changes))
    assert response.status_code == 200
    assert f'id="{complaint[0]}-error">{complaint[1]}<' in response.text
    assert phone.get("/account").status_code == 200
    assert log_in(password=OLD)


def test_no_password_comes_back_with_the_form(member: FlaskClient, submit: Callable[..., TestResponse]) -> None:
    response = submit(member, "/account/password", current="wrong horse battery", password=NEW, confirm=NEW)
    assert messages.PASSWORD_WRONG in response.text
    assert NEW not in response.text
    assert "wrong horse battery" not in response.text
