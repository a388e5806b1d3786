"""Passwords that an attacker tries first, and what the form for registering says to them."""

from collections.abc import Callable

import pytest

from app import messages
from app.users.forms import SignupForm


@pytest.fixture
def shown(complaints: Callable[..., dict[str, str]]) -> Callable[..., dict[str, str]]:
    """What the form says to this password, chosen by whoever has this email."""

    def said(password: str, email: str = "ada.lovelace@example.com") -> dict[str, str]:
        return complaints(SignupForm, {"email": email, "password": password, "confirm": password})

    return said


@pytest.mark.parametrize(
    "password",
    [
        "password",
        "12345678",
        "iloveyou",
        "Password",
        "PASSWORD",
        "password1",
        "password123!",
        "!!password!!",
        "  qwerty  ",
        "11234567",  # the 29,998th of 30,000
        "buddie!1",
        "08154711",
    ],
)
def test_a_password_from_the_list_of_leaked_ones_is_refused(
    shown: Callable[..., dict[str, str]], password: str
) -> None:
    assert shown(password) == {"password": messages.PASSWORD_COMMON}


@pytest.mark.parametrize(
    "password",
    [
        "ada.lovelace@example.com",
        "ADA.Lovelace@example.com",
        "ada.lovelace",
        "Ada.Lovelace",
        "ada.lovelace1815",
        "ada.lovelace!",
    ],
)
def test_a_password_that_is_the_email_is_refused(shown: Callable[..., dict[str, str]], password: str) -> None:
    assert shown(password) == {"password": messages.PASSWORD_IS_EMAIL}


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("lovelace1815@example.com", "lovelace1815@example.com"),
        ("lovelace1815@example.com", "lovelace1815"),
        ("9173640285@example.com", "9173640285"),
        ("_lovelace_@example.com", "_lovelace_"),
    ],
    ids=["whole", "digits after a name", "digits only", "punctuation"],
)
def test_a_password_that_is_the_email_is_refused_whatever_the_email_is_made_of(
    shown: Callable[..., dict[str, str]], email: str, password: str
) -> None:
    assert shown(password, email) == {"password": messages.PASSWORD_IS_EMAIL}


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("ada@xn--bcher-kva.example", "ada@b\u00fccher.example"),
        ("ada@b\u00fccher.example", "ADA@B\u00dcCHER.EXAMPLE"),
        ("lovelac\u00e9@example.com", "lovelace\u0301@example.com"),
        ("lovelace\u0301@example.com", "lovelac\u00e9@example.com"),
        ("lovelace\u0301@example.com", "LOVELAC\u00c9"),
        ("stra\u00dfentor@example.com", "STRASSENTOR"),
        ("strassentor@example.com", "stra\u00dfentor1"),
    ],
    ids=ascii,
)
def test_a_password_that_is_the_email_is_refused_in_any_spelling(
    shown: Callable[..., dict[str, str]], email: str, password: str
) -> None:
    assert shown(password, email) == {"password": messages.PASSWORD_IS_EMAIL}


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("pa\u017f\u017fword", messages.PASSWORD_COMMON),
        ("PA\u017fSWORD1!", messages.PASSWORD_COMMON),
        ("LATCH\u212aEY", messages.PASSWORD_IS_SITE),
    ],
    ids=ascii,
)
def test_a_password_is_easily_guessed_in_small_letters_and_in_capitals(
    shown: Callable[..., dict[str, str]], password: str, sentence: str
) -> None:
    assert shown(password) == {"password": sentence}


@pytest.mark.parametrize("password", ["\uff50assword", "latch\uff4bey", "p\u00e0ssword", "pass\u200bword"], ids=ascii)
def test_what_only_looks_like_such_a_word_is_accepted(shown: Callable[..., dict[str, str]], password: str) -> None:
    assert shown(password) == {}


@pytest.mark.parametrize("password", ["latchkey", "LatchKey", "latchkey2026", "latchkey!"])
def test_a_password_that_is_the_name_of_the_site_is_refused(
    shown: Callable[..., dict[str, str]], password: str
) -> None:
    assert shown(password) == {"password": messages.PASSWORD_IS_SITE}


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "my password is long",
        "ada.lovelace has a cat",
        "the latchkey is under the mat",
        "9173640285",
    ],
)
def test_a_password_that_only_has_such_a_word_in_it_is_accepted(
    shown: Callable[..., dict[str, str]], password: str
) -> None:
    assert shown(password) == {}


@pytest.mark.parametrize("password", ["9173640285", "!!!!!!!!!!?", " " * 8], ids=["digits", "punctuation", "spaces"])
def test_a_password_is_not_taken_for_an_email_that_was_not_entered(
    shown: Callable[..., dict[str, str]], password: str
) -> None:
    assert shown(password, email="") == {"email": messages.EMAIL_MISSING}
