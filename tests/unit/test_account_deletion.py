"""Deleting an account: the password is asked, and everything of it goes."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import messages
from app.extensions import db
from app.models import LoginSession, User

PASSWORD = "correct horse battery"


@pytest.fixture
def left(app: Flask) -> Callable[[], tuple[list[str], int]]:
    """What is stored: emails, and how many login sessions."""

    def stored() -> tuple[list[str], int]:
        with app.app_context():
            return (
                list(db.session.scalars(db.select(User.email).order_by(User.id))),
                len(db.session.scalars(db.select(LoginSession.id)).all()),
            )

    return stored


@pytest.fixture
def grace(member: FlaskClient, add_user: Callable[..., int], log_in: Callable[..., FlaskClient]) -> FlaskClient:  # noqa: ARG001 -- Ada comes first
    """Grace's browser."""
    add_user("grace@example.com")
    return log_in("grace@example.com")


@pytest.mark.usefixtures("grace")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param("", messages.CURRENT_MISSING, id="nothing"),
        pytest.param("wrong horse battery", messages.PASSWORD_WRONG, id="wrong"),
        pytest.param(f"{PASSWORD} ", messages.PASSWORD_WRONG, id="a space after"),
        pytest.param("x" * 129, messages.PASSWORD_TOO_LONG, id="129 characters"),
    ],
)
def test_the_wrong_password_deletes_nothing(
    member: FlaskClient,
    submit: Callable[..., TestResponse],
    left: Callable[[], tuple[list[str], int]],
    typed: str,
    sentence: str,
) -> None:
    before = left()
    response = submit(member, "/account/delete", current=typed)
    assert response.status_code == 200
    assert f'id="current-error">{sentence}<' in response.text
    assert left() == before == (["ada@example.com", "grace@example.com"], 2)
    assert member.get("/account").status_code == 200


def test_the_right_password_deletes_all_of_this_account_and_nothing_of_another(
    member: FlaskClient,
    grace: FlaskClient,
    log_in: Callable[..., FlaskClient],
    submit: Callable[..., TestResponse],
    left: Callable[[], tuple[list[str], int]],
) -> None:
    phone = log_in()
    response = submit(member, "/account/delete", current=PASSWORD)
    assert (response.status_code, response.location) == (302, "/login")
    assert left() == (["grace@example.com"], 1)
    assert [browser.get("/account").status_code for browser in (member, phone, grace)] == [302, 302, 200]


def test_whoever_deletes_their_account_is_told_so_and_is_a_visitor(
    member: FlaskClient, submit: Callable[..., TestResponse]
) -> None:
    submit(member, "/account/delete", current=PASSWORD)
    with member.session_transaction() as session:
        assert set(session) == {"_flashes"}
    page = member.get("/login").text
    assert messages.ACCOUNT_DELETED in page
    assert "/login" in page
    assert "ada@example.com" not in page


def test_a_deleted_account_cannot_be_logged_in_to(
    member: FlaskClient, client: FlaskClient, submit: Callable[..., TestResponse]
) -> None:
    submit(member, "/account/delete", current=PASSWORD)
    response = submit(client, "/login", email="ada@example.com", password=PASSWORD)
    assert messages.INVALID_CREDENTIALS in response.text
    assert client.get("/account").status_code == 302


def test_looking_at_the_page_deletes_nothing(member: FlaskClient, left: Callable[[], tuple[list[str], int]]) -> None:
    assert member.get(f"/account/delete?current={PASSWORD}").status_code == 200
    assert left() == (["ada@example.com"], 1)


def test_nothing_is_deleted_without_a_csrf_token(
    member: FlaskClient, left: Callable[[], tuple[list[str], int]]
) -> None:
    response = member.post("/account/delete", data={"current": PASSWORD}, headers={"Origin": "http://localhost"})
    assert response.status_code == 400
    assert left() == (["ada@example.com"], 1)
