"""How often a password may be tried, by whom and for whom."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_limiter import RateLimitExceeded
from werkzeug.test import TestResponse

from app import guessing

PASSWORD, WRONG = "correct horse battery", "wrong horse battery"
ADA, GRACE, NOBODY = "ada@example.com", "grace@example.com", "nobody@example.com"
HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def attempt(app: Flask) -> Callable[..., str]:
    """Try a password for an email address, and tell whether it was "right", "wrong" or "refused"."""

    def tried(email: str, password: str = WRONG, address: str = HERE) -> str:
        environ = {"REMOTE_ADDR": address}
        with app.test_request_context("/login", method="POST", data={"email": email}, environ_base=environ):
            try:
                return "right" if guessing.authenticate(email, password) else "wrong"
            except RateLimitExceeded:
                return "refused"

    return tried


@pytest.mark.parametrize("email", [ADA, NOBODY], ids=["known", "unknown"])
def test_the_sixth_wrong_password_is_refused_whoevers_email_it_is(
    add_user: Callable[..., int], attempt: Callable[..., str], email: str
) -> None:
    add_user(ADA, PASSWORD)
    assert [attempt(email) for _ in range(7)] == ["wrong"] * 5 + ["refused"] * 2


@pytest.mark.parametrize("password", [WRONG, PASSWORD], ids=["wrong", "right"])
def test_what_is_refused_is_not_hashed(
    add_user: Callable[..., int],
    attempt: Callable[..., str],
    scrypt_costs: list[tuple[int, int, int]],
    password: str,
) -> None:
    add_user(ADA, PASSWORD)
    scrypt_costs.clear()
    for _ in range(5):
        attempt(ADA)
    assert len(scrypt_costs) == 5
    assert attempt(ADA, password) == "refused"
    assert len(scrypt_costs) == 5


def test_right_passwords_are_taken_back_and_wrong_ones_are_not(
    add_user: Callable[..., int], attempt: Callable[..., str]
) -> None:
    add_user(ADA, PASSWORD)
    assert [attempt(ADA) for _ in range(4)] == ["wrong"] * 4
    assert [attempt(ADA, PASSWORD) for _ in range(10)] == ["right"] * 10
    assert [attempt(ADA), attempt(ADA)] == ["wrong", "refused"]


@pytest.mark.parametrize("setting", ["LIMIT_PER_ADDRESS", "LIMIT_PER_EMAIL"])
def test_right_passwords_are_taken_back_from_every_count(
    app: Flask, add_user: Callable[..., int], attempt: Callable[..., str], setting: str
) -> None:
    app.config[setting] = "3 per hour"
    add_user(ADA, PASSWORD)
    assert [attempt(ADA, PASSWORD) for _ in range(5)] == ["right"] * 5
    assert [attempt(ADA) for _ in range(4)] == ["wrong"] * 3 + ["refused"]


@pytest.mark.parametrize("spelling", ["ADA@EXAMPLE.COM", "Ada@Example.com", "  ada@example.com\t"], ids=ascii)
def test_an_email_is_the_same_in_any_spelling(attempt: Callable[..., str], spelling: str) -> None:
    for _ in range(5):
        attempt(ADA)
    assert attempt(spelling) == "refused"


def test_who_guesses_one_members_password_keeps_nobody_else_out(
    add_user: Callable[..., int], attempt: Callable[..., str]
) -> None:
    add_user(ADA, PASSWORD)
    add_user(GRACE, PASSWORD)
    for _ in range(6):
        attempt(ADA)
    assert attempt(ADA, PASSWORD) == "refused"
    assert attempt(ADA, PASSWORD, ELSEWHERE) == "right"
    assert attempt(GRACE, PASSWORD) == "right"


def test_one_address_that_tries_many_emails_is_refused_and_others_are_not(
    app: Flask, attempt: Callable[..., str]
) -> None:
    app.config["LIMIT_PER_ADDRESS"] = "3 per 5 minutes"
    emails = [f"{name}@example.com" for name in ("ada", "grace", "edith", "joan")]
    assert [attempt(email) for email in emails] == ["wrong"] * 3 + ["refused"]
    assert attempt("joan@example.com", address=ELSEWHERE) == "wrong"


def test_one_email_that_many_addresses_try_is_refused_and_others_are_not(
    app: Flask, attempt: Callable[..., str]
) -> None:
    app.config["LIMIT_PER_EMAIL"] = "3 per hour"
    assert [attempt(ADA, address=f"192.0.2.{n}") for n in range(1, 5)] == ["wrong"] * 3 + ["refused"]
    assert attempt(GRACE, address="192.0.2.4") == "wrong"


@pytest.mark.parametrize("path", ["/account/password", "/account/confirm", "/account/delete"])
def test_on_a_members_page_their_own_email_is_what_counts_whatever_the_form_says(
    member: FlaskClient,
    submit: Callable[..., TestResponse],
    scrypt_costs: list[tuple[int, int, int]],
    path: str,
) -> None:
    new = {"password": "staple of many colours", "confirm": "staple of many colours"}
    for n in range(5):
        assert submit(member, path, current=WRONG, email=f"other{n}@example.com", **new).status_code == 200
    scrypt_costs.clear()
    assert submit(member, path, current=PASSWORD, email="other@example.com", **new).status_code == 429
    assert scrypt_costs == []
    assert member.get("/account").status_code == 200


def test_all_pages_that_ask_for_a_password_share_one_count(
    app: Flask, member: FlaskClient, submit: Callable[..., TestResponse]
) -> None:
    for path in ("/account/password", "/account/confirm", "/account/delete"):
        submit(member, path, current=WRONG, password="staple of many", confirm="staple of many")
    for _ in range(2):
        submit(app.test_client(), "/login", email=ADA, password=WRONG)
    assert submit(app.test_client(), "/login", email="ADA@example.com", password=PASSWORD).status_code == 429
    assert submit(member, "/account/confirm", current=PASSWORD).status_code == 429


def test_a_form_that_asks_nothing_is_not_counted(client: FlaskClient, submit: Callable[..., TestResponse]) -> None:
    for _ in range(10):
        assert submit(client, "/login", email=ADA, password="").status_code == 200
    assert submit(client, "/login", email=ADA, password=WRONG).status_code == 200
    assert client.get("/login").status_code == 200


def test_registering_is_limited_and_looking_at_the_form_is_not(
    app: Flask, submit: Callable[..., TestResponse], scrypt_costs: list[tuple[int, int, int]]
) -> None:
    app.config["LIMIT_REGISTRATIONS"] = "2 per hour"
    typed = {"password": PASSWORD, "confirm": PASSWORD}
    answers = [submit(app.test_client(), "/register", email=f"{n}@example.com", **typed) for n in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert len(scrypt_costs) == 2
    assert app.test_client().get("/register").status_code == 200
