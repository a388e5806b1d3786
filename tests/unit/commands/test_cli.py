"""``flask session decode``: readable by anyone, and whose it is."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner

from app import messages

KEY = "0123456789abcdef" * 4
OTHER_KEY = "fedcba9876543210" * 4
TIME = "ZVPxAA"  # what itsdangerous writes for the moment below
MOMENT = "2023-11-14T22:13:20+00:00"
UNREADABLE = {
    "nothing": "",
    "a space": " ",
    "a word": "garbage",
    "one dot": ".",
    "two dots": "..",
    "three dots": "...",
    "not ASCII": "é☃🗝",
    "not ASCII between dots": "é.☃.🗝",
    "bytes that are no text": "\udcff\udcfe",
    "NUL": "\0",
    "a signature alone": "eyJhIjoxfQ.x",
    "no timestamp": "eyJhIjoxfQ..x",
    "a timestamp that is no base64": "eyJhIjoxfQ.!!!.x",
    "a timestamp of one letter": "eyJhIjoxfQ.A.x",
    "a timestamp that is not ASCII": "eyJhIjoxfQ.é.x",
    "a timestamp beyond the year 9999": "eyJhIjoxfQ.________.x",
    "a timestamp of 1000 letters": f"eyJhIjoxfQ.{'A_' * 500}.x",
    "no payload": f".{TIME}.x",
    "a payload that is no base64": f"@@@.{TIME}.x",
    "a payload of one letter": f"e.{TIME}.x",
    "a payload that is not ASCII": f"é.{TIME}.x",
    "a payload that is no JSON": f"Z2FyYmFnZQ.{TIME}.x",
    "a payload that is half of its JSON": f"eyJhIjo.{TIME}.x",
    "a payload that is no text": f"_____w.{TIME}.x",
    "a payload that is not compressed": f".eyJhIjoxfQ.{TIME}.x",
    "a payload with a broken tag": f"eyIgdCI6NX0.{TIME}.x",
    "a payload nested 5000 deep": f"{'W1tb' * 1666}.{TIME}.x",
    "the cookie's name too": f"session=eyJhIjoxfQ.{TIME}.x",
    "quotes round it": f'"eyJhIjoxfQ.{TIME}.x"',
    "a long text": "x" * 100_000,
}


@pytest.fixture
def decode(app: Flask) -> Callable[[str], Result]:
    return lambda cookie: app.test_cli_runner().invoke(args=["session", "decode", cookie])


@pytest.fixture
def report(decode: Callable[[str], Result]) -> Callable[[str], dict[str, Any]]:
    """What the command prints of a cookie that it can read."""

    def printed(cookie: str) -> dict[str, Any]:
        result = decode(cookie)
        assert (result.exit_code, result.stderr) == (0, "")
        return json.loads(result.stdout)

    return printed


@pytest.fixture
def sign(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, object], str]:
    """The cookie of a server that has this key, signed at MOMENT."""
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: 1_700_000_000)

    def signed(key: str, payload: object) -> str:
        server = Flask("a server")
        server.secret_key = key
        serializer = SecureCookieSessionInterface().get_signing_serializer(server)
        assert serializer
        return str(serializer.dumps(payload))

    return signed


@pytest.mark.parametrize(("key", "ours"), [(KEY, True), (OTHER_KEY, False)], ids=["this key", "another key"])
def test_a_cookie_is_read_whoever_signed_it(
    report: Callable[[str], dict[str, Any]], sign: Callable[[str, object], str], key: str, *, ours: bool
) -> None:
    assert report(sign(key, {"_user_id": "x", "_fresh": True})) == {
        "payload": {"_user_id": "x", "_fresh": True},
        "signed_at": MOMENT,
        "signed_by_this_server": ours,
    }


@pytest.mark.parametrize(("key", "ours"), [(KEY, True), (OTHER_KEY, False)], ids=["this key", "another key"])
def test_a_compressed_cookie_is_read_whoever_signed_it(
    report: Callable[[str], dict[str, Any]], sign: Callable[[str, object], str], key: str, *, ours: bool
) -> None:
    cookie = sign(key, {"cart": "padlock " * 200})
    assert cookie.startswith(".")
    assert report(cookie) == {
        "payload": {"cart": "padlock " * 200},
        "signed_at": MOMENT,
        "signed_by_this_server": ours,
    }


def test_a_payload_that_was_changed_is_read_and_not_recognised(
    report: Callable[[str], dict[str, Any]], sign: Callable[[str, object], str]
) -> None:
    _payload, rest = sign(KEY, {"_user_id": "ada"}).split(".", 1)
    forged, _rest = sign(OTHER_KEY, {"_user_id": "eve"}).split(".", 1)
    assert report(f"{forged}.{rest}") == {
        "payload": {"_user_id": "eve"},
        "signed_at": MOMENT,
        "signed_by_this_server": False,
    }


def test_the_cookie_of_a_browser_is_read(
    app: Flask, client: FlaskClient, report: Callable[[str], dict[str, Any]]
) -> None:
    client.get("/login")
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie
    printed = report(cookie.value)
    assert list(printed["payload"]) == ["csrf_token"]
    assert printed["signed_by_this_server"] is True


def test_a_cookie_that_an_older_key_signed_is_this_servers(
    app: Flask, report: Callable[[str], dict[str, Any]], sign: Callable[[str, object], str]
) -> None:
    app.config["SECRET_KEY_FALLBACKS"] = [OTHER_KEY]
    assert report(sign(OTHER_KEY, {"a": 1}))["signed_by_this_server"] is True


def test_what_json_has_no_word_for_is_shown_as_text(
    report: Callable[[str], dict[str, Any]], sign: Callable[[str, object], str]
) -> None:
    payload = {"bytes": b"\xff", "at": datetime(2023, 11, 14, tzinfo=UTC), "flashes": [("info", "hello")]}
    assert report(sign(KEY, payload))["payload"] == {
        "bytes": "b'\\xff'",
        "at": "2023-11-14 00:00:00+00:00",
        "flashes": [["info", "hello"]],
    }


@pytest.mark.parametrize("cookie", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_text_that_is_no_cookie_is_refused_in_one_sentence(decode: Callable[[str], Result], cookie: str) -> None:
    result = decode(cookie)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1] == f"Error: {messages.COOKIE_UNREADABLE}"
    assert "Traceback" not in result.stderr


def test_a_signed_text_that_is_no_session_is_refused_in_one_sentence(decode: Callable[[str], Result]) -> None:
    result = decode(TimestampSigner(KEY, "cookie-session", key_derivation="hmac").sign("@@@").decode())
    assert result.exit_code == 2
    assert messages.COOKIE_UNREADABLE in result.stderr


def test_a_server_without_a_key_says_what_to_set(app: Flask, decode: Callable[[str], Result]) -> None:
    app.secret_key = None
    result = decode(f"eyJhIjoxfQ.{TIME}.x")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == f"Error: {messages.SECRET_KEY_MISSING}"


def test_a_cookie_is_shown_with_one_fact_a_line(
    decode: Callable[[str], Result], sign: Callable[[str, object], str]
) -> None:
    assert decode(sign(KEY, {"cart": 1})).stdout.splitlines() == [
        "{",
        '  "payload": {',
        '    "cart": 1',
        "  },",
        f'  "signed_at": "{MOMENT}",',
        '  "signed_by_this_server": true',
        "}",
    ]
