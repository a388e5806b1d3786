"""Settings that nothing would come of, or something else than was meant: each stops the start and says why."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.cli import NoAppException
from flask.testing import FlaskClient

from app import create_app, messages
from app.config import DEFAULTS, configure


@pytest.mark.parametrize(
    "setting",
    [
        "PERMANENT_SESSION_LIFETIME",
        "WTF_CSRF_SECRET_KEY",
        "WTF_CSRF_FIELD_NAME",
        "SESSION_PROTECTION",
        "REMEMBER_COOKIE_NAME",
        "REMEMBER_COOKIE_REFRESH_EACH_REQUEST",
        "USE_SESSION_FOR_NEXT",
        "SQLALCHEMY_BINDS",
    ],
)
def test_what_follows_from_something_else_is_not_for_setting(
    settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.setenv(f"FLASK_{setting}", "3600")
    with pytest.raises(NoAppException) as refusal:
        create_app(settings)
    assert refusal.value.message == messages.SETTING_FIXED.format(setting=setting, reason=messages.FIXED[setting])


@pytest.mark.parametrize("text", ["False", "no", "off", "True", ""])
@pytest.mark.parametrize("setting", ["DEBUG", "TESTING", "HSTS_SUBDOMAINS", "SESSION_COOKIE_HTTPONLY"])
def test_a_switch_that_is_text_stops_the_start_for_any_text_would_switch_it_on(
    settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch, setting: str, text: str
) -> None:
    monkeypatch.setenv(f"FLASK_{setting}", text)
    with pytest.raises(NoAppException) as refusal:
        create_app(settings)
    told = messages.SETTING_UNUSABLE.format(setting=setting, value=f'"{text}"', wanted="true or false")
    assert refusal.value.message == told


def test_debug_that_is_meant_to_be_off_lets_no_weak_key_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "False")
    with pytest.raises(NoAppException):
        configure(Flask("blank", instance_path=str(tmp_path)), {"SECRET_KEY": "dev"})


@pytest.mark.parametrize("text", ["false", "0"])
def test_a_switch_is_off_as_json_says_it(
    make_app: Callable[..., Flask], settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("FLASK_DEBUG", text)
    monkeypatch.setenv("FLASK_HSTS_SUBDOMAINS", text)
    app = make_app(settings)
    assert not app.debug
    answer = app.test_client().get("/login", base_url="https://localhost")
    assert answer.headers["Strict-Transport-Security"] == f"max-age={DEFAULTS['HSTS_SECONDS']}"


def test_a_limit_of_flasks_may_be_lifted(
    make_app: Callable[..., Flask], settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASK_MAX_CONTENT_LENGTH", "null")
    assert make_app(settings).config["MAX_CONTENT_LENGTH"] is None


@pytest.mark.parametrize(
    ("lives", "longest"),
    [
        ({}, timedelta(days=30)),
        ({"LOGIN_REMEMBERED_DAYS": 7}, timedelta(days=7)),
        ({"LOGIN_REMEMBERED_DAYS": 1, "LOGIN_HOURS": 48}, timedelta(hours=48)),
    ],
)
def test_a_cookie_is_believed_for_as_long_as_any_login_may_live(
    make_app: Callable[..., Flask], settings: dict[str, Any], lives: dict[str, int], longest: timedelta
) -> None:
    assert make_app(settings | lives).permanent_session_lifetime == longest


def test_a_host_that_is_not_trusted_is_refused_with_a_sentence(
    make_app: Callable[..., Flask], settings: dict[str, Any]
) -> None:
    client = make_app(settings | {"TRUSTED_HOSTS": ["shop.example"]}).test_client()
    assert client.get("/login", base_url="http://shop.example").status_code == 200
    for path in ("/login", "/static/latchkey.css", "/nowhere"):
        response = client.get(path, base_url="http://other.example")
        assert (response.status_code, response.text) == (400, messages.ERRORS[400][1])
        assert response.content_type == "text/plain; charset=utf-8"
        assert "Content-Security-Policy" in response.headers


def test_a_form_to_a_host_that_is_not_trusted_is_refused_likewise(
    member: FlaskClient,
) -> None:
    member.application.config["TRUSTED_HOSTS"] = ["localhost"]
    response = member.post("/logout", base_url="https://other.example")
    assert (response.status_code, response.text) == (400, messages.ERRORS[400][1])
    assert member.get("/account").status_code == 200
