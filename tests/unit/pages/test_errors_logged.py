"""What the log says of a statement that failed: which one, and nothing of what stands in a row."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.cli import NoAppException
from sqlalchemy import text

from app import create_app, messages
from app.extensions import db

EMAIL, HASH = "ada@example.com", "scrypt:128:8:1$salt$0123456789abcdef"


@pytest.fixture
def logged(
    make_app: Callable[..., Flask],
    settings: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> Callable[..., str]:
    """Give what the log says of a statement that fails, where these options are ``given``."""

    def said(given: str | None = None) -> str:
        if given:
            monkeypatch.setenv("FLASK_SQLALCHEMY_ENGINE_OPTIONS", given)
        app = make_app(settings)

        def store() -> None:
            db.session.execute(text("INSERT INTO nowhere VALUES (:email, :hash)"), {"email": EMAIL, "hash": HASH})

        app.add_url_rule("/store", view_func=store)
        with caplog.at_level(logging.ERROR):
            assert app.test_client().get("/store").status_code == 500
        return caplog.text

    return said


@pytest.mark.parametrize("given", [None, '{"pool_size": 3}', '{"pool_pre_ping": false}'])
def test_a_statement_that_failed_is_named_and_nothing_that_it_would_have_stored(
    logged: Callable[..., str], given: str | None
) -> None:
    said = logged(given)
    assert "INSERT INTO nowhere" in said
    assert HASH not in said
    assert EMAIL not in said


def test_whoever_wants_to_see_it_says_so_by_name(logged: Callable[..., str]) -> None:
    assert HASH in logged('{"hide_parameters": false}')


def test_what_is_given_to_the_engine_is_added_to_what_it_has(
    make_app: Callable[..., Flask], settings: dict[str, Any]
) -> None:
    app = make_app(settings | {"SQLALCHEMY_ENGINE_OPTIONS": {"pool_size": 3}})
    with app.app_context():
        assert db.engine.pool.size() == 3  # type: ignore[attr-defined]
    assert app.config["SQLALCHEMY_ENGINE_OPTIONS"]["pool_pre_ping"] is True


@pytest.mark.parametrize("given", ['{"connect_args": {"password": "hunter2"}', "hunter2", "7", "null", "[]"])
def test_options_that_are_none_stop_the_start_and_are_not_told(
    settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("FLASK_SQLALCHEMY_ENGINE_OPTIONS", given)
    with pytest.raises(NoAppException) as refusal:
        create_app(settings)
    assert refusal.value.message == messages.OPTIONS_UNUSABLE
