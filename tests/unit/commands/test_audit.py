"""What the log says of accounts: one line for each event, which nobody can forge, and no password in it."""

import json
import logging
import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.logging import default_handler
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import accounts, audit, sessions, signals
from app.extensions import db

PASSWORD, NEW, WRONG = "correct horse battery", "staple of many colours", "wrong horse battery"
ADA = "ada@example.com"
FROM_HERE = {"address": "127.0.0.1"}
#: A word as it stands in a line: plain, or quoted.
WORD = re.compile(r'([a-z]+)=("(?:[^"\\]|\\.)*"|[\w.:@+-]+)(?: |$)', re.ASCII)

pytestmark = pytest.mark.usefixtures("app")  # making one begins the audit


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """The lines of the audit since it was asked last."""

    def written() -> list[str]:
        texts = [record.getMessage() for record in caplog.records if record.name == "latchkey.audit"]
        caplog.clear()
        return texts

    return written


def words(line: str) -> dict[str, str]:
    """What a line says. All of it has to be key=value."""
    assert WORD.sub("", line) == ""
    return {name: json.loads(word) if word.startswith('"') else word for name, word in WORD.findall(line)}


def test_each_event_of_a_members_life_is_one_line(
    client: FlaskClient, submit: Callable[..., TestResponse], lines: Callable[[], list[str]]
) -> None:
    told = []
    for path, form_at, fields in (
        ("/register", None, {"email": ADA, "password": PASSWORD, "confirm": PASSWORD}),
        ("/account/password", None, {"current": PASSWORD, "password": NEW, "confirm": NEW}),
        ("/account/sessions/end-others", "/account", {}),
        ("/logout", "/account", {}),
        ("/login", None, {"email": ADA, "password": WRONG}),
        ("/login", None, {"email": ADA, "password": NEW}),
        ("/account/confirm", None, {"current": WRONG}),
        ("/account/delete", None, {"current": NEW}),
    ):
        submit(client, path, form_at=form_at, **fields)
        written = lines()
        told.append([words(line)["event"] for line in written])
        assert all(words(line)["address"] == "127.0.0.1" for line in written)
    assert told == [
        ["register", "login"],
        ["password-change", "end"],
        ["end"],
        ["end", "logout"],
        ["login-failure"],
        ["login"],
        ["login-failure"],
        ["delete", "logout"],
    ]


def test_a_limit_that_is_reached_is_one_line(
    client: FlaskClient, submit: Callable[..., TestResponse], lines: Callable[[], list[str]]
) -> None:
    for _ in range(5):
        submit(client, "/login", email=ADA, password=WRONG)
    assert [words(line) for line in lines()] == [{"event": "login-failure", "email": ADA} | FROM_HERE] * 5
    submit(client, "/login", email=ADA, password=PASSWORD)
    [line] = lines()
    assert words(line) == {"event": "limit", "email": ADA, "limit": "LIMIT_PER_EMAIL_AND_ADDRESS"} | FROM_HERE


def test_a_limit_that_is_reached_on_a_members_page_or_on_registering_is_one_line(
    app: Flask, member: FlaskClient, submit: Callable[..., TestResponse], lines: Callable[[], list[str]]
) -> None:
    app.config |= {"LIMIT_PER_LOGIN": "1 per hour", "LIMIT_REGISTRATIONS": "1 per hour"}
    for _ in range(2):
        submit(member, "/account/confirm", current=WRONG)
    for name in ("grace", "edith"):
        submit(app.test_client(), "/register", email=f"{name}@example.com", password=PASSWORD, confirm=PASSWORD)
    limits = [words(line) for line in lines() if line.startswith("event=limit ")]
    assert limits == [
        {"event": "limit", "email": ADA, "limit": "LIMIT_PER_LOGIN"} | FROM_HERE,
        {"event": "limit", "email": "edith@example.com", "limit": "LIMIT_REGISTRATIONS"} | FROM_HERE,
    ]


def test_a_line_names_the_user_by_their_number_and_how_many_logins_ended(
    app: Flask, add_user: Callable[..., int], lines: Callable[[], list[str]]
) -> None:
    user_id = add_user(ADA)
    assert lines() == [f"event=register user={user_id}"]
    with app.app_context():
        user = accounts.find(ADA)
        assert user
        signals.sessions_ended.send(user=user, count=2)
        accounts.deactivate(user)
        assert lines() == [], "the act is not over"
        db.session.commit()
        assert lines() == [f"event=end user={user_id} count=2", f"event=deactivate user={user_id}"]
        db.session.commit()
        assert lines() == [], "each line is written once"


def test_an_act_that_is_undone_leaves_no_line(app: Flask, lines: Callable[[], list[str]]) -> None:
    with app.app_context():
        accounts.register(ADA, PASSWORD)
        db.session.rollback()
        db.session.commit()
    assert lines() == []


def test_a_refusal_is_written_though_what_follows_it_is_undone(app: Flask, lines: Callable[[], list[str]]) -> None:
    with app.app_context():
        accounts.authenticate(ADA, WRONG)
        db.session.rollback()
    assert lines() == [f"event=login-failure email={ADA}"]


@pytest.mark.parametrize(
    ("event", "facts"),
    [(signals.login_failed, {}), (signals.attempts_limited, {"limit": "LIMIT_PER_ADDRESS"})],
    ids=["login-failed", "attempts-limited"],
)
@pytest.mark.parametrize(
    "email",
    [
        pytest.param("ada@example.com\r\nevent=login user=1", id="CR and LF"),
        pytest.param("ada@example.com\n", id="LF at the end"),
        pytest.param("ada\x0b\x0c\x1c\x85\u2028\u2029@example.com", id="what other programs take for a line"),
        pytest.param('ada" user=1 x="@example.com', id="quotes"),
        pytest.param("ada\\", id="a backslash"),
        pytest.param("ada user=1", id="a space"),
        pytest.param("ada=1", id="="),
        pytest.param("\x1b[2Jada", id="a terminal's escape"),
        pytest.param("\0", id="NUL"),
        pytest.param("ädä@example.com", id="not ASCII"),
        pytest.param("\ud800", id="half a surrogate pair"),
        pytest.param("%s %(email)s {email}", id="placeholders"),
        pytest.param("", id="empty"),
    ],
)
def test_no_email_forges_a_line_or_a_word(
    lines: Callable[[], list[str]], event: signals.Namespace, facts: dict[str, str], email: str
) -> None:
    event.send(email=email, **facts)
    (line,) = lines()
    assert len(line.splitlines()) == 1
    assert line.isascii()
    assert line.isprintable()
    rest = "".join(f" {name}={value}" for name, value in facts.items())
    assert line.partition(" email=")[2] == json.dumps(email) + rest
    assert set(words(line)) == {"event", "email", *facts}
    assert words(line)["email"] == email


@pytest.mark.parametrize("email", [ADA, "o.hara+shop@example.co.uk"])
def test_a_plain_email_stands_as_it_is(lines: Callable[[], list[str]], email: str) -> None:
    signals.login_failed.send(email=email)
    assert lines() == [f"event=login-failure email={email}"]


@pytest.mark.parametrize("typed", ["ada@example.com\nevent=login", " ADA@example.com"], ids=ascii)
def test_an_email_is_written_as_it_was_typed(
    app: Flask, add_user: Callable[..., int], lines: Callable[[], list[str]], typed: str
) -> None:
    add_user(ADA)
    lines()
    with app.app_context():
        assert accounts.authenticate(typed, WRONG) is None
    assert lines() == [f"event=login-failure email={json.dumps(typed)}"]


def test_no_password_and_no_token_stands_in_the_log(
    member: FlaskClient, submit: Callable[..., TestResponse], caplog: pytest.LogCaptureFixture
) -> None:
    with member.session_transaction() as session:
        secrets = {PASSWORD, NEW, WRONG, session["_user_id"]}
    submit(member, "/account/password", current=WRONG, password=NEW, confirm=NEW)
    submit(member, "/account/password", current=PASSWORD, password=NEW, confirm=NEW)
    submit(member, "/logout", form_at="/account")
    submit(member, "/login", email=ADA, password=WRONG)
    submit(member, "/login", email=ADA, password=NEW)
    assert len(caplog.records) > 5
    assert [secret for secret in secrets if secret in caplog.text] == []


def test_an_event_that_was_rolled_back_is_not_written(
    app: Flask, add_user: Callable[..., int], lines: Callable[[], list[str]]
) -> None:
    add_user(ADA)
    lines()
    with app.app_context(), pytest.raises(accounts.EmailTaken):
        accounts.register(ADA, PASSWORD)
    assert lines() == []
    with app.app_context():
        assert len(db.session.scalars(db.select(accounts.User.id)).all()) == 1


def test_each_line_is_an_info_of_the_audit(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with app.app_context():
        accounts.register(ADA, PASSWORD)
        db.session.commit()
        accounts.authenticate(ADA, WRONG)
    assert [(record.name, record.levelname) for record in caplog.records] == [("latchkey.audit", "INFO")] * 2


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (lambda user: accounts.change_password(user, NEW), ["event=password-change user=1"]),
        (lambda user: accounts.change_email(user, "ada@example.org"), ["event=email-change user=1"]),
        (accounts.deactivate, ["event=deactivate user=1"]),
        (accounts.activate, ["event=activate user=1"]),
        (accounts.delete, ["event=delete user=1"]),
        (sessions.end_all, ["event=end user=1 count=0"]),
    ],
    ids=["password", "email", "deactivate", "activate", "delete", "end"],
)
def test_each_act_of_a_command_is_a_line_word_for_word_without_an_address(
    app: Flask,
    add_user: Callable[..., int],
    lines: Callable[[], list[str]],
    act: Callable[..., object],
    expected: list[str],
) -> None:
    add_user(ADA)
    lines()
    with app.app_context():
        act(accounts.find(ADA))
        assert lines() == []
        db.session.commit()
    assert lines() == expected


@pytest.mark.parametrize("somebody", [True, False], ids=["there is a log", "there is none"])
def test_lines_are_written_also_where_nobody_has_set_up_a_log(
    app: Flask, monkeypatch: pytest.MonkeyPatch, *, somebody: bool
) -> None:
    logger = logging.getLogger("latchkey.audit")
    monkeypatch.setattr(audit, "has_level_handler", lambda asked: somebody if asked is logger else not somebody)
    monkeypatch.setattr(logger, "handlers", [])
    monkeypatch.setattr(logger, "level", logging.WARNING)
    audit.init_app(app)
    assert logger.handlers == ([] if somebody else [default_handler])
    assert logger.level == logging.INFO


def test_whose_logins_ended_and_how_many_is_written(
    member: FlaskClient,
    log_in: Callable[..., FlaskClient],
    submit: Callable[..., TestResponse],
    lines: Callable[[], list[str]],
) -> None:
    for _ in range(2):
        log_in()
    lines()
    submit(member, "/account/sessions/end-others", form_at="/account")
    assert [words(line) for line in lines()] == [{"event": "end", "user": "1", "count": "2"} | FROM_HERE]
