"""Whether the server is alive and ready: what is asked, what is told, and what is not."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import QueuePool

from app.extensions import db
from tests.unit.databases import execute, on_sqlite
from tests.unit.redis_server import RedisServer

NOT_READY = (503, "not ready\n")


def asked(app: Flask, path: str) -> tuple[int, str]:
    response = app.test_client().get(path)
    assert response.mimetype == "text/plain"
    return response.status_code, response.text


def test_a_server_that_is_well_is_alive_and_ready(app: Flask) -> None:
    assert (asked(app, "/healthz"), asked(app, "/readyz")) == ((200, "alive\n"), (200, "ready\n"))


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_an_answer_is_text_that_nobody_keeps_and_brings_no_cookie(member: FlaskClient, path: str) -> None:
    headers = member.get(path).headers
    assert (headers["Content-Type"], headers["Cache-Control"]) == ("text/plain; charset=utf-8", "no-store")
    assert "Set-Cookie" not in headers
    assert "X-Request-ID" not in headers


@pytest.mark.parametrize(("path", "statements"), [("/healthz", []), ("/readyz", ["SELECT 1"])])
def test_asking_again_and_again_is_cheap(app: Flask, queries: list[str], path: str, statements: list[str]) -> None:
    asked(app, path)
    queries.clear()
    assert asked(app, path)[0] == 200
    assert queries == statements


def test_a_database_that_is_behind_is_not_ready_and_alive(blank_app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    assert asked(blank_app, "/readyz") == NOT_READY
    assert [record.getMessage() for record in caplog.records] == ["Not ready: the database"]
    assert asked(blank_app, "/healthz") == (200, "alive\n")


def test_a_database_that_has_lost_its_tables_is_not_ready_once_a_page_has_met_that(
    app: Flask, taken_out: FlaskClient
) -> None:
    assert taken_out.get("/account").status_code == 503
    assert asked(app, "/readyz") == NOT_READY


@on_sqlite
def test_a_database_that_is_gone_is_not_ready_and_ready_when_it_is_back(
    make_app: Callable[..., Flask], settings: dict[str, Any], fresh: str
) -> None:
    app = make_app(settings | {"SQLALCHEMY_DATABASE_URI": fresh})
    assert asked(app, "/readyz")[0] == 200
    with app.app_context():
        db.engine.dispose()
        file = Path(str(db.engine.url.database))
    away = file.rename(file.with_suffix(".away"))
    assert (asked(app, "/readyz"), asked(app, "/healthz")[0]) == (NOT_READY, 200)
    away.rename(file)
    assert asked(app, "/readyz") == (200, "ready\n")


def test_a_database_that_has_no_connection_left_is_not_ready(
    make_app: Callable[..., Flask], settings: dict[str, Any], fresh: str, caplog: pytest.LogCaptureFixture
) -> None:
    one = {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0, "pool_timeout": 0.1}
    app = make_app(settings | {"SQLALCHEMY_DATABASE_URI": fresh, "SQLALCHEMY_ENGINE_OPTIONS": one})
    with app.app_context(), db.engine.connect():
        assert asked(app, "/readyz") == NOT_READY
    assert [record.getMessage() for record in caplog.records] == ["Not ready: the database"]
    assert asked(app, "/readyz") == (200, "ready\n")


def test_a_store_of_limits_that_does_not_answer_is_not_ready(
    make_app: Callable[..., Flask], settings: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    app = make_app(settings | {"RATELIMIT_STORAGE_URI": "redis://127.0.0.1:1"})
    assert asked(app, "/readyz") == NOT_READY
    assert [(r.levelno, r.getMessage()) for r in caplog.records] == [
        (logging.WARNING, "Not ready: the store of limits")
    ]


def test_a_store_of_limits_that_is_back_is_ready_at_once(
    make_app: Callable[..., Flask], settings: dict[str, Any], redis: RedisServer
) -> None:
    app = make_app(settings | {"RATELIMIT_STORAGE_URI": redis.url})
    assert asked(app, "/readyz") == (200, "ready\n")


def test_all_that_is_lacking_is_in_the_log(
    make_app: Callable[..., Flask], settings: dict[str, Any], fresh: str, caplog: pytest.LogCaptureFixture
) -> None:
    execute(fresh, "DELETE FROM alembic_version")
    both = {"RATELIMIT_STORAGE_URI": "redis://127.0.0.1:1", "SQLALCHEMY_DATABASE_URI": fresh}
    assert asked(make_app(settings | both), "/readyz") == NOT_READY
    assert [record.getMessage() for record in caplog.records] == ["Not ready: the database, the store of limits"]
