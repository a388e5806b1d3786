"""Each form asks the validators that its caller adds, before it asks or counts anything."""

from collections.abc import Callable

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from flask_wtf import FlaskForm
from wtforms import Field, ValidationError

from app import guessing
from app.account.forms import PasswordForm
from app.users.forms import LoginForm, SignupForm

PASSWORD, NEW = "correct horse battery", "staple of many colours"
TYPED = {"email": "ada@example.com", "current": PASSWORD, "password": NEW, "confirm": NEW}


def refuse(_form: FlaskForm, _field: Field) -> None:
    raise ValidationError("Not today.")


@pytest.mark.parametrize(
    ("form_class", "field"),
    [(SignupForm, "email"), (LoginForm, "email"), (PasswordForm, "current")],
)
def test_a_form_asks_what_its_caller_adds(
    app: Flask, monkeypatch: pytest.MonkeyPatch, form_class: type[FlaskForm], field: str
) -> None:
    for asked in ("authenticate", "count_registration"):
        monkeypatch.setattr(guessing, asked, lambda *_: pytest.fail("asked"))
    with app.test_request_context(method="POST", data=TYPED):
        form = form_class(request.form, meta={"csrf": False})
        assert form.validate({field: [refuse]}) is False
        assert form.errors == {field: ["Not today."]}


@pytest.mark.parametrize("path", ["/account/password", "/account/delete", "/account/confirm"])
def test_a_wrong_password_is_told_at_its_field_and_nothing_else_is(
    member: FlaskClient, submit: Callable[..., object], path: str
) -> None:
    response = submit(member, path, current="wrong horse battery", password=NEW, confirm=NEW)
    assert response.text.count('class="invalid-feedback"') == 1
    assert 'id="current-error">' in response.text
