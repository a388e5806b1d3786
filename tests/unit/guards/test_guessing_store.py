"""What becomes of a login when the store of attempts dies, hangs, and comes back: against a Redis of our own."""

import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app import accounts, counters, guessing, messages
from tests.unit.redis_server import RedisServer

ADA, RIGHT, WRONG = "ada@example.com", "correct horse battery", "wrong horse battery"
PATIENCE = 2  # seconds


@pytest.fixture
def settings(settings: dict[str, Any], redis: RedisServer) -> dict[str, Any]:
    return settings | {"RATELIMIT_STORAGE_URI": redis.url}


@pytest.fixture
def ada(add_user: Callable[..., int]) -> str:
    add_user(ADA, RIGHT)
    return ADA


@pytest.fixture
def attempt(app: Flask, submit: Callable[..., TestResponse]) -> Callable[..., str]:
    """Try a password for Ada, and tell whether it was "right", "wrong" or "refused"; it may not take long."""

    def tried(password: str = WRONG, at: Flask = app) -> str:
        before = time.monotonic()
        answer = submit(at.test_client(), "/login", email=ADA, password=password).status_code
        assert time.monotonic() - before < PATIENCE
        return {302: "right", 200: "wrong", 429: "refused"}[answer]

    return tried


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], None]:
    """Have something happen after an attempt was counted, and before it is known whether the password was right."""
    real = accounts.authenticate

    def happening(what: Callable[[], None]) -> None:
        def authenticate(email: str, password: str) -> object:
            what()
            return real(email, password)

        monkeypatch.setattr("app.accounts.authenticate", authenticate)

    return happening


@pytest.mark.usefixtures("ada")
def test_all_processes_share_one_count(
    app: Flask, make_app: Callable[..., Flask], settings: dict[str, Any], attempt: Callable[..., str]
) -> None:
    other = make_app(settings)
    assert [attempt(at=at) for at in (app, other, app, other, app)] == ["wrong"] * 5
    assert [attempt(at=at) for at in (app, other)] == ["refused"] * 2


@pytest.mark.parametrize("trouble", ["kill", "hang"])
@pytest.mark.usefixtures("ada")
def test_a_right_password_logs_in_although_redis_fails_while_it_is_hashed(
    redis: RedisServer, meanwhile: Callable[..., None], attempt: Callable[..., str], trouble: str
) -> None:
    meanwhile(getattr(redis, trouble))
    assert attempt(RIGHT) == "right"


@pytest.mark.parametrize("trouble", ["kill", "hang"])
@pytest.mark.usefixtures("ada")
def test_guesses_are_limited_although_redis_fails(
    redis: RedisServer, attempt: Callable[..., str], caplog: pytest.LogCaptureFixture, trouble: str
) -> None:
    assert attempt() == "wrong"
    getattr(redis, trouble)()
    assert [attempt() for _ in range(6)] == ["wrong"] * 5 + ["refused"]
    assert [r.getMessage()[:30] for r in caplog.records if r.name == "app"] == [messages.STORE_SILENT[:30]]


@pytest.mark.usefixtures("ada")
def test_attempts_are_counted_in_redis_again_when_it_has_come_back(
    redis: RedisServer,
    make_app: Callable[..., Flask],
    settings: dict[str, Any],
    attempt: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counters, "REST", 0.5)
    other = make_app(settings)
    redis.kill()
    assert [attempt() for _ in range(5)] == ["wrong"] * 5
    redis.start()
    time.sleep(0.6)
    assert [attempt() for _ in range(6)] == ["wrong"] * 5 + ["refused"]
    assert attempt(at=other) == "refused"


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """A port that the system accepts connections at, and where nobody ever answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        yield listening


def test_a_store_that_never_answers_is_asked_once_in_a_while_and_by_one_request(
    app: Flask, silent: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked() -> int:
        for count in range(100):
            try:
                silent.accept()[0].close()
            except BlockingIOError:
                return count
        raise AssertionError("There is no end to it.")

    app.config["RATELIMIT_STORAGE_URI"] = f"redis://127.0.0.1:{silent.getsockname()[1]}"
    guessing.init_app(app)
    now = time.monotonic()
    with app.test_request_context():
        guessing.count_registration(ADA)
        assert asked() == 1
        for _ in range(3):
            guessing.count_registration(ADA)
        assert asked() == 0
        monkeypatch.setattr("time.monotonic", lambda: now + 2 * counters.REST)
        for _ in range(3):
            guessing.count_registration(ADA)
        assert asked() == 1


def test_attempts_can_be_forgotten_although_redis_is_gone(app: Flask, redis: RedisServer) -> None:
    redis.kill()
    with app.test_request_context():
        for _ in range(2):
            guessing.counters().reset()
            for _ in range(30):
                guessing.count_registration(ADA)
