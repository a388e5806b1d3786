"""Deleting an account: the password is asked, and everything of it goes."""

from collections.abc import Callable
from threading import Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.security import check_password_hash
from werkzeug.test import TestResponse

from app import accounts, messages
from app.extensions import db
from app.models import LoginSession, Overtaken, User

PASSWORD, NEW = "correct horse battery", "staple of many colours"


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


@pytest.mark.parametrize(
    ("path", "form_at", "fields"),
    [
        ("/account/password", None, {"current": PASSWORD, "password": NEW, "confirm": NEW}),
        ("/account/sessions/end-others", "/account", {}),
    ],
    ids=["the password is changed", "every other login is ended"],
)
def test_whoever_loses_the_login_while_the_password_is_hashed_deletes_nothing(  # noqa: PLR0913, PLR0917 -- fixtures, and the table's own columns
    member: FlaskClient,
    log_in: Callable[..., FlaskClient],
    submit: Callable[..., TestResponse],
    left: Callable[[], tuple[list[str], int]],
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    form_at: str | None,
    fields: dict[str, str],
) -> None:
    thief, answers = log_in(), []

    def meanwhile() -> None:
        answers.append(submit(member, path, form_at=form_at, **fields).status_code)

    def late(stored: str, password: str) -> bool:
        monkeypatch.setattr("app.accounts.check_password_hash", check_password_hash)
        other = Thread(target=meanwhile)  # a request within another would share its context
        other.start()
        other.join()
        return check_password_hash(stored, password)

    monkeypatch.setattr("app.accounts.check_password_hash", late)
    response = submit(thief, "/account/delete", current=PASSWORD)
    assert answers == [302]
    assert (response.status_code, messages.ERRORS[409][1] in response.text) == (409, True)
    assert left() == (["ada@example.com"], 1)
    assert [browser.get("/account").status_code for browser in (member, thief)] == [200, 302]


def test_whose_account_was_changed_or_deleted_meanwhile_is_said_and_not_deleted(
    app: Flask, add_user: Callable[..., int], left: Callable[[], tuple[list[str], int]]
) -> None:
    add_user()
    for meanwhile in (db.update(User).values(credentials_version=7), db.delete(User)):
        with app.app_context():
            user = accounts.find("ada@example.com")
            assert user
            db.session.execute(meanwhile.execution_options(synchronize_session=False))
            with pytest.raises(Overtaken, match=r"^ada@example\.com$"):
                accounts.delete(user)
            db.session.rollback()
    assert left() == (["ada@example.com"], 0)
