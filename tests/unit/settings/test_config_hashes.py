"""How passwords are hashed has to be said in full: what cannot be worked with, or is broken, stops the start."""

import hashlib
from typing import Any

import pytest
from flask.cli import NoAppException

from app import create_app, messages


@pytest.mark.parametrize(
    "method",
    [
        "scrypt:128:8:1",
        "scrypt:131072:8:1",
        "pbkdf2:sha256:600000",
        "pbkdf2:sha512:220000",
    ],
)
def test_what_passwords_can_be_hashed_by_is_taken(settings: dict[str, Any], method: str) -> None:
    assert create_app(settings | {"PASSWORD_HASH_METHOD": method}).config["PASSWORD_HASH_METHOD"] == method


@pytest.mark.parametrize(
    "method",
    [
        "argon2",
        "plain",
        "",
        None,
        5,
        True,
        ["scrypt:32768:8:3"],
        "scrypt:abc",
        "scrypt:2:1:1",
        "scrypt:3:8:1",
        "scrypt:-128:8:1",
        "scrypt:128:8:1:",
        "scrypt:99999999999999999999:8:1",
        "pbkdf2:sha256:0",
        "pbkdf2:sha257:600000",
        "pbkdf2:sha256:600000:1",
    ],
    ids=str,
)
def test_what_no_password_can_be_hashed_by_stops_the_start(settings: dict[str, Any], method: object) -> None:
    with pytest.raises(NoAppException) as refusal:
        create_app(settings | {"PASSWORD_HASH_METHOD": method})
    assert refusal.value.message == messages.HASH_UNUSABLE.format(method=method)


@pytest.mark.parametrize("method", ["scrypt", "pbkdf2", "pbkdf2:sha256", "scrypt: 128:8:1", "scrypt:+128:8:1"])
def test_what_is_stored_in_other_words_stops_the_start_for_each_hash_would_seem_outdated(
    settings: dict[str, Any], method: str
) -> None:
    with pytest.raises(NoAppException) as refusal:
        create_app(settings | {"PASSWORD_HASH_METHOD": method})
    assert refusal.value.message == messages.HASH_UNUSABLE.format(method=method)


@pytest.mark.parametrize("method", ["pbkdf2:md5:600000", "pbkdf2:sha1:1300000"])
def test_a_hash_that_is_broken_stops_the_start(settings: dict[str, Any], method: str) -> None:
    with pytest.raises(NoAppException) as refusal:
        create_app(settings | {"PASSWORD_HASH_METHOD": method})
    assert refusal.value.message == messages.HASH_UNUSABLE.format(method=method)


def test_no_start_waits_for_a_hash_where_nothing_is_set(
    settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(hashlib, "scrypt")
    assert create_app({name: value for name, value in settings.items() if name != "PASSWORD_HASH_METHOD"})
