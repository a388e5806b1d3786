"""Hashing takes its time: no transaction, and no connection of the pool, waits for it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

ADA, PASSWORD, NEW = "ada@example.com", "correct horse battery", "staple of many colours"


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


@pytest.mark.parametrize(
    ("path", "fields", "hashes"),
    [
        ("/login", {"email": ADA, "password": PASSWORD}, 1),
        ("/register", {"email": "grace@example.com", "password": PASSWORD, "confirm": PASSWORD}, 1),
    ],
)
def test_where_a_login_has_ended_a_password_is_hashed_with_nothing_held(  # noqa: PLR0913, PLR0917 -- likewise
    member: FlaskClient,
    set_back: Callable[..., None],
    submit: Callable[..., TestResponse],
    held: list[int],
    path: str,
    fields: dict[str, str],
    hashes: int,
) -> None:
    set_back(seen_at=timedelta(hours=2))
    held.clear()
    assert submit(member, path, **fields).status_code == 302
    assert held == [0] * hashes


@pytest.mark.parametrize(
    ("path", "fields", "hashes"),
    [
        ("/account/confirm", {"current": PASSWORD}, 2),
        ("/account/password", {"current": PASSWORD, "password": NEW, "confirm": NEW}, 3),
        ("/account/delete", {"current": PASSWORD}, 2),
    ],
)
def test_a_member_s_outdated_hash_is_renewed_with_nothing_held(  # noqa: PLR0913, PLR0917 -- likewise
    app: Flask,
    member: FlaskClient,
    submit: Callable[..., TestResponse],
    held: list[int],
    path: str,
    fields: dict[str, str],
    hashes: int,
) -> None:
    app.config["PASSWORD_HASH_METHOD"] = "scrypt:256:8:1"
    held.clear()
    assert submit(member, path, **fields).status_code == 302
    assert held == [0] * hashes


def test_an_outdated_hash_is_renewed_with_nothing_held(
    app: Flask, client: FlaskClient, add_user: Callable[..., int], submit: Callable[..., TestResponse], held: list[int]
) -> None:
    add_user(ADA, PASSWORD)
    app.config["PASSWORD_HASH_METHOD"] = "scrypt:256:8:1"
    held.clear()
    assert submit(client, "/login", email=ADA, password=PASSWORD).status_code == 302
    assert held == [0, 0]
