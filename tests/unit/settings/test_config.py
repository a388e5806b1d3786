"""Where settings come from, and the keys on which the app refuses to start."""

import os
import re
import stat
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.cli import NoAppException

from app import create_app, messages
from app.config import DEFAULTS, configure

STRONG = "0123456789abcdef" * 4
REFUSED = [
    pytest.param(None, messages.SECRET_KEY_MISSING, id="none"),
    pytest.param("", messages.SECRET_KEY_MISSING, id="empty text"),
    pytest.param(b"", messages.SECRET_KEY_MISSING, id="empty bytes"),
    pytest.param("dev", messages.SECRET_KEY_SHORT, id="dev"),
    pytest.param("0123456789abcdef0123456789abcde", messages.SECRET_KEY_SHORT, id="31 characters"),
    pytest.param(b"0123456789abcdef0123456789abcde", messages.SECRET_KEY_SHORT, id="31 bytes"),
    pytest.param('_5#y2L"F4Q8z\\n\\xec]/', messages.SECRET_KEY_SHORT, id="the first one in Flask's documentation"),
    pytest.param(12345678901234567890123456789012, messages.SECRET_KEY_SHORT, id="a number"),
    pytest.param(list(STRONG), messages.SECRET_KEY_SHORT, id="a list"),
    pytest.param("x" * 64, messages.SECRET_KEY_WELL_KNOWN, id="one letter"),
    pytest.param("changeme" * 8, messages.SECRET_KEY_WELL_KNOWN, id="changeme"),
    pytest.param("012345678" * 8, messages.SECRET_KEY_WELL_KNOWN, id="9 different characters"),
    pytest.param(
        "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
        messages.SECRET_KEY_WELL_KNOWN,
        id="the one in Flask's documentation",
    ),
    pytest.param(
        b"192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
        messages.SECRET_KEY_WELL_KNOWN,
        id="the same in bytes",
    ),
]


UNREADABLE = [
    pytest.param("5 per 5 minuts", id="misspelt"),
    pytest.param("5", id="a bare number"),
    pytest.param(5, id="a bare number, as the environment gives it"),
    pytest.param("", id="nothing"),
    pytest.param(None, id="none"),
    pytest.param(0, id="zero"),
    pytest.param("0 per minute", id="none a minute"),
    pytest.param("5 per 0 minutes", id="in no time"),
    pytest.param("5 per minute; 100 per hour", id="two of them"),
    pytest.param("-5 per minute", id="below zero"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An instance folder, which is not there yet."""
    return tmp_path / "of" / "this" / "instance"


@pytest.fixture
def blank(folder: Path) -> Flask:
    """An app that nobody configured, in production."""
    return Flask("blank", instance_path=str(folder))


@pytest.fixture
def development(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")


@pytest.mark.parametrize(("key", "sentence"), REFUSED)
def test_production_does_not_start_on_a_weak_key(settings: dict[str, Any], key: object, sentence: str) -> None:
    with pytest.raises(NoAppException) as refusal:
        create_app(settings | {"SECRET_KEY": key})
    assert refusal.value.message == sentence


def test_production_does_not_start_when_nobody_set_a_key(settings: dict[str, Any]) -> None:
    del settings["SECRET_KEY"]
    with pytest.raises(NoAppException) as refusal:
        create_app(settings)
    assert refusal.value.message == messages.SECRET_KEY_MISSING


def test_production_does_not_use_the_key_of_development(blank: Flask, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "secret_key").write_text(STRONG)
    with pytest.raises(NoAppException):
        configure(blank)


@pytest.mark.parametrize(
    "key",
    ["0123456789abcdef0123456789abcdef", b"0123456789abcdef0123456789abcdef", "0123456789" * 4, STRONG],
    ids=["32 characters", "32 bytes", "10 different characters", "64 characters"],
)
def test_production_starts_on_a_strong_key(blank: Flask, key: str | bytes) -> None:
    configure(blank, {"SECRET_KEY": key})
    assert blank.secret_key == key


def test_a_key_of_digits_is_refused_in_the_environment_where_it_becomes_a_number(
    blank: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASK_SECRET_KEY", "1234567890" * 4)
    with pytest.raises(NoAppException) as refusal:
        configure(blank)
    assert refusal.value.message == messages.SECRET_KEY_SHORT


@pytest.mark.parametrize("sentence", ["SECRET_KEY_MISSING", "SECRET_KEY_SHORT", "SECRET_KEY_WELL_KNOWN"])
def test_the_refusal_says_what_to_set_and_how_to_make_it(sentence: str) -> None:
    text = getattr(messages, sentence)
    assert "FLASK_SECRET_KEY" in text
    assert "secrets.token_hex(32)" in text


@pytest.mark.usefixtures("development")
def test_development_makes_its_own_key_that_only_its_owner_reads(folder: Path) -> None:
    before = os.umask(0)  # the most that a system can leave open
    try:
        configure(Flask("blank", instance_path=str(folder)))
    finally:
        os.umask(before)
    file = folder / "secret_key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert re.fullmatch("[0-9a-f]{64}", file.read_text())


@pytest.mark.usefixtures("development")
def test_development_keeps_the_key_that_it_made(folder: Path) -> None:
    first, second = (Flask("blank", instance_path=str(folder)) for _ in range(2))
    configure(first)
    configure(second)
    assert first.secret_key == second.secret_key == (folder / "secret_key").read_text()


@pytest.mark.usefixtures("development")
def test_every_instance_makes_another_key(tmp_path: Path) -> None:
    first, second = (Flask("blank", instance_path=str(tmp_path / name)) for name in ("first", "second"))
    configure(first)
    configure(second)
    assert first.secret_key != second.secret_key


@pytest.mark.usefixtures("development")
def test_development_takes_the_key_that_was_set(folder: Path) -> None:
    app = Flask("blank", instance_path=str(folder))
    configure(app, {"SECRET_KEY": "dev"})
    assert app.secret_key == "dev"
    assert not (folder / "secret_key").exists()


def test_the_environment_wins_over_the_defaults(blank: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASK_SECRET_KEY", STRONG)
    monkeypatch.setenv("FLASK_MAX_CONTENT_LENGTH", "1000")
    configure(blank)
    assert (blank.secret_key, blank.config["MAX_CONTENT_LENGTH"]) == (STRONG, 1000)


def test_the_caller_wins_over_the_environment(blank: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASK_SECRET_KEY", STRONG[::-1])
    monkeypatch.setenv("FLASK_SESSION_COOKIE_PATH", "/shop")
    configure(blank, {"SECRET_KEY": STRONG, "SESSION_COOKIE_PATH": "/"})
    assert (blank.secret_key, blank.config["SESSION_COOKIE_PATH"]) == (STRONG, "/")


def test_the_database_is_in_the_instance_folder_where_nobody_set_one(blank: Flask, folder: Path) -> None:
    configure(blank, {"SECRET_KEY": STRONG})
    assert blank.config["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{folder}/latchkey.sqlite"
    assert folder.is_dir()


def test_the_cookie_of_production_travels_over_https_only(blank: Flask) -> None:
    configure(blank, {"SECRET_KEY": STRONG})
    assert blank.config["SESSION_COOKIE_SECURE"] is True


@pytest.mark.usefixtures("development")
def test_the_cookie_of_development_travels_over_http_too(folder: Path) -> None:
    app = Flask("blank", instance_path=str(folder))
    configure(app)
    assert app.config["SESSION_COOKIE_SECURE"] is False


@pytest.mark.parametrize("limit", UNREADABLE)
@pytest.mark.parametrize("setting", [name for name in DEFAULTS if name.startswith("LIMIT_")])
def test_no_server_starts_on_a_limit_that_cannot_be_read(blank: Flask, setting: str, limit: object) -> None:
    with pytest.raises(NoAppException) as refusal:
        configure(blank, {"SECRET_KEY": STRONG, setting: limit})
    assert refusal.value.message == messages.LIMIT_UNREADABLE.format(setting=setting, limit=limit)
    assert "5 per 5 minutes" in messages.LIMIT_UNREADABLE


@pytest.mark.parametrize("mode", ["DEBUG", "TESTING"])
def test_a_limit_that_cannot_be_read_stops_the_start_in_development_and_tests_too(
    blank: Flask, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.setenv(f"FLASK_{mode}", "1")
    monkeypatch.setenv("FLASK_LIMIT_PER_EMAIL", "5")
    with pytest.raises(NoAppException):
        configure(blank, {"SECRET_KEY": STRONG})


@pytest.mark.parametrize("limit", ["5 per 5 minutes", "5/minute", "10 PER HOUR", "1 per day"])
def test_a_server_starts_on_a_limit_that_can_be_read(blank: Flask, limit: str) -> None:
    configure(blank, {"SECRET_KEY": STRONG, "LIMIT_PER_EMAIL": limit})
    assert blank.config["LIMIT_PER_EMAIL"] == limit


@pytest.mark.parametrize(
    ("changes", "setting"),
    [
        ({"SESSION_COOKIE_SECURE": False}, "SESSION_COOKIE_SECURE"),
        ({"SESSION_COOKIE_PATH": "/shop"}, "SESSION_COOKIE_PATH"),
        ({"APPLICATION_ROOT": "/shop"}, "SESSION_COOKIE_PATH"),
        ({"SESSION_COOKIE_DOMAIN": "shop.example"}, "SESSION_COOKIE_DOMAIN"),
        ({"SESSION_COOKIE_NAME": "__host-login", "SESSION_COOKIE_DOMAIN": "shop.example"}, "SESSION_COOKIE_DOMAIN"),
        ({"SESSION_COOKIE_NAME": "__Secure-login", "SESSION_COOKIE_SECURE": False}, "SESSION_COOKIE_SECURE"),
        (
            {"SESSION_COOKIE_NAME": "login", "SESSION_COOKIE_SECURE": False, "SESSION_COOKIE_SAMESITE": "None"},
            "SESSION_COOKIE_SECURE",
        ),
        (
            {"SESSION_COOKIE_NAME": "login", "SESSION_COOKIE_SECURE": False, "SESSION_COOKIE_PARTITIONED": True},
            "SESSION_COOKIE_SECURE",
        ),
    ],
)
@pytest.mark.parametrize("mode", ["DEBUG", "TESTING", None])
def test_no_server_starts_whose_cookie_a_browser_would_drop(
    blank: Flask, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], setting: str, mode: str | None
) -> None:
    if mode:
        monkeypatch.setenv(f"FLASK_{mode}", "1")
    with pytest.raises(NoAppException) as refusal:
        configure(blank, {"SECRET_KEY": STRONG, "SESSION_COOKIE_NAME": "__Host-session"} | changes)
    assert refusal.value.message.startswith(f"{setting} ")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"SESSION_COOKIE_PATH": "/", "APPLICATION_ROOT": "/shop"},
        {"SESSION_COOKIE_NAME": "login", "SESSION_COOKIE_DOMAIN": "shop.example", "SESSION_COOKIE_PATH": "/shop"},
        {"SESSION_COOKIE_NAME": "__Secure-login", "SESSION_COOKIE_DOMAIN": "shop.example"},
        {"SESSION_COOKIE_NAME": "login", "SESSION_COOKIE_SECURE": False},
    ],
)
def test_a_server_starts_whose_cookie_a_browser_would_take(blank: Flask, changes: dict[str, Any]) -> None:
    configure(blank, {"SECRET_KEY": STRONG} | changes)
    assert blank.secret_key == STRONG


@pytest.mark.usefixtures("development")
@pytest.mark.parametrize("kept", ["", "\n", "  "], ids=ascii)
def test_an_empty_key_of_development_is_made_anew(folder: Path, kept: str) -> None:
    folder.mkdir(parents=True)
    (folder / "secret_key").write_text(kept)
    app = Flask("blank", instance_path=str(folder))
    configure(app)
    assert re.fullmatch("[0-9a-f]{64}", str(app.secret_key))
    assert (folder / "secret_key").read_text() == app.secret_key


def test_the_instance_folder_is_not_made_where_nothing_is_kept_in_it(blank: Flask, folder: Path) -> None:
    configure(blank, {"SECRET_KEY": STRONG, "SQLALCHEMY_DATABASE_URI": "sqlite:////var/lib/latchkey.sqlite"})
    assert not folder.exists()


def test_an_instance_folder_that_cannot_be_made_is_told_of_in_one_sentence(blank: Flask, folder: Path) -> None:
    folder.parent.parent.mkdir(parents=True)
    folder.parent.write_text("a file is in the way")
    with pytest.raises(NoAppException) as refusal:
        configure(blank, {"SECRET_KEY": STRONG})
    assert "FLASK_SQLALCHEMY_DATABASE_URI" in str(refusal.value.message)


def test_why_an_instance_folder_cannot_be_made_is_told_with_its_name(blank: Flask, folder: Path) -> None:
    folder.parent.parent.mkdir(parents=True)
    folder.parent.write_text("a file is in the way")
    with pytest.raises(NoAppException) as refusal:
        configure(blank, {"SECRET_KEY": STRONG})
    assert str(folder.parent) in str(refusal.value.message)


@pytest.mark.parametrize(
    ("changes", "setting", "value", "good"),
    [
        ({"SESSION_COOKIE_SECURE": False}, "SESSION_COOKIE_SECURE", False, True),
        ({"SESSION_COOKIE_PATH": "/shop"}, "SESSION_COOKIE_PATH", "/shop", "/"),
        ({"APPLICATION_ROOT": "/shop"}, "SESSION_COOKIE_PATH", "/shop", "/"),
        ({"SESSION_COOKIE_DOMAIN": "shop.example"}, "SESSION_COOKIE_DOMAIN", "shop.example", None),
    ],
)
def test_what_to_set_for_a_cookie_that_a_browser_takes_is_said(
    blank: Flask, changes: dict[str, Any], setting: str, value: object, good: object
) -> None:
    with pytest.raises(NoAppException) as refusal:
        configure(blank, {"SECRET_KEY": STRONG} | changes)
    told = {"setting": setting, "value": value, "good": good, "name": "__Host-session"}
    assert refusal.value.message == messages.COOKIE_UNUSABLE.format(**told)


@pytest.mark.parametrize(("debug", "name"), [("0", "__Host-session"), ("1", "session")])
def test_the_cookie_has_a_prefix_where_it_travels_over_https(
    folder: Path, monkeypatch: pytest.MonkeyPatch, debug: str, name: str
) -> None:
    monkeypatch.setenv("FLASK_DEBUG", debug)
    app = Flask("blank", instance_path=str(folder))
    configure(app, {"SECRET_KEY": STRONG})
    assert app.config["SESSION_COOKIE_NAME"] == name


@pytest.mark.parametrize("keys", [None, []])
def test_no_older_key_is_none(blank: Flask, keys: list[str] | None) -> None:
    configure(blank, {"SECRET_KEY": STRONG, "SECRET_KEY_FALLBACKS": keys})
    assert blank.config["WTF_CSRF_SECRET_KEY"] == [STRONG]


def test_the_default_of_a_proxys_header_is_how_many_proxies_there_are(blank: Flask) -> None:
    configure(blank, {"SECRET_KEY": STRONG, "PROXIES": 2, "PROXIES_PROTO": 1})
    assert [blank.config[f"PROXIES_{header}"] for header in ("FOR", "PROTO", "HOST")] == [2, 1, 0]
