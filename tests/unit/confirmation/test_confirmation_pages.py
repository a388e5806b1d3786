"""Confirming an address, and who may."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import accounts
from app.confirmation import addresses, messages
from app.extensions import db
from app.mail.models import Mail
from app.messages import PASSWORD_WRONG

ADA, PASSWORD = "ada@example.com", "correct horse battery"


def outbox(app: Flask) -> list[tuple[str, str]]:
    """The kind and the recipient of each mail."""
    with app.app_context():
        return [(mail.kind, mail.recipient) for mail in db.session.scalars(db.select(Mail).order_by(Mail.id))]


def test_whoever_registers_is_mailed_a_link_and_asked(
    app: Flask, registered: FlaskClient, is_asked: Callable[..., bool], confirmed: Callable[[], list[int]]
) -> None:
    assert outbox(app) == [("confirmation", ADA)]
    assert is_asked(registered)
    assert confirmed() == []


def test_whoever_registers_an_address_again_and_again_is_let_in_and_after_five_times_no_mail_goes_there(
    app: Flask, submit: Callable[..., TestResponse]
) -> None:
    mailed = []
    for _ in range(6):
        browser = app.test_client()
        submit(browser, "/register", email=ADA, password=PASSWORD, confirm=PASSWORD)
        mailed.append(outbox(app))
        assert submit(browser, "/account/delete", current=PASSWORD).status_code == 302
    assert mailed == [[("confirmation", ADA)]] * 5 + [[]]
    submit(app.test_client(), "/register", email="grace@example.com", password=PASSWORD, confirm=PASSWORD)
    assert outbox(app) == [("confirmation", "grace@example.com")]


def test_what_else_was_mailed_to_an_address_keeps_no_link_from_whoever_registers(
    app: Flask, submit: Callable[..., TestResponse]
) -> None:
    for _ in range(5):
        submit(app.test_client(), "/recovery", email=ADA)
    submit(app.test_client(), "/register", email=ADA, password=PASSWORD, confirm=PASSWORD)
    assert ("confirmation", ADA) in outbox(app)


def test_registering_that_fails_mails_nothing(
    app: Flask, registered: FlaskClient, submit: Callable[..., TestResponse]
) -> None:
    assert registered
    submit(app.test_client(), "/register", email=ADA, password=PASSWORD, confirm=PASSWORD)
    assert outbox(app) == [("confirmation", ADA)]


def test_its_member_confirms_with_a_button_where_they_are_logged_in(  # noqa: PLR0913, PLR0917 -- fixtures
    app: Flask,
    registered: FlaskClient,
    link: Callable[..., str],
    submit: Callable[..., TestResponse],
    confirmed: Callable[[], list[int]],
    is_asked: Callable[..., bool],
) -> None:
    page = registered.get(link(), follow_redirects=True)
    assert page.request.path == "/confirmation"
    assert 'type="password"' not in page.text
    assert ADA in page.text
    answer = submit(registered, "/confirmation")
    assert (answer.status_code, confirmed()) == (302, [1])
    assert messages.CONFIRMED in registered.get("/account").text
    assert not is_asked(registered)
    assert outbox(app) == []


@pytest.mark.parametrize("current", [None, PASSWORD], ids=["logged in", "elsewhere"])
def test_the_row_of_the_user_is_taken_before_that_of_the_link(  # noqa: PLR0913, PLR0917 -- fixtures, and the table's column
    app: Flask,
    registered: FlaskClient,
    link: Callable[..., str],
    submit: Callable[..., TestResponse],
    taken: list[str],
    current: str | None,
) -> None:
    browser = app.test_client() if current else registered
    browser.get(link())
    taken.clear()
    assert submit(browser, "/confirmation", **({"current": current} if current else {})).status_code == 302
    assert taken[:2] == ["user", "mail"]


def test_opening_a_link_confirms_nothing(
    app: Flask, registered: FlaskClient, link: Callable[..., str], confirmed: Callable[[], list[int]]
) -> None:
    for browser in (registered, app.test_client()):
        for method in ("HEAD", "GET"):
            browser.open(link(), method=method, follow_redirects=True)
            browser.open("/confirmation", method=method)
    assert confirmed() == []
    assert outbox(app) == [("confirmation", ADA)]


@pytest.mark.parametrize(("password", "ids"), [(PASSWORD, [1]), ("another horse battery", []), ("", [])])
def test_elsewhere_it_takes_the_password(  # noqa: PLR0913, PLR0917 -- fixtures, and the table's columns
    app: Flask,
    registered: FlaskClient,
    link: Callable[..., str],
    submit: Callable[..., TestResponse],
    confirmed: Callable[[], list[int]],
    password: str,
    ids: list[int],
) -> None:
    assert registered
    elsewhere = app.test_client()
    elsewhere.get(link())
    answer = submit(elsewhere, "/confirmation", current=password)
    assert confirmed() == ids
    assert (PASSWORD_WRONG in answer.text) == (password.startswith("another"))
    assert elsewhere.get("/account").status_code == 302


def test_the_browser_of_another_member_asks_for_the_password_of_the_links(  # noqa: PLR0913, PLR0917 -- fixtures
    add_user: Callable[..., int],
    log_in: Callable[..., FlaskClient],
    registered: FlaskClient,
    link: Callable[..., str],
    submit: Callable[..., TestResponse],
    confirmed: Callable[[], list[int]],
) -> None:
    assert registered
    add_user("grace@example.com", "grace keeps this one")
    grace = log_in("grace@example.com", "grace keeps this one")
    grace.get(link())
    assert PASSWORD_WRONG in submit(grace, "/confirmation", current="grace keeps this one").text
    assert confirmed() == []
    submit(grace, "/confirmation", current=PASSWORD)
    assert confirmed() == [1]
    assert "grace@example.com" in grace.get("/account").text


def test_a_login_elsewhere_asks_until_the_address_is_confirmed(
    registered: FlaskClient,
    log_in: Callable[..., FlaskClient],
    link: Callable[..., str],
    submit: Callable[..., TestResponse],
    is_asked: Callable[..., bool],
) -> None:
    before = log_in()
    assert is_asked(before)
    registered.get(link())
    submit(registered, "/confirmation")
    assert not is_asked(before)
    assert not is_asked(log_in())


def test_a_login_with_a_confirmed_address_has_no_page_ask_for_it(
    registered: FlaskClient,
    log_in: Callable[..., FlaskClient],
    link: Callable[..., str],
    submit: Callable[..., TestResponse],
    queries: list[str],
) -> None:
    registered.get(link())
    submit(registered, "/confirmation")
    for browser in (registered, log_in()):
        queries.clear()
        assert browser.get("/account").status_code == 200
        assert queries
        assert not [query for query in queries if "FROM confirmation" in query]


def test_another_link_takes_the_place_of_the_first(
    app: Flask, registered: FlaskClient, link: Callable[..., str], submit: Callable[..., TestResponse]
) -> None:
    first = link()
    answer = submit(registered, "/confirmation/again", form_at="/account/password")
    assert answer.location == "/account"
    assert messages.MAILED.format(email=ADA) in registered.get("/account").text
    assert outbox(app) == [("confirmation", ADA)]
    assert link() != first
    registered.get(first)
    assert registered.get("/confirmation").status_code == 302


def test_whoever_is_confirmed_already_can_be_confirmed_again(
    app: Flask, registered: FlaskClient, confirmed: Callable[[], list[int]]
) -> None:
    assert registered
    with app.test_request_context():
        user = accounts.find(ADA)
        assert user
        for _ in range(2):
            addresses.confirm(user)
            db.session.commit()
    assert confirmed() == [1]


def test_a_confirmation_goes_with_its_account(
    app: Flask, registered: FlaskClient, confirmed: Callable[[], list[int]], submit: Callable[..., TestResponse]
) -> None:
    with app.test_request_context():
        user = accounts.find(ADA)
        assert user
        addresses.confirm(user)
        db.session.commit()
    submit(registered, "/account/delete", current=PASSWORD)
    assert confirmed() == []


def test_without_its_token_a_form_confirms_nothing(
    registered: FlaskClient, link: Callable[..., str], confirmed: Callable[[], list[int]]
) -> None:
    registered.get(link())
    assert registered.post("/confirmation").status_code == 400
    assert confirmed() == []


def test_the_password_is_hashed_with_nothing_held(
    app: Flask, registered: FlaskClient, link: Callable[..., str], submit: Callable[..., TestResponse], held: list[int]
) -> None:
    assert registered
    app.config["PASSWORD_HASH_METHOD"] = "scrypt:256:8:1"
    elsewhere = app.test_client()
    elsewhere.get(link())
    held.clear()
    assert submit(elsewhere, "/confirmation", current=PASSWORD).status_code == 302
    assert held == [0, 0]
