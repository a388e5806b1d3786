"""No password holds a NUL: HMAC, inside scrypt, takes "pw" and the same with NULs after it for one."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from flask_wtf import FlaskForm
from werkzeug.test import TestResponse

from app import messages
from app.users.forms import LoginForm, SignupForm

PASSWORD = "correct horse battery"
WITH_NUL = {"inside": "correct\0horse battery", "at the end": f"{PASSWORD}\0", "at the start": f"\0{PASSWORD}"}
NULS = pytest.mark.parametrize("password", WITH_NUL.values(), ids=WITH_NUL.keys())


@NULS
def test_nobody_registers_with_a_nul(
    complaints: Callable[..., dict[str, str]], scrypt_costs: list[tuple[int, int, int]], password: str
) -> None:
    typed = {"email": "ada@example.com", "password": password, "confirm": password}
    assert complaints(SignupForm, typed) == {"password": messages.CONTROL_CHARACTER}
    assert scrypt_costs == []


@NULS
def test_nobody_logs_in_with_a_nul(
    add_user: Callable[..., int],
    judge: Callable[..., FlaskForm],
    scrypt_costs: list[tuple[int, int, int]],
    password: str,
) -> None:
    add_user("ada@example.com", PASSWORD)
    scrypt_costs.clear()
    form = judge(LoginForm, {"email": "ada@example.com", "password": password})
    assert form.errors == {"password": [messages.CONTROL_CHARACTER]}
    assert not hasattr(form, "user")
    assert scrypt_costs == []


@NULS
@pytest.mark.parametrize("path", ["/account/password", "/account/confirm", "/account/delete"])
def test_no_current_password_has_a_nul(
    member: FlaskClient,
    submit: Callable[..., TestResponse],
    scrypt_costs: list[tuple[int, int, int]],
    path: str,
    password: str,
) -> None:
    scrypt_costs.clear()
    response = submit(member, path, current=password, password="another password", confirm="another password")
    assert f'id="current-error">{messages.CONTROL_CHARACTER}<' in response.text
    assert scrypt_costs == []
    assert member.get("/account").status_code == 200


@NULS
def test_no_new_password_has_a_nul(
    member: FlaskClient,
    submit: Callable[..., TestResponse],
    log_in: Callable[..., FlaskClient],
    scrypt_costs: list[tuple[int, int, int]],
    password: str,
) -> None:
    scrypt_costs.clear()
    response = submit(member, "/account/password", current=PASSWORD, password=password, confirm=password)
    assert f'id="password-error">{messages.CONTROL_CHARACTER}<' in response.text
    assert scrypt_costs == []
    assert log_in(password=PASSWORD)
