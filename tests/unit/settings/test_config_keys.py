"""Changing the key without logging anyone out, and believing proxies no further than is set."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, request
from flask.cli import NoAppException
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app, messages

OLD, OLDER, NEW = "0123456789abcdef" * 4, "fedcba9876543210" * 4, "a new key, with 32 characters or more"
PASSWORD = "correct horse battery"


@pytest.fixture
def restarted(make_app: Callable[..., Flask], settings: dict[str, Any]) -> Callable[..., Flask]:
    """The same site after its settings were changed."""
    return lambda **changes: make_app(settings | changes)


def moved(browser: FlaskClient, app: Flask) -> FlaskClient:
    """The same browser, cookie and all, at the site after its restart."""
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = browser.get_cookie(name)
    assert cookie
    client = app.test_client()
    client.set_cookie(name, cookie.value)
    return client


def token_on(browser: FlaskClient, path: str) -> str:
    """The CSRF token of the form that is open in this browser."""
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', browser.get(path).text)
    assert found
    return found[1]


@pytest.mark.parametrize("position", [0, 1, 2])
@pytest.mark.parametrize(
    ("weak", "sentence"),
    [
        pytest.param("", messages.SECRET_KEY_MISSING, id="empty"),
        pytest.param(None, messages.SECRET_KEY_MISSING, id="none"),
        pytest.param("short", messages.SECRET_KEY_SHORT, id="short"),
        pytest.param("x" * 64, messages.SECRET_KEY_WELL_KNOWN, id="one letter"),
    ],
)
def test_production_does_not_start_where_any_older_key_is_weak(
    settings: dict[str, Any], position: int, weak: str | None, sentence: str
) -> None:
    keys: list[str | None] = [OLD, OLDER]
    keys.insert(position, weak)
    with pytest.raises(NoAppException) as refusal:
        create_app(settings | {"SECRET_KEY": NEW, "SECRET_KEY_FALLBACKS": keys})
    assert refusal.value.message == sentence


@pytest.mark.parametrize("key", [bytes(range(128, 192)), NEW.encode()], ids=["no text", "text"])
def test_a_key_may_be_bytes(make_app: Callable[..., Flask], settings: dict[str, Any], key: bytes) -> None:
    assert make_app(settings | {"SECRET_KEY": key}).test_client().get("/login").status_code == 200


def test_a_strong_older_key_does_not_make_up_for_a_weak_key(settings: dict[str, Any]) -> None:
    with pytest.raises(NoAppException):
        create_app(settings | {"SECRET_KEY": "short", "SECRET_KEY_FALLBACKS": [OLD]})


@pytest.mark.parametrize("older", [None, [], [OLD], [OLDER, OLD]], ids=["none", "empty", "one", "two"])
def test_the_key_signs_forms_and_the_older_ones_are_believed(
    restarted: Callable[..., Flask], older: list[str] | None
) -> None:
    app = restarted(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=older)
    assert app.config["WTF_CSRF_SECRET_KEY"] == [*(older or []), NEW]
    assert app.secret_key == NEW


def test_older_keys_come_from_the_environment_too(
    restarted: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASK_SECRET_KEY_FALLBACKS", f'["{OLDER}", "{OLD}"]')
    app = restarted(SECRET_KEY=NEW)
    assert app.config["WTF_CSRF_SECRET_KEY"] == [OLDER, OLD, NEW]


@pytest.mark.parametrize(
    ("older", "status"),
    [([OLD], 200), ([OLDER, OLD], 200), ([OLDER], 302), ([], 302)],
    ids=["it", "both", "other", "no"],
)
def test_a_member_stays_logged_in_while_the_older_key_is_believed(
    member: FlaskClient, restarted: Callable[..., Flask], older: list[str], status: int
) -> None:
    browser = moved(member, restarted(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=older))
    assert browser.get("/account").status_code == status


@pytest.mark.parametrize(("older", "status"), [([OLD], 302), ([OLDER], 400), ([], 400)], ids=["it", "other", "no"])
def test_a_form_that_was_open_goes_through_while_the_older_key_is_believed(
    client: FlaskClient,
    add_user: Callable[..., int],
    restarted: Callable[..., Flask],
    older: list[str],
    status: int,
) -> None:
    add_user("ada@example.com", PASSWORD)
    form = {"csrf_token": token_on(client, "/login"), "email": "ada@example.com", "password": PASSWORD}
    browser = moved(client, restarted(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=older))
    assert browser.post("/login", data=form).status_code == status
    assert browser.get("/account").status_code == (200 if status == 302 else 302)


def test_a_form_from_after_the_change_is_signed_with_the_new_key(
    restarted: Callable[..., Flask], add_user: Callable[..., int], submit: Callable[..., TestResponse]
) -> None:
    add_user("ada@example.com", PASSWORD)
    first = restarted(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=[OLD]).test_client()
    submit(first, "/login", email="ada@example.com", password=PASSWORD)
    token = token_on(first, "/account")
    second = moved(first, restarted(SECRET_KEY=NEW))
    assert second.post("/logout", data={"csrf_token": token}).status_code == 302
    assert second.get("/account").status_code == 302


FORWARDED = {
    "X-Forwarded-For": "203.0.113.7, 198.51.100.2",
    "X-Forwarded-Proto": "https, http",
    "X-Forwarded-Host": "shop.example, inner.example",
}


@pytest.mark.parametrize(
    ("proxies", "seen"),
    [
        ({}, ("127.0.0.1", "http", "localhost")),
        ({"PROXIES": 1}, ("198.51.100.2", "http", "localhost")),
        ({"PROXIES": 2}, ("203.0.113.7", "https", "localhost")),
        ({"PROXIES": 3}, ("127.0.0.1", "http", "localhost")),
        ({"PROXIES": 2, "PROXIES_PROTO": 1}, ("203.0.113.7", "http", "localhost")),
        ({"PROXIES": 1, "PROXIES_FOR": 2}, ("203.0.113.7", "http", "localhost")),
        ({"PROXIES": 2, "PROXIES_FOR": 0}, ("127.0.0.1", "https", "localhost")),
        ({"PROXIES_HOST": 1}, ("127.0.0.1", "http", "inner.example")),
        ({"PROXIES": 1, "PROXIES_HOST": 2}, ("198.51.100.2", "http", "shop.example")),
    ],
)
def test_as_many_proxies_are_believed_as_are_set_and_none_about_the_host(
    restarted: Callable[..., Flask], proxies: dict[str, int], seen: tuple[str, str, str]
) -> None:
    app = restarted(**proxies)
    app.add_url_rule("/seen", view_func=lambda: [request.remote_addr, request.scheme, request.host])
    forwarded = FORWARDED | {"X-Forwarded-Port": "8443", "X-Forwarded-Prefix": "/shop"}
    assert app.test_client().get("/seen", headers=forwarded).json == list(seen)


def test_how_many_proxies_there_are_comes_from_the_environment(
    restarted: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASK_PROXIES", "2")
    response = restarted().test_client().get("/login", headers=FORWARDED)
    assert "Strict-Transport-Security" in response.headers


def test_nobody_is_believed_who_claims_to_be_a_proxy(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/login", headers=FORWARDED).headers


def test_one_older_key_may_be_given_as_it_is(make_app: Callable[..., Flask], settings: dict[str, Any]) -> None:
    app = make_app(settings | {"SECRET_KEY": NEW, "SECRET_KEY_FALLBACKS": OLD})
    assert app.config["WTF_CSRF_SECRET_KEY"] == [OLD, NEW]
