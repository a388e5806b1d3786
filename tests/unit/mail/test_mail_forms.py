"""What the two forms accept, and what they say to everything else."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask_wtf import FlaskForm
from werkzeug.datastructures import ImmutableMultiDict

from app import messages
from app.guessing import TooManyAttempts
from app.mail.forms import AddressForm, NewPasswordForm

GOOD = "staple of many colours"


@pytest.mark.parametrize(
    "email", ["ada@example.com", " ADA@example.com\t", "ädä@bücher.example", f"{'a' * 64}@b.example"]
)
def test_an_address_is_taken_without_the_spaces_round_it(judge: Callable[..., FlaskForm], email: str) -> None:
    form = judge(AddressForm, {"email": email})
    assert (form.email.data, form.errors) == (email.strip(), {})


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        (None, messages.EMAIL_MISSING),
        ("", messages.EMAIL_MISSING),
        (" ", messages.EMAIL_MISSING),
        ("ada", messages.EMAIL_INVALID),
        ("ada@example", messages.EMAIL_INVALID),
        ("ada@exam ple.com", messages.EMAIL_INVALID),
        ("ada@example.com\0", messages.EMAIL_INVALID),
        ("ada@example.com\r\nBcc: grace@example.com", messages.EMAIL_INVALID),
        ("ada@example.com,grace@example.com", messages.EMAIL_INVALID),
        ("=?utf-8?q?ada?=@example.com", messages.EMAIL_INVALID),
        (f"{'a' * 250}@example.com", messages.EMAIL_TOO_LONG),
    ],
)
def test_what_is_no_address_is_told(
    complaints: Callable[..., dict[str, str]], email: str | None, sentence: str
) -> None:
    assert complaints(AddressForm, {"email": email}) == {"email": sentence}


def test_what_is_no_address_is_not_counted(app: Flask, judge: Callable[..., FlaskForm]) -> None:
    app.config |= {"LIMIT_MAILS_PER_ADDRESS": "1 per hour"}
    for email in ("ada", "", "ada@example"):
        judge(AddressForm, {"email": email})
    judge(AddressForm, {"email": "ada@example.com"})
    with pytest.raises(TooManyAttempts):
        judge(AddressForm, {"email": "grace@example.com"})


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, {}),
        (
            {"password": None, "confirm": None},
            {"password": messages.PASSWORD_MISSING, "confirm": messages.CONFIRM_MISSING},
        ),
        ({"confirm": None}, {"confirm": messages.CONFIRM_MISSING}),
        ({"confirm": "another of many colours"}, {"confirm": messages.PASSWORDS_DIFFER}),
        ({"password": "seven77", "confirm": "seven77"}, {"password": messages.PASSWORD_TOO_SHORT}),
        ({"password": "ab" * 65, "confirm": "ab" * 65}, {"password": messages.PASSWORD_TOO_LONG}),
        ({"password": f"{GOOD}\0", "confirm": f"{GOOD}\0"}, {"password": messages.CONTROL_CHARACTER}),
        (
            {"password": "Ada.Lovelace@Example.com", "confirm": "Ada.Lovelace@Example.com"},
            {"password": messages.PASSWORD_IS_EMAIL},
        ),
        ({"password": "ada.lovelace", "confirm": "ada.lovelace"}, {"password": messages.PASSWORD_IS_EMAIL}),
        ({"password": "password1", "confirm": "password1"}, {"password": messages.PASSWORD_COMMON}),
        ({"email": "grace@example.com"}, {}),
    ],
    ids=ascii,
)
def test_a_new_password_is_judged_as_the_members_whose_link_it_is(
    app: Flask, complaints: Callable[..., dict[str, str]], changes: dict[str, str | None], told: dict[str, str]
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False

    def form(fields: ImmutableMultiDict[str, str], **_meta: object) -> FlaskForm:
        return NewPasswordForm(fields, email="ada.lovelace@example.com")

    assert complaints(form, {"password": GOOD, "confirm": GOOD} | changes) == told
