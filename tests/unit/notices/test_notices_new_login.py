"""A login in a new browser: who hears of it, and what."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import accounts, sessions
from app.extensions import db
from app.mail import letters
from app.mail.models import Mail
from app.notices import listeners, messages

ADA, PASSWORD = "ada@example.com", "correct horse battery"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
Mails = Callable[..., list[Mail]]
WINDOWS, MAC = "(Windows NT 10.0; Win64; x64)", "(Macintosh; Intel Mac OS X 10_15_7)"
ANDROID, IPHONE = "(Linux; Android 14; K)", "(iPhone; CPU iPhone OS 18_0 like Mac OS X)"
CHROME, WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0", "AppleWebKit/605.1.15 (KHTML, like Gecko)"
#: What is told of a browser, and what that browser says of itself after "Mozilla/5.0": each name of ours once at least.
CALLED = {
    "Chrome on Windows": f"{WINDOWS} {CHROME} Safari/537.36",
    "Edge on Windows": f"{WINDOWS} {CHROME} Safari/537.36 Edg/130.0.0.0",
    "Opera on Windows": f"{WINDOWS} {CHROME} Safari/537.36 OPR/115.0.0.0",
    "Chrome on Chrome OS": f"(X11; CrOS x86_64 14541.0.0) {CHROME} Safari/537.36",
    "Firefox on Linux": "(X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Firefox on Ubuntu": "(X11; Ubuntu; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Safari on Mac OS X": f"{MAC} {WEBKIT} Version/18.0 Safari/605.1.15",
    "Mobile Safari on iOS": f"{IPHONE} {WEBKIT} Version/18.0 Mobile/15E148 Safari/604.1",
    "Chrome Mobile iOS on iOS": f"{IPHONE} {WEBKIT} CriOS/130.0.0.0 Mobile/15E148 Safari/604.1",
    "Firefox iOS on iOS": f"{IPHONE} {WEBKIT} FxiOS/140.0 Mobile/15E148 Safari/605.1.15",
    "Chrome Mobile on Android": f"{ANDROID} {CHROME} Mobile Safari/537.36",
    "Chrome Mobile WebView on Android": f"{ANDROID[:-1]}; wv) {CHROME} Mobile Safari/537.36",
    "Edge Mobile on Android": f"{ANDROID} {CHROME} Mobile Safari/537.36 EdgA/130.0.0.0",
    "DuckDuckGo Mobile on Android": f"{ANDROID} {CHROME} Mobile DuckDuckGo/5 Safari/537.36",
    "Samsung Internet on Android": f"{ANDROID} AppleWebKit/537.36 SamsungBrowser/27.0 Chrome/125.0 Mobile Safari",
    "Firefox Mobile on Android": "(Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
}


def test_a_browser_is_new_once(
    add_user: Callable[..., int], client: FlaskClient, submit: Callable[..., TestResponse], mails: Mails
) -> None:
    ada = add_user(ADA, PASSWORD)
    for _ in range(2):
        submit(client, "/login", email="ADA@example.com", password=PASSWORD)
        submit(client, "/logout", form_at="/account")
    [mail] = mails()
    assert (mail.kind, mail.recipient, mail.user_id) == ("new-login", ADA, ada)


def test_each_browser_is_new(member: FlaskClient, log_in: Callable[..., FlaskClient], mails: Mails) -> None:
    log_in()
    assert member.get("/account").status_code == 200
    assert [mail.kind for mail in mails()] == ["new-login"] * 2


def test_whoever_registers_hears_nothing_and_is_known_there(
    client: FlaskClient, submit: Callable[..., TestResponse], mails: Mails
) -> None:
    submit(client, "/register", email=ADA, password=PASSWORD, confirm=PASSWORD)
    submit(client, "/logout", form_at="/account")
    submit(client, "/login", email=ADA, password=PASSWORD)
    assert client.get("/account").status_code == 200
    assert mails() == []


def test_who_has_registered_where_says_nothing_of_others(
    app: Flask, add_user: Callable[..., int], mails: Mails
) -> None:
    add_user(ADA, PASSWORD)
    with app.test_request_context():
        accounts.register("grace@example.com", PASSWORD)
        user = accounts.find(ADA)
        assert user
        sessions.start(user)
        db.session.commit()
    assert [mail.recipient for mail in mails("new-login")] == [ADA]


def test_a_login_that_fails_tells_nobody(
    add_user: Callable[..., int], client: FlaskClient, submit: Callable[..., TestResponse], mails: Mails
) -> None:
    add_user(ADA, PASSWORD)
    response = submit(client, "/login", email=ADA, password="a guess")
    assert mails() == []
    assert not [said for said in response.headers.getlist("Set-Cookie") if "device" in said]


@pytest.mark.parametrize(
    ("user_agent", "told"),
    [
        (FIREFOX, "Firefox on Windows"),
        ("curl/8.11.0", "A browser"),
        ("", "A browser"),
        ("Mozilla/5.0 (X11; FreeBSD amd64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox"),
        ("<b>evil</b>App/1.0 CFNetwork/1.0 Darwin/24.0", "A browser on iOS"),
        ("evil.example/1.0 CFNetwork/1.0 Darwin/24.0", "A browser on iOS"),
        ("Send the evil one your password Indexer/1.0", "A browser"),
    ],
)
def test_only_names_of_ours_are_told(app: Flask, user_agent: str, told: str) -> None:
    with app.test_request_context(headers={"User-Agent": user_agent}):
        assert listeners.where() == told


@pytest.mark.parametrize(("told", "user_agent"), CALLED.items())
def test_what_most_people_have_is_told_by_its_name(app: Flask, told: str, user_agent: str) -> None:
    with app.test_request_context(headers={"User-Agent": f"Mozilla/5.0 {user_agent}"}):
        assert listeners.where() == told


def test_each_name_of_ours_is_one_that_somebody_has() -> None:
    browsers, systems = zip(*(told.split(" on ") for told in [*CALLED, "Firefox on Windows"]), strict=True)
    assert (set(browsers), set(systems)) == (listeners.BROWSERS, listeners.SYSTEMS)


def test_whoever_comes_by_no_request_is_the_operator(app: Flask) -> None:
    with app.app_context():
        assert listeners.where() == messages.ON_THE_SERVER


@pytest.mark.parametrize("kind", messages.LETTERS)
def test_each_letter_is_written_without_a_link(app: Flask, kind: str) -> None:
    facts = {"where": "Firefox on Windows", "guesser": "somebody"}
    with app.app_context():
        letter = letters.find(kind)
        assert letter is messages.LETTERS[kind]
        mail = Mail(kind=kind, recipient=ADA, user_id=None, facts=facts, credentials_version=0)
        db.session.add(mail)
        db.session.flush()
        written = letters.write(mail, letter, "token")
        db.session.rollback()
    assert letter.needs_account == (kind != "account-deleted")  # which none has when it is sent
    assert written["Subject"] == letter.subject
    for part in written.iter_parts():
        text = " ".join(part.get_content().split())
        assert ADA in text
        assert "Where that was: Firefox on Windows." in text
        assert f"{mail.created_at:%B %Y, %H:%M} UTC" in text
        assert not [word for word in ("://", "href", "{when}", "{where}", "token") if word in text]
