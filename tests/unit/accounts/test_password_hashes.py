"""How passwords are stored, and what checking one costs."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app import accounts
from app.extensions import db
from app.models import User

PASSWORD = "correct horse battery"


def stored_hash(app: Flask, email: str) -> str:
    with app.app_context():
        return db.session.scalars(db.select(User.password_hash).where(User.email == email)).one()


def test_a_password_is_stored_as_a_hash_with_a_salt_of_its_own(app: Flask, add_user: Callable[..., int]) -> None:
    add_user("ada@example.com", PASSWORD)
    add_user("grace@example.com", PASSWORD)
    ada, grace = stored_hash(app, "ada@example.com"), stored_hash(app, "grace@example.com")
    assert ada.startswith("scrypt:128:8:1$")
    assert PASSWORD not in ada
    assert ada.split("$")[1] != grace.split("$")[1]
    assert ada.split("$")[2] != grace.split("$")[2]


def test_the_default_hash_costs_what_owasp_asks_for(make_app: Callable[..., Flask], settings: dict[str, Any]) -> None:
    del settings["PASSWORD_HASH_METHOD"]
    with make_app(settings).app_context():
        accounts.register("ada@example.com", PASSWORD)
        user = accounts.authenticate("ada@example.com", PASSWORD)
        assert user
        name, n, r, p = user.password_hash.split("$")[0].split(":")
    assert name == "scrypt"
    assert int(n) >= 2**15
    assert int(r) >= 8
    assert int(n) * int(r) * int(p) >= 2**15 * 8 * 3


@pytest.mark.parametrize(
    ("email", "password"),
    [
        pytest.param("ada@example.com", PASSWORD, id="known email, right password"),
        pytest.param("ada@example.com", "wrong horse battery", id="known email, wrong password"),
        pytest.param("nobody@example.com", PASSWORD, id="unknown email"),
        pytest.param("nobody@example.com", "", id="unknown email, empty password"),
    ],
)
def test_authenticating_takes_one_hash_of_the_same_cost(
    app: Flask,
    add_user: Callable[..., int],
    scrypt_costs: list[tuple[int, int, int]],
    email: str,
    password: str,
) -> None:
    add_user("ada@example.com", PASSWORD)
    scrypt_costs.clear()
    with app.app_context():
        accounts.authenticate(email, password)
    assert scrypt_costs == [(128, 8, 1)]
