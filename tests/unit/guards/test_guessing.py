"""How often a password may be tried, by whom and for whom."""

import time
from collections.abc import Callable
from unittest.mock import Mock

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import InternalError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from werkzeug.test import TestResponse

from app import accounts, guessing
from app.config import DEFAULTS
from app.guessing import TooManyAttempts
from app.models import User
from app.signals import attempts_limited

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
            except TooManyAttempts:
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


@pytest.mark.parametrize(
    "outage",
    [
        OperationalError("SELECT", {}, Exception("gone")),
        InternalError("UPDATE", {}, Exception("may only be read")),
        NoConnectionLeft("QueuePool limit of size 5 overflow 10 reached"),
    ],
    ids=["gone", "may only be read", "no connection left"],
)
def test_what_the_database_kept_from_being_looked_at_is_no_attempt(
    app: Flask,
    add_user: Callable[..., int],
    attempt: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
    outage: SQLAlchemyError,
) -> None:
    add_user(ADA, PASSWORD)
    app.config |= {name: "3 per hour" for name in DEFAULTS if name.startswith("LIMIT_")}
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(accounts, "find", Mock(side_effect=outage))
        for _ in range(4):
            with pytest.raises(type(outage)):
                attempt(ADA, PASSWORD)
    assert [attempt(ADA, PASSWORD) for _ in range(4)] == ["right"] * 3 + ["refused"]


@pytest.mark.parametrize(
    ("reached", "told"),
    [
        (["LIMIT_PER_EMAIL", "LIMIT_PER_ADDRESS", "LIMIT_PER_EMAIL_AND_ADDRESS"], "LIMIT_PER_EMAIL_AND_ADDRESS"),
        (["LIMIT_PER_EMAIL", "LIMIT_PER_ADDRESS"], "LIMIT_PER_ADDRESS"),
        (["LIMIT_PER_EMAIL"], "LIMIT_PER_EMAIL"),
    ],
)
def test_of_several_limits_that_a_visitor_reaches_the_narrowest_is_told(
    app: Flask, attempt: Callable[..., str], reached: list[str], told: str
) -> None:
    app.config |= dict.fromkeys(reached, "1 per hour")
    limits = []

    def note(_sender: object, limit: str, **_facts: object) -> None:
        limits.append(limit)

    with attempts_limited.connected_to(note):
        assert [attempt(ADA), attempt(ADA)] == ["wrong", "refused"]
    assert limits == [told]


def test_of_both_limits_that_a_member_reaches_the_narrower_is_told(
    app: Flask, member: FlaskClient, submit: Callable[..., TestResponse]
) -> None:
    app.config |= {"LIMIT_PER_LOGIN": "1 per minute", "LIMIT_PER_MEMBER": "1 per hour"}
    submit(member, "/account/confirm", current=WRONG)
    response = submit(member, "/account/confirm", current=WRONG)
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) <= 60


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


def test_refused_guesses_use_up_no_wider_limit(
    app: Flask, add_user: Callable[..., int], attempt: Callable[..., str]
) -> None:
    app.config |= {"LIMIT_PER_EMAIL_AND_ADDRESS": "5 per hour", "LIMIT_PER_EMAIL": "10 per hour"}
    add_user(ADA, PASSWORD)
    assert [attempt(ADA) for _ in range(20)] == ["wrong"] * 5 + ["refused"] * 15
    assert attempt(ADA, PASSWORD, ELSEWHERE) == "right"
    assert [attempt(ADA, address=ELSEWHERE) for _ in range(6)] == ["wrong"] * 5 + ["refused"]


def test_a_right_password_whose_window_ends_while_it_is_hashed_is_given_back_to_no_other(
    add_user: Callable[..., int], attempt: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    add_user(ADA, PASSWORD)
    real, now = accounts.authenticate, time.time()

    def slow(email: str, password: str) -> User | None:
        monkeypatch.setattr("time.time", lambda: now + 301)
        return real(email, password)

    monkeypatch.setattr("app.accounts.authenticate", slow)
    assert attempt(ADA, PASSWORD) == "right"
    assert [attempt(ADA) for _ in range(6)] == ["wrong"] * 5 + ["refused"]


def test_right_passwords_have_a_limit_of_their_own_for_each_address(
    add_user: Callable[..., int], attempt: Callable[..., str], scrypt_costs: list[tuple[int, int, int]]
) -> None:
    add_user(ADA, PASSWORD)
    scrypt_costs.clear()
    assert [attempt(ADA, PASSWORD) for _ in range(302)] == ["right"] * 300 + ["refused"] * 2
    assert len(scrypt_costs) == 300
    assert attempt(ADA) == "refused"
    assert attempt(ADA, PASSWORD, ELSEWHERE) == "right"


def test_wrong_passwords_do_not_count_with_the_right_ones(
    app: Flask, add_user: Callable[..., int], attempt: Callable[..., str]
) -> None:
    app.config["LIMIT_RIGHT_PASSWORDS"] = "2 per hour"
    add_user(ADA, PASSWORD)
    assert [attempt(GRACE) for _ in range(7)] == ["wrong"] * 5 + ["refused"] * 2
    assert [attempt(ADA, PASSWORD) for _ in range(3)] == ["right"] * 2 + ["refused"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:ffff"),
        ("192.0.2.1", "::ffff:192.0.2.1"),
        ("192.0.2.1:40001", "192.0.2.1:40002"),
        ("192.0.2.1:40001", "192.0.2.1"),
        ("[2001:db8:0:1::1]:40001", "2001:db8:0:1::2"),
        ("", ""),
        ("unix:", "unix:"),
    ],
    ids=[
        "one /64",
        "IPv4 written as IPv6",
        "two ports",
        "with a port and without",
        "one /64, with a port and without",
        "no address",
        "an address of another kind",
    ],
)
def test_two_addresses_of_one_client_are_one(attempt: Callable[..., str], first: str, second: str) -> None:
    assert [attempt(ADA, address=first) for _ in range(5)] == ["wrong"] * 5
    assert attempt(ADA, address=second) == "refused"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2001:db8:0:1::1", "2001:db8:0:2::1"),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2"),
        ("192.0.2.1", "192.0.2.2"),
        ("192.0.2.1:40001", "192.0.2.2:40001"),
        ("2001:db8:0:1::1:443", "2001:db8:0:2::1:443"),
    ],
    ids=["another /64", "another IPv4 written as IPv6", "another IPv4", "another with a port", "what is no port"],
)
def test_two_clients_are_two(attempt: Callable[..., str], first: str, second: str) -> None:
    assert [attempt(ADA, address=first) for _ in range(6)] == ["wrong"] * 5 + ["refused"]
    assert attempt(ADA, address=second) == "wrong"


@pytest.mark.parametrize("path", ["/account/password", "/account/confirm", "/account/delete"])
def test_a_members_page_asks_for_five_passwords_and_hashes_no_more(
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


def test_all_pages_that_ask_a_member_for_the_password_share_one_count(
    member: FlaskClient, submit: Callable[..., TestResponse]
) -> None:
    paths = ["/account/password", "/account/confirm", "/account/delete", "/account/confirm", "/account/delete"]
    for path in paths:
        submit(member, path, current=WRONG, password="staple of many", confirm="staple of many")
    assert submit(member, "/account/confirm", current=PASSWORD).status_code == 429


@pytest.mark.parametrize("first", ["visitors", "member"])
def test_tries_of_a_member_who_is_in_and_of_visitors_do_not_count_for_each_other(
    app: Flask, member: FlaskClient, submit: Callable[..., TestResponse], first: str
) -> None:
    def outside() -> int:
        return submit(app.test_client(), "/login", email=ADA, password=WRONG).status_code

    def inside() -> int:
        return submit(member, "/account/confirm", current=WRONG).status_code

    app.config |= {name: "3 per hour" for name in DEFAULTS if name.startswith("LIMIT_PER_")}
    for guess in (outside, inside) if first == "visitors" else (inside, outside):
        assert [guess() for _ in range(4)] == [200, 200, 200, 429]


def test_each_login_of_a_member_has_a_count_of_its_own_and_all_have_one_together(
    app: Flask, member: FlaskClient, log_in: Callable[..., FlaskClient], submit: Callable[..., TestResponse]
) -> None:
    app.config |= {"LIMIT_PER_LOGIN": "2 per hour", "LIMIT_PER_MEMBER": "5 per hour"}
    for client, expected in ((member, [200, 200, 429]), (log_in(), [200, 200, 429]), (log_in(), [200, 429])):
        assert [submit(client, "/account/confirm", current=WRONG).status_code for _ in expected] == expected


def test_right_passwords_of_a_member_who_is_in_are_limited_too(
    app: Flask, member: FlaskClient, submit: Callable[..., TestResponse]
) -> None:
    app.config["LIMIT_RIGHT_PASSWORDS"] = "3 per hour"
    answers = [submit(member, "/account/confirm", current=PASSWORD).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 429]


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


def test_forms_for_registering_that_ask_nothing_are_not_counted(
    app: Flask, member: FlaskClient, submit: Callable[..., TestResponse]
) -> None:
    app.config["LIMIT_REGISTRATIONS"] = "1 per hour"
    typed = {"email": GRACE, "password": PASSWORD, "confirm": PASSWORD}
    stranger = app.test_client()
    for _ in range(3):
        assert stranger.post("/register", data=typed).status_code == 400
        assert submit(member, "/register", form_at="/account", **typed).location == "/account"
        assert submit(stranger, "/register", **typed | {"confirm": WRONG}).status_code == 200
    assert submit(stranger, "/register", **typed).status_code == 302


def test_one_members_tries_are_not_counted_for_another(
    app: Flask,
    member: FlaskClient,
    add_user: Callable[..., int],
    log_in: Callable[..., FlaskClient],
    submit: Callable[..., TestResponse],
) -> None:
    app.config |= {"LIMIT_PER_MEMBER": "1 per hour", "LIMIT_RIGHT_PASSWORDS": "2 per hour"}
    add_user(GRACE)
    grace = log_in(GRACE)
    for password, status in ((WRONG, 200), (PASSWORD, 429)):
        assert submit(member, "/account/confirm", current=password).status_code == status
    for password, status in ((PASSWORD, 302), (WRONG, 200), (PASSWORD, 429)):
        assert submit(grace, "/account/confirm", current=password).status_code == status


def test_right_passwords_of_one_member_are_not_counted_for_another(
    app: Flask,
    member: FlaskClient,
    add_user: Callable[..., int],
    log_in: Callable[..., FlaskClient],
    submit: Callable[..., TestResponse],
) -> None:
    app.config["LIMIT_RIGHT_PASSWORDS"] = "1 per hour"
    add_user(GRACE)
    with app.test_request_context():
        app.extensions["counters"].own.reset()
    grace = log_in(GRACE)
    for browser in (member, grace):
        answers = [submit(browser, "/account/confirm", current=PASSWORD).status_code for _ in range(2)]
        assert answers == [302, 429]


def test_who_registers_often_keeps_no_other_address_from_it(app: Flask) -> None:
    app.config["LIMIT_REGISTRATIONS"] = "1 per hour"
    refused = []
    for address in (HERE, HERE, ELSEWHERE):
        with app.test_request_context("/register", environ_base={"REMOTE_ADDR": address}):
            try:
                guessing.count_registration(ADA)
                refused.append(False)
            except TooManyAttempts:
                refused.append(True)
    assert refused == [False, True, False]
