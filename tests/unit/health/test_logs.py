"""The log as JSON: one object a line, whatever is said, and an id that a request's lines share."""

import json
import logging
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from flask import Flask
from flask.logging import default_handler
from werkzeug.test import TestResponse

GIVEN = "3f2a9c4b1d"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """What goes to the log, which is every app's in this process: it is as it was when the test is over."""
    before, stream = default_handler.formatter, StringIO()
    monkeypatch.setattr(default_handler, "stream", stream)
    audit = logging.getLogger("latchkey.audit")
    added = default_handler not in audit.handlers
    if added:
        audit.addHandler(default_handler)
    yield stream
    default_handler.setFormatter(before)
    if added:
        audit.removeHandler(default_handler)


@pytest.fixture
def make_talking(
    make_app: Callable[..., Flask], settings: dict[str, Any], written: StringIO
) -> Callable[..., tuple[Flask, Callable[[], list[dict[str, Any]]]]]:
    """Give an app that writes JSON, and what reads its lines."""

    def made(**more: Any) -> tuple[Flask, Callable[[], list[dict[str, Any]]]]:
        app = make_app(settings | {"LOG_JSON": True} | more)
        if default_handler not in app.logger.handlers:
            app.logger.addHandler(default_handler)
        app.add_url_rule("/say", "say", lambda: app.logger.error('"Two"\nlines, and %s', "é") or "said")
        app.add_url_rule("/fail", "fail", lambda: 1 // 0)
        return app, lambda: [json.loads(line) for line in written.getvalue().splitlines()]

    return made


def test_a_line_is_one_object_whatever_it_says(make_talking: Callable[..., Any]) -> None:
    app, lines = make_talking()
    app.test_client().get("/say")
    (line,) = lines()
    assert line.keys() == {"time", "level", "logger", "message", "request"}
    assert (line["level"], line["logger"], line["message"]) == ("ERROR", "app", '"Two"\nlines, and é')
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"])


def test_a_line_of_the_audit_is_one_too_and_belongs_to_its_request(
    make_talking: Callable[..., Any], submit: Callable[..., TestResponse]
) -> None:
    app, lines = make_talking()
    response = submit(app.test_client(), "/login", email="ada@example.com", password="a guess that fails")
    (line,) = lines()
    assert line["message"].startswith("event=login-failure email=ada@example.com")
    assert line["request"] == response.headers["X-Request-ID"]


@pytest.mark.parametrize(
    ("method", "path", "sent", "status"),
    [
        ("POST", "/login", {"data": {"csrf_token": "forged"}, "headers": {"Origin": "http://localhost"}}, 400),
        ("POST", "/login", {"data": "a" * 100_000, "content_type": "application/x-www-form-urlencoded"}, 413),
        ("GET", "/nowhere", {}, 404),
    ],
    ids=["a form without its token", "a form that is too long", "an address that is none"],
)
def test_whatever_refuses_a_request_it_has_an_id(
    make_talking: Callable[..., Any], method: str, path: str, sent: dict[str, Any], status: int
) -> None:
    app, lines = make_talking()
    response = app.test_client().open(path, method=method, **sent)
    assert response.status_code == status
    assert re.fullmatch("[0-9a-f]{16}", response.headers["X-Request-ID"])
    assert {line.get("request") for line in lines()} <= {response.headers["X-Request-ID"]}


def test_what_is_said_of_a_database_that_is_behind_names_the_request(
    blank_app: Flask, make_talking: Callable[..., Any]
) -> None:
    app, lines = make_talking(SQLALCHEMY_DATABASE_URI=blank_app.config["SQLALCHEMY_DATABASE_URI"])
    response = app.test_client().get("/login")
    assert response.status_code == 503
    assert [line["request"] for line in lines()] == [response.headers["X-Request-ID"]]


@pytest.mark.usefixtures("anywhere")
def test_a_line_says_when_that_was_in_every_time_zone(make_talking: Callable[..., Any]) -> None:
    app, lines = make_talking()
    app.test_client().get("/say")
    assert abs(datetime.now(UTC) - datetime.fromisoformat(lines()[0]["time"])) < timedelta(minutes=1)


def test_an_exception_goes_along_in_the_same_line(make_talking: Callable[..., Any]) -> None:
    app, lines = make_talking()
    response = app.test_client().get("/fail")
    assert response.status_code == 500
    (line,) = lines()
    assert line["request"] == response.headers["X-Request-ID"]
    assert "ZeroDivisionError" in line["exception"]
    assert "ZeroDivisionError" not in line["message"]


def test_a_line_outside_of_a_request_names_none(make_talking: Callable[..., Any]) -> None:
    app, lines = make_talking()
    app.logger.error("No request")
    assert "request" not in lines()[0]


def test_the_first_line_of_a_request_has_the_id_of_the_next(make_talking: Callable[..., Any]) -> None:
    app, lines = make_talking()
    with app.test_request_context():
        app.logger.error("Early")
        app.logger.error("Late")
    early, late = lines()
    assert early["request"] == late["request"]


def test_each_request_has_an_id_of_its_own_which_whoever_asked_is_told(make_talking: Callable[..., Any]) -> None:
    app, lines = make_talking()
    told = [app.test_client().get("/say").headers["X-Request-ID"] for _ in range(2)]
    assert [line["request"] for line in lines()] == told
    assert told[0] != told[1]
    assert all(re.fullmatch("[0-9a-f]{16}", one) for one in told)


@pytest.mark.parametrize(
    ("proxies", "given", "believed"),
    [
        (0, GIVEN, False),
        (1, GIVEN, True),
        (1, "x" * 64, True),
        (1, "x" * 65, False),
        (1, "x" * 7, False),
        (1, "", False),
        (1, "é" * 8, False),
        (1, 'a"b,c d e f', False),
    ],
)
def test_the_id_of_a_proxy_is_believed_where_there_is_one_and_it_is_plain(
    make_talking: Callable[..., Any], proxies: int, given: str, *, believed: bool
) -> None:
    app, _lines = make_talking(PROXIES=proxies)
    told = app.test_client().get("/say", headers={"X-Request-ID": given}).headers["X-Request-ID"]
    assert (told == given) is believed
    assert told


def test_without_it_the_log_is_text_and_nobody_is_told_an_id(
    make_app: Callable[..., Flask], settings: dict[str, Any], written: StringIO
) -> None:
    app = make_app(settings)
    app.add_url_rule("/say", "say", lambda: app.logger.error("As ever") or "said")
    assert "X-Request-ID" not in app.test_client().get("/say").headers
    assert not written.getvalue().startswith("{")
