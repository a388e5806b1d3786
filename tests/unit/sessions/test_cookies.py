"""How long a signed cookie is believed, and by whose clock."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import BadSignature, SignatureExpired

from app.cookies import CLOCKS_DIFFER, PatientSigner, SessionInterface

NOW = 1_800_000_000


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], PatientSigner]:
    """A signer whose clock stands so many seconds from now."""

    def made(seconds: float) -> PatientSigner:
        monkeypatch.setattr("time.time", lambda: NOW + seconds)
        return PatientSigner("a key")

    return made


@pytest.mark.parametrize("ahead", [-10, -1, 0, 1, CLOCKS_DIFFER])
def test_what_was_signed_lately_is_believed_or_by_a_clock_that_is_a_little_fast(
    at: Callable[[float], PatientSigner], ahead: int
) -> None:
    signed = at(ahead).sign(b"Ada")
    assert at(0).unsign(signed, max_age=10) == b"Ada"
    moment = datetime.fromtimestamp(NOW + ahead, UTC)
    assert at(0).unsign(signed, max_age=10, return_timestamp=True) == (b"Ada", moment)
    assert at(0).unsign(signed, 10, return_timestamp=False) == b"Ada"


@pytest.mark.parametrize("ahead", [-3600, -11, CLOCKS_DIFFER + 1, 3600])
def test_what_was_signed_long_ago_or_in_a_far_future_is_not(at: Callable[[float], PatientSigner], ahead: int) -> None:
    signed = at(ahead).sign(b"Ada")
    with pytest.raises(SignatureExpired):
        at(0).unsign(signed, max_age=10)


def test_without_an_age_only_the_signature_counts(at: Callable[[float], PatientSigner]) -> None:
    signed = at(-3600).sign(b"Ada")
    assert at(0).unsign(signed) == b"Ada"
    with pytest.raises(BadSignature):
        at(0).unsign(signed[:-1] + b"~")


def test_the_app_reads_its_cookies_so(member: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    with member.session_transaction() as session:
        token = session["_user_id"]
    answers = []
    for ahead in (CLOCKS_DIFFER, CLOCKS_DIFFER + 1):
        monkeypatch.setattr("time.time", lambda ahead=ahead: NOW + ahead)
        with member.session_transaction() as session:
            session["_user_id"] = token
        monkeypatch.setattr("time.time", lambda: NOW)
        answers.append(member.get("/account").status_code)
    assert answers == [200, 302]


def test_without_a_key_nothing_signs_or_reads_a_cookie(app: Flask) -> None:
    app.secret_key = None
    assert SessionInterface().get_signing_serializer(app) is None
