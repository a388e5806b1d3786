"""The member's own page: where they are logged in, and logging out there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import messages
from app.extensions import db
from app.models import LoginSession, User

ADA, GRACE = "ada@example.com", "grace@example.com"


@pytest.fixture
def ids(app: Flask) -> Callable[..., list[int]]:
    """The login sessions of somebody, the oldest first."""

    def of(email: str = ADA) -> list[int]:
        with app.app_context():
            query = db.select(LoginSession.id).join(User).where(User.email == email)
            return list(db.session.scalars(query.order_by(LoginSession.id)))

    return of


@pytest.fixture
def phone(member: FlaskClient, log_in: Callable[..., FlaskClient]) -> FlaskClient:
    """Another browser in which Ada is logged in."""
    assert member
    return log_in()


@pytest.fixture
def grace(add_user: Callable[..., int], log_in: Callable[..., FlaskClient]) -> FlaskClient:
    """The browser in which Grace is logged in."""
    add_user(GRACE)
    return log_in(GRACE)


def test_the_page_lists_every_login_and_marks_this_one(
    app: Flask, member: FlaskClient, phone: FlaskClient, grace: FlaskClient
) -> None:
    with app.app_context():
        logins = db.session.scalars(db.select(LoginSession).order_by(LoginSession.id))
        names = [("Chrome", "Linux"), ("Firefox", "Windows"), ("", "")]
        for login, (browser, system) in zip(logins, names, strict=True):
            login.browser, login.system = browser, system
        db.session.commit()
    for browser, here in ((member, "Chrome on Linux"), (phone, "Firefox on Windows")):
        items = [item.partition("</li>")[0] for item in browser.get("/account").text.split("<li>")[1:]]
        assert sorted(item.partition("<strong>")[2].partition("<")[0] for item in items) == [
            "Chrome on Linux",
            "Firefox on Windows",
        ]
        assert [f"<strong>{here}</strong>" in item for item in items if "This device" in item] == [True]
        assert ["/end" in item for item in items if "This device" in item] == [False]
    assert grace.get("/account").text.count("<li>") == 1


@pytest.mark.usefixtures("phone")
def test_a_login_that_is_over_is_not_listed(
    app: Flask, member: FlaskClient, ids: Callable[..., list[int]], set_back: Callable[..., None]
) -> None:
    assert member.get("/account").text.count("<li>") == 2
    set_back(seen_at=timedelta(minutes=59))
    assert member.get("/account").text.count("<li>") == 2
    with app.app_context():
        db.session.get_one(LoginSession, ids()[1]).seen_at -= timedelta(minutes=1)
        db.session.commit()
    assert member.get("/account").text.count("<li>") == 1


@pytest.mark.usefixtures("phone")
def test_a_login_from_before_the_credentials_were_changed_is_not_listed(
    app: Flask, member: FlaskClient, ids: Callable[..., list[int]]
) -> None:
    with app.app_context():
        db.session.get_one(LoginSession, ids()[1]).credentials_version -= 1
        db.session.commit()
    assert member.get("/account").text.count("<li>") == 1


def test_only_who_is_logged_in_elsewhere_is_offered_to_log_out_there(
    member: FlaskClient, log_in: Callable[..., FlaskClient]
) -> None:
    assert "/account/sessions/end-others" not in member.get("/account").text
    log_in()
    assert "/account/sessions/end-others" in member.get("/account").text


def test_a_member_ends_a_login_elsewhere(
    member: FlaskClient, phone: FlaskClient, ids: Callable[..., list[int]], submit: Callable[..., TestResponse]
) -> None:
    response = submit(member, f"/account/sessions/{ids()[1]}/end", form_at="/account")
    assert (response.status_code, response.location) == (302, "/account")
    assert messages.SESSION_ENDED in member.get("/account").text
    assert phone.get("/account").status_code == 302


def test_a_member_who_ends_the_login_of_this_browser_is_logged_out(
    member: FlaskClient, phone: FlaskClient, ids: Callable[..., list[int]], submit: Callable[..., TestResponse]
) -> None:
    submit(member, f"/account/sessions/{ids()[0]}/end", form_at="/account")
    assert [browser.get("/account").status_code for browser in (member, phone)] == [302, 200]


def test_a_members_page_answers_a_foreign_login_as_one_that_there_is_not(
    member: FlaskClient, grace: FlaskClient, ids: Callable[..., list[int]], submit: Callable[..., TestResponse]
) -> None:
    answers = []
    for login_id in (*ids(GRACE), 999, 10**6, 2**31 - 1):
        response = submit(member, f"/account/sessions/{login_id}/end", form_at="/account")
        told = [sentence in member.get("/account").text for sentence in (messages.SESSION_GONE, messages.SESSION_ENDED)]
        answers.append((response.status_code, response.location, told[0]))
        assert not told[1]
    assert answers == [(302, "/account", True)] * 4
    assert [browser.get("/account").status_code for browser in (member, grace)] == [200, 200]


@pytest.mark.parametrize(
    "login_id", [2**31, 2**63, "9" * 30, "9" * 5000, "-1", "x", "1.0", ""], ids=lambda x: f"{x}"[:30]
)
def test_what_can_be_no_login_is_no_page(
    member: FlaskClient, phone: FlaskClient, submit: Callable[..., TestResponse], login_id: object
) -> None:
    assert submit(member, f"/account/sessions/{login_id}/end", form_at="/account").status_code == 404
    assert [browser.get("/account").status_code for browser in (member, phone)] == [200, 200]


def test_a_member_logs_out_everywhere_else(
    member: FlaskClient, phone: FlaskClient, grace: FlaskClient, submit: Callable[..., TestResponse]
) -> None:
    response = submit(member, "/account/sessions/end-others", form_at="/account")
    assert (response.status_code, response.location) == (302, "/account")
    assert messages.OTHERS_ENDED in member.get("/account").text
    assert [browser.get("/account").status_code for browser in (member, phone, grace)] == [200, 302, 200]


@pytest.mark.parametrize("path", ["/account/sessions/1/end", "/account/sessions/end-others"])
def test_no_login_ends_without_a_csrf_token(member: FlaskClient, phone: FlaskClient, path: str) -> None:
    assert member.post(path, headers={"Origin": "http://localhost"}).status_code == 400
    assert [browser.get("/account").status_code for browser in (member, phone)] == [200, 200]


@pytest.mark.parametrize("path", ["/account/sessions/1/end", "/account/sessions/end-others"])
def test_no_login_ends_by_get(member: FlaskClient, phone: FlaskClient, path: str) -> None:
    assert member.get(path).status_code == 405
    assert [browser.get("/account").status_code for browser in (member, phone)] == [200, 200]


def test_ending_one_login_asks_for_the_password_where_it_was_not_given_lately(
    member: FlaskClient,
    phone: FlaskClient,
    ids: Callable[..., list[int]],
    submit: Callable[..., TestResponse],
    set_back: Callable[..., None],
) -> None:
    set_back(proven_at=timedelta(minutes=15))
    response = submit(member, f"/account/sessions/{ids()[1]}/end", form_at="/account")
    assert response.location.partition("?")[0] == "/account/confirm"
    assert phone.get("/account").status_code == 200
