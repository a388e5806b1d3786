"""Capabilities: which are present, what they may bring, and that the core knows none of them by name."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from alembic.autogenerate import produce_migrations
from alembic.runtime.migration import MigrationContext
from flask import Blueprint, Flask
from flask.cli import NoAppException
from flask.testing import FlaskClient

from app import capabilities, messages
from app.extensions import db
from app.schema import is_ours
from tests.unit.databases import execute
from tests.unit.listeners import silenced

ROOT = Path(__file__).parents[3]
#: Where each slot is to be seen by a member, or by a visitor.
SLOTS = [("banner", "/account"), ("banner", "/login"), ("login", "/login"), ("account", "/account")]
SLOTS += [("proof", "/account/confirm")]


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ({}, []),
        ({"mail": (), "phone": ()}, ["mail", "phone"]),
        ({"recovery": ("mail",)}, []),
        ({"recovery": ("mail",), "mail": ()}, ["recovery", "mail"]),
        (
            {"mail": (), "recovery": ("mail",), "notices": ("recovery", "phone"), "digest": ("notices",)},
            ["mail", "recovery"],
        ),
    ],
)
def test_whatever_a_capability_needs_and_is_not_there_takes_it_along(
    lines: dict[str, tuple[str, ...]], left: list[str]
) -> None:
    assert capabilities.present(lines) == left


def test_the_core_names_no_capability() -> None:
    own = [*(ROOT / "app").glob("*.py"), *(ROOT / "templates").glob("*.html")]
    for folder in (
        "app/account",
        "app/users",
        "app/migrations",
        "templates/account",
        "templates/errors",
        "templates/users",
    ):
        own += [file for file in (ROOT / folder).rglob("*") if file.suffix in {".py", ".html"}]
    names = re.compile(rf"\b({'|'.join(capabilities.CAPABILITIES) or '(?!)'})\b", re.IGNORECASE)
    told = {
        str(file.relative_to(ROOT)): names.findall(file.read_text()) for file in own if file.name != "capabilities.py"
    }
    assert len(told) > 40
    assert {name: found for name, found in told.items() if found} == {}


@pytest.fixture
def made_up(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    upgraded: str,  # noqa: ARG001 -- which all tests copy: it is made with every capability first
) -> Iterator[SimpleNamespace]:
    """The only capability: it shows a line at every slot, and has a setting of its own."""
    (tmp_path / "made_up.html").write_text("<p>Made up</p>")
    bp = Blueprint("made_up", "made_up", template_folder=str(tmp_path))
    module = SimpleNamespace(init_app=lambda app: app.register_blueprint(bp), DEFAULTS={"MADE_UP": 3}, SLOTS={})
    monkeypatch.setattr(capabilities, "PRESENT", [module])
    with silenced(capabilities.CAPABILITIES.keys()):
        yield module


@pytest.mark.parametrize(("slot", "path"), SLOTS)
def test_what_a_capability_has_for_a_slot_is_shown_there_once(
    request: pytest.FixtureRequest, made_up: SimpleNamespace, slot: str, path: str
) -> None:
    made_up.SLOTS = {slot: "made_up.html"}
    client: FlaskClient = request.getfixturevalue("client" if path == "/login" else "member")
    assert client.get(path).text.count("<p>Made up</p>") == 1
    made_up.SLOTS = {}


@pytest.mark.parametrize(("_slot", "path"), SLOTS)
@pytest.mark.usefixtures("made_up")
def test_where_it_has_nothing_nothing_is_shown(member: FlaskClient, _slot: str, path: str) -> None:
    assert "Made up" not in member.get(path).text


def test_a_slot_that_no_page_has_stops_the_start(
    make_app: Callable[..., Flask], settings: dict[str, Any], made_up: SimpleNamespace
) -> None:
    made_up.SLOTS = {"sidebar": "made_up.html"}
    with pytest.raises(LookupError, match="sidebar"):
        make_app(settings)


def test_a_setting_of_a_capability_is_given_and_refused_as_any_other(
    make_app: Callable[..., Flask], settings: dict[str, Any], made_up: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert make_app(settings).config["MADE_UP"] == made_up.DEFAULTS["MADE_UP"]
    monkeypatch.setenv("FLASK_MADE_UP", "5")
    assert make_app(settings).config["MADE_UP"] == 5
    monkeypatch.setenv("FLASK_MADE_UP", "five")
    with pytest.raises(NoAppException) as raised:
        make_app(settings)
    assert raised.value.message == messages.SETTING_UNUSABLE.format(
        setting="MADE_UP", value='"five"', wanted=messages.WANTED[int].format(least=0, most=2**31 - 1)
    )


def test_a_capability_may_have_another_default_for_a_setting_of_the_core(
    make_app: Callable[..., Flask], settings: dict[str, Any], made_up: SimpleNamespace
) -> None:
    assert make_app(settings).config["LOGIN_HOURS"] == 24
    made_up.DEFAULTS = {"LOGIN_HOURS": 12}
    assert make_app(settings).config["LOGIN_HOURS"] == 12
    assert make_app(settings | {"LOGIN_HOURS": 6}).config["LOGIN_HOURS"] == 6


def test_alembic_never_drops_the_table_of_a_capability_that_is_absent(fresh: str, app: Flask) -> None:
    execute(fresh, "CREATE TABLE absent (id INTEGER PRIMARY KEY)")
    execute(fresh, "CREATE INDEX ix_absent ON absent (id)")
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_ours})
        changes = produce_migrations(context, db.metadata).upgrade_ops
    assert changes is not None
    assert changes.is_empty()
