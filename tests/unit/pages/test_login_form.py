"""What the form for logging in asks of the accounts, and what it says when the answer is no."""

import unicodedata
from collections.abc import Callable

import pytest
from flask_wtf import FlaskForm

from app import accounts, messages
from app.models import User
from app.users.forms import LoginForm

GOOD = {"email": "ada@example.com", "password": "correct horse battery"}
MISSHAPEN = [
    pytest.param({"email": None}, {"email": messages.EMAIL_MISSING}, id="no email"),
    pytest.param({"email": ""}, {"email": messages.EMAIL_MISSING}, id="an empty email"),
    pytest.param({"email": "ada"}, {"email": messages.EMAIL_INVALID}, id="an email without @"),
    pytest.param({"email": "ada\0@example.com"}, {"email": messages.EMAIL_INVALID}, id="an email with NUL"),
    pytest.param({"email": "a" * 255}, {"email": messages.EMAIL_TOO_LONG}, id="an email of 255 characters"),
    pytest.param({"password": None}, {"password": messages.PASSWORD_MISSING}, id="no password"),
    pytest.param({"password": ""}, {"password": messages.PASSWORD_MISSING}, id="an empty password"),
    pytest.param({"password": "x" * 129}, {"password": messages.PASSWORD_TOO_LONG}, id="a password of 129 characters"),
    pytest.param(
        {"email": None, "password": None},
        {"email": messages.EMAIL_MISSING, "password": messages.PASSWORD_MISSING},
        id="nothing at all",
    ),
]


@pytest.fixture
def login(judge: Callable[..., FlaskForm]) -> Callable[..., FlaskForm]:
    return lambda **changes: judge(LoginForm, GOOD | changes)


@pytest.fixture
def shown(complaints: Callable[..., dict[str, str]]) -> Callable[..., dict[str, str]]:
    return lambda **changes: complaints(LoginForm, GOOD | changes)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What the accounts were asked. They know nobody but the one whom they answer with."""
    questions: list[tuple[str, str]] = []

    def authenticate(email: str, password: str) -> User:
        questions.append((email, password))
        return User(email="whoever@example.com")

    monkeypatch.setattr(accounts, "authenticate", authenticate)
    return questions


@pytest.mark.parametrize(("changes", "sentences"), MISSHAPEN)
def test_a_misshapen_form_says_what_is_wrong_with_it(
    shown: Callable[..., dict[str, str]], changes: dict[str, str | None], sentences: dict[str, str]
) -> None:
    assert shown(**changes) == sentences


@pytest.mark.parametrize(("changes", "_sentences"), MISSHAPEN)
def test_a_misshapen_form_asks_nothing(
    login: Callable[..., FlaskForm],
    asked: list[tuple[str, str]],
    changes: dict[str, str | None],
    _sentences: dict[str, str],
) -> None:
    form = login(**changes)
    assert asked == []
    assert not hasattr(form, "user")


@pytest.mark.parametrize("password", ["x", " ", "x" * 128], ids=["1 character", "a space", "128 characters"])
def test_a_form_of_the_right_shape_asks_once(
    login: Callable[..., FlaskForm], asked: list[tuple[str, str]], password: str
) -> None:
    form = login(email=" ada@example.com ", password=password)
    assert asked == [("ada@example.com", password)]
    assert form.user.email == "whoever@example.com"


@pytest.mark.parametrize(("letters", "looked_at"), [(128, 1), (129, 0)])
def test_a_password_is_measured_in_letters_however_a_keyboard_sends_them(
    login: Callable[..., FlaskForm], asked: list[tuple[str, str]], letters: int, looked_at: int
) -> None:
    login(password=unicodedata.normalize("NFD", "é" * letters))
    assert len(asked) == looked_at


@pytest.mark.parametrize("email", ["ada@example.com", "grace@example.com", "edith@example.com"])
def test_the_user_of_the_form_is_the_one_who_logs_in(
    login: Callable[..., FlaskForm], add_user: Callable[..., int], email: str
) -> None:
    for name in ("ada", "grace", "edith"):
        add_user(f"{name}@example.com", f"the password of {name}")
    form = login(email=email, password=f"the password of {email.partition('@')[0]}")
    assert form.errors == {}
    assert form.user.email == email


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"password": "wrong horse battery"}, id="wrong password"),
        pytest.param({"email": "nobody@example.com"}, id="unknown email"),
        pytest.param({"email": "grace@example.com"}, id="somebody else's email"),
        pytest.param({"password": "x"}, id="password too short for any account"),
    ],
)
def test_whichever_half_is_wrong_the_email_field_has_the_same_one_sentence(
    login: Callable[..., FlaskForm], add_user: Callable[..., int], changes: dict[str, str]
) -> None:
    add_user("ada@example.com", "correct horse battery")
    add_user("grace@example.com", "the password of grace")
    form = login(**changes)
    assert form.errors == {"email": [messages.INVALID_CREDENTIALS]}
    assert not hasattr(form, "user")


def test_the_sentence_names_neither_half_as_the_wrong_one() -> None:
    assert messages.INVALID_CREDENTIALS == "Invalid email or password"
