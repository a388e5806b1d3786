"""What each act tells the person, in which colour, and where it leads."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import messages

ADA, PASSWORD, NEW = "ada@example.com", "correct horse battery", "staple of many colours"
#: Its path, where its form is, what is typed, what is told, and where it leads.
VISITORS_ACTS = [
    ("/register", None, {"email": "grace@example.com", "confirm": PASSWORD}, messages.REGISTERED, "/account"),
    ("/login", None, {"email": ADA}, messages.LOGGED_IN, "/account"),
]
MEMBERS_ACTS = [
    (
        "/account/password",
        None,
        {"current": PASSWORD, "password": NEW, "confirm": NEW},
        messages.PASSWORD_CHANGED,
        "/account",
    ),
    ("/account/delete", None, {"current": PASSWORD}, messages.ACCOUNT_DELETED, "/login"),
    ("/account/sessions/end-others", "/account", {}, messages.OTHERS_ENDED, "/account"),
    ("/account/sessions/2/end", "/account", {}, messages.SESSION_ENDED, "/account"),
    ("/logout", "/account", {}, messages.LOGGED_OUT, "/login"),
]


def told(browser: FlaskClient) -> list[tuple[str, str]]:
    """What the next page will tell, each with its colour."""
    with browser.session_transaction() as session:
        return session.get("_flashes", [])


def assert_told_and_led_on(browser: FlaskClient, response: TestResponse, sentence: str, target: str) -> None:
    assert (response.status_code, response.location) == (302, target)
    assert told(browser) == [("success", sentence)]


@pytest.mark.parametrize(("path", "form_at", "fields", "sentence", "target"), VISITORS_ACTS)
def test_a_visitor_is_told_what_was_done_and_led_on(  # noqa: PLR0913, PLR0917 -- the table's own columns
    client: FlaskClient,
    add_user: Callable[..., int],
    submit: Callable[..., TestResponse],
    path: str,
    form_at: str | None,
    fields: dict[str, str],
    sentence: str,
    target: str,
) -> None:
    add_user(ADA, PASSWORD)
    response = submit(client, path, form_at=form_at, password=PASSWORD, **fields)
    assert_told_and_led_on(client, response, sentence, target)


@pytest.mark.parametrize(("path", "form_at", "fields", "sentence", "target"), MEMBERS_ACTS)
def test_a_member_is_told_what_was_done_and_led_on(  # noqa: PLR0913, PLR0917 -- likewise
    member: FlaskClient,
    log_in: Callable[..., FlaskClient],
    submit: Callable[..., TestResponse],
    path: str,
    form_at: str | None,
    fields: dict[str, str],
    sentence: str,
    target: str,
) -> None:
    log_in()
    response = submit(member, path, form_at=form_at, **fields)
    assert_told_and_led_on(member, response, sentence, target)


def test_a_login_that_had_ended_already_is_told_of_and_is_no_success(
    member: FlaskClient, submit: Callable[..., TestResponse]
) -> None:
    response = submit(member, "/account/sessions/999/end", form_at="/account")
    assert (response.status_code, response.location) == (302, "/account")
    assert told(member) == [("info", messages.SESSION_GONE)]


def test_a_confirmed_password_is_told_nothing_about(member: FlaskClient, submit: Callable[..., TestResponse]) -> None:
    response = submit(member, "/account/confirm", current=PASSWORD)
    assert (response.status_code, response.location) == (302, "/account")
    assert told(member) == []
