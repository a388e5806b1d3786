"""Hashing takes its time: no transaction, and no connection of the pool, waits for it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.security import check_password_hash, generate_password_hash
from werkzeug.test import TestResponse

from app.extensions import db

ADA, PASSWORD, NEW = "ada@example.com", "correct horse battery", "staple of many colours"


@pytest.fixture
def held(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many connections are in use, at each hash from here on."""
    found: list[int] = []

    def watched(work: Callable[..., Any]) -> Callable[..., Any]:
        def hashed(*arguments: Any) -> Any:
            with app.app_context():
                found.append(db.engine.pool.checkedout())  # type: ignore[attr-defined]
            return work(*arguments)

        return hashed

    monkeypatch.setattr("app.accounts.check_password_hash", watched(check_password_hash))
    monkeypatch.setattr("app.accounts.generate_password_hash", watched(generate_password_hash))
    return found


@pytest.mark.parametrize(
    ("path", "fields", "hashes"),
    [
        ("/login", {"email": ADA, "password": PASSWORD}, 1),
        ("/login", {"email": ADA, "password": "wrong"}, 1),
        ("/login", {"email": "nobody@example.com", "password": PASSWORD}, 1),
        ("/register", {"email": "grace@example.com", "password": PASSWORD, "confirm": PASSWORD}, 1),
    ],
)
def test_a_visitor_s_password_is_hashed_with_nothing_held(  # noqa: PLR0913, PLR0917 -- fixtures, and the table's columns
    client: FlaskClient,
    add_user: Callable[..., int],
    submit: Callable[..., TestResponse],
    held: list[int],
    path: str,
    fields: dict[str, str],
    hashes: int,
) -> None:
    add_user(ADA, PASSWORD)
    held.clear()
    submit(client, path, **fields)
    assert held == [0] * hashes


@pytest.mark.parametrize(
    ("path", "fields", "hashes"),
    [
        ("/account/confirm", {"current": PASSWORD}, 1),
        ("/account/password", {"current": PASSWORD, "password": NEW, "confirm": NEW}, 2),
        ("/account/delete", {"current": PASSWORD}, 1),
    ],
)
def test_a_member_s_password_is_hashed_with_nothing_held(  # noqa: PLR0913, PLR0917 -- likewise
    member: FlaskClient,
    submit: Callable[..., TestResponse],
    held: list[int],
    path: str,
    fields: dict[str, str],
    hashes: int,
) -> None:
    held.clear()
    submit(member, path, **fields)
    assert held == [0] * hashes


def test_an_outdated_hash_is_renewed_with_nothing_held(
    app: Flask, client: FlaskClient, add_user: Callable[..., int], submit: Callable[..., TestResponse], held: list[int]
) -> None:
    add_user(ADA, PASSWORD)
    app.config["PASSWORD_HASH_METHOD"] = "scrypt:256:8:1"
    held.clear()
    assert submit(client, "/login", email=ADA, password=PASSWORD).status_code == 302
    assert held == [0, 0]
