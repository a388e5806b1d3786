"""What the form for registering accepts, and what it says to everything else."""

import unicodedata
from collections.abc import Callable

import pytest
from flask_wtf import FlaskForm

from app import messages
from app.users.forms import SignupForm

GOOD = {"email": "ada@example.com", "password": "correct horse battery", "confirm": "correct horse battery"}
NFC = unicodedata.normalize("NFC", "é")
NFD = unicodedata.normalize("NFD", "é")
#: 64 characters, "@", and a domain of 189 characters: 254 in all.
LONGEST_EMAIL = f"{'a' * 64}@{'b' * 61}.{'c' * 61}.{'d' * 61}.org"


@pytest.fixture
def signup(judge: Callable[..., FlaskForm]) -> Callable[..., FlaskForm]:
    return lambda **changes: judge(SignupForm, GOOD | changes)


@pytest.fixture
def shown(complaints: Callable[..., dict[str, str]]) -> Callable[..., dict[str, str]]:
    return lambda **changes: complaints(SignupForm, GOOD | changes)


@pytest.fixture
def shown_for_password(shown: Callable[..., dict[str, str]]) -> Callable[[str], dict[str, str]]:
    return lambda password: shown(password=password, confirm=password)


def test_a_form_filled_in_well_is_accepted(shown: Callable[..., dict[str, str]]) -> None:
    assert shown() == {}


@pytest.mark.parametrize("email", [None, "", "   ", "\t\r\n"], ids=["missing", "empty", "spaces", "line break"])
def test_an_email_has_to_be_entered(shown: Callable[..., dict[str, str]], email: str | None) -> None:
    assert shown(email=email) == {"email": messages.EMAIL_MISSING}


@pytest.mark.parametrize(
    "email",
    [
        pytest.param("ada", id="no @"),
        pytest.param("ada@", id="no domain"),
        pytest.param("@example.com", id="no name"),
        pytest.param("ada@example", id="no dot"),
        pytest.param("ada@example..com", id="two dots"),
        pytest.param("ada@grace@example.com", id="two @"),
        pytest.param("ada lovelace@example.com", id="a space"),
        pytest.param("ada@example.com, grace@example.com", id="two addresses"),
        pytest.param("Ada <ada@example.com>", id="with a name before it"),
        pytest.param("ada@[127.0.0.1]", id="an IP address"),
        pytest.param("ada\0@example.com", id="NUL in the name"),
        pytest.param("ada@example.com\0", id="NUL at the end"),
        pytest.param("ada@example.com\nBcc: grace@example.com", id="a header after a line break"),
        pytest.param("=?utf-8?q?ada?=@example.com", id="a word that is encoded as in a header"),
        pytest.param("a=?utf-8?q?=0aada?=@example.com", id="an encoded line break"),
    ],
)
def test_an_email_that_is_no_address_is_refused(shown: Callable[..., dict[str, str]], email: str) -> None:
    assert shown(email=email) == {"email": messages.EMAIL_INVALID}


def test_an_email_of_254_characters_is_accepted(shown: Callable[..., dict[str, str]]) -> None:
    assert len(LONGEST_EMAIL) == 254
    assert shown(email=LONGEST_EMAIL) == {}


def test_an_email_of_255_characters_is_refused(shown: Callable[..., dict[str, str]]) -> None:
    email = LONGEST_EMAIL.replace(".org", ".info")
    assert len(email) == 255
    assert shown(email=email) == {"email": messages.EMAIL_TOO_LONG}


@pytest.mark.parametrize("email", ["ädä@example.com", "ada@münchen.de", "用户@例え.jp", "o'hara+shop@example.co.uk"])
def test_an_unusual_email_is_accepted(shown: Callable[..., dict[str, str]], email: str) -> None:
    assert shown(email=email) == {}


def test_spaces_round_an_email_are_taken_off(signup: Callable[..., FlaskForm]) -> None:
    form = signup(email="  ada@example.com \t")
    assert (form.email.data, form.errors) == ("ada@example.com", {})


def test_a_password_of_7_characters_is_refused(shown_for_password: Callable[[str], dict[str, str]]) -> None:
    assert shown_for_password("qzvkxwj") == {"password": messages.PASSWORD_TOO_SHORT}


def test_a_password_of_8_characters_is_accepted(shown_for_password: Callable[[str], dict[str, str]]) -> None:
    assert shown_for_password("qzvkxwjp") == {}


def test_a_password_of_128_characters_is_accepted(shown_for_password: Callable[[str], dict[str, str]]) -> None:
    assert shown_for_password("x" * 128) == {}


def test_a_password_of_129_characters_is_refused(shown_for_password: Callable[[str], dict[str, str]]) -> None:
    assert shown_for_password("x" * 129) == {"password": messages.PASSWORD_TOO_LONG}


@pytest.mark.parametrize("letter", ["🗝", NFC, NFD], ids=["of 4 bytes", "in one code point", "in two code points"])
def test_a_password_is_measured_in_letters(letter: str, shown_for_password: Callable[[str], dict[str, str]]) -> None:
    assert shown_for_password(letter * 7) == {"password": messages.PASSWORD_TOO_SHORT}
    assert shown_for_password(letter * 8) == {}
    assert shown_for_password(letter * 128) == {}
    assert shown_for_password(letter * 129) == {"password": messages.PASSWORD_TOO_LONG}


@pytest.mark.parametrize(
    "password",
    [
        pytest.param(" " * 8, id="spaces only"),
        pytest.param("  correct horse  ", id="spaces round it"),
        pytest.param("correct\thorse", id="a tab"),
        pytest.param("πράγμα σωστό", id="Greek"),
        pytest.param("<script>'\"&amp;", id="markup"),
    ],
)
def test_a_password_is_taken_as_it_was_typed(signup: Callable[..., FlaskForm], password: str) -> None:
    form = signup(password=password, confirm=password)
    assert (form.password.data, form.errors) == (password, {})


def test_a_password_of_7_spaces_is_too_short_and_not_missing(
    shown_for_password: Callable[[str], dict[str, str]],
) -> None:
    assert shown_for_password(" " * 7) == {"password": messages.PASSWORD_TOO_SHORT}


@pytest.mark.parametrize("password", [None, ""], ids=["missing", "empty"])
def test_a_password_has_to_be_entered(shown: Callable[..., dict[str, str]], password: str | None) -> None:
    assert shown(password=password) == {
        "password": messages.PASSWORD_MISSING,
        "confirm": messages.PASSWORDS_DIFFER,
    }


@pytest.mark.parametrize("confirm", [None, ""], ids=["missing", "empty"])
def test_a_password_has_to_be_entered_again(shown: Callable[..., dict[str, str]], confirm: str | None) -> None:
    assert shown(confirm=confirm) == {"confirm": messages.CONFIRM_MISSING}


@pytest.mark.parametrize(
    "confirm",
    ["something else", "Correct horse battery", "correct horse battery ", " correct horse battery", "correct horse"],
    ids=["other words", "other case", "a space after", "a space before", "the beginning only"],
)
def test_passwords_that_differ_are_refused(shown: Callable[..., dict[str, str]], confirm: str) -> None:
    assert shown(confirm=confirm) == {"confirm": messages.PASSWORDS_DIFFER}


@pytest.mark.parametrize(("password", "confirm"), [(NFC, NFD), (NFD, NFC)], ids=["NFC then NFD", "NFD then NFC"])
def test_one_password_in_two_unicode_spellings_is_one_password(
    signup: Callable[..., FlaskForm], password: str, confirm: str
) -> None:
    form = signup(password=password * 8, confirm=confirm * 8)
    assert form.errors == {}
    assert form.password.data == form.confirm.data == NFC * 8


def test_every_mistake_is_told_at_its_own_field(shown: Callable[..., dict[str, str]]) -> None:
    assert shown(email="ada", password="short", confirm="other") == {
        "email": messages.EMAIL_INVALID,
        "password": messages.PASSWORD_TOO_SHORT,
        "confirm": messages.PASSWORDS_DIFFER,
    }


def test_who_has_entered_no_email_is_nobody(signup: Callable[..., FlaskForm]) -> None:
    assert signup(email=None).email_address() == ""
    assert signup(email=" ada@example.com ").email_address() == "ada@example.com"
