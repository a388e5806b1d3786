"""An app of its own for each test, people who have accounts, and forms to fill in."""

import hashlib
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from flask_migrate import downgrade
from flask_wtf import FlaskForm
from sqlalchemy import event
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import OperationalError
from werkzeug.security import check_password_hash, generate_password_hash
from werkzeug.test import TestResponse

from app import accounts, create_app
from app.capabilities import CAPABILITIES
from app.extensions import db
from app.models import LoginSession, utc_now
from app.schema import require_tables
from tests.unit.databases import SERVER, empty, new_database, upgrade
from tests.unit.listeners import silenced
from tests.unit.redis_server import RedisServer


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("FLASK_")]:
        monkeypatch.delenv(name)


def needed(name: str) -> set[str]:
    """The capability ``name``, and whatever it needs."""
    return {name}.union(*map(needed, CAPABILITIES[name]))


@pytest.fixture(autouse=True)
def no_other_listeners(request: pytest.FixtureRequest) -> Iterator[None]:
    """Have no capability listen but a test's own, and those that it needs."""
    name = request.path.parent.name
    others = CAPABILITIES.keys() - needed(name) if name in CAPABILITIES else set()
    with silenced(others):
        yield


#: The landing page is the core's own: a capability may have another.
SETTINGS = {
    "SECRET_KEY": "0123456789abcdef" * 4,
    "PASSWORD_HASH_METHOD": "scrypt:128:8:1",
    "LANDING_VIEW": "account.index",
    # Nobody listens at the first port: what is mailed stays in the outbox.
    "MAIL_URI": "smtp://127.0.0.1:1",
    "MAIL_ORIGIN": "https://latchkey.test",
}


@pytest.fixture(scope="session")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a database as ``flask db upgrade`` makes it. Nobody connects to it: it is there to be copied."""
    with new_database(tmp_path_factory.mktemp("upgraded")) as url:
        upgrade(url)
        yield url


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, upgraded: str) -> Iterator[str]:
    """The URL of a copy that all tests of this process share where making one for each would cost too much."""
    with new_database(tmp_path_factory.mktemp("shared"), copied=upgraded) as url:
        yield url


@pytest.fixture
def fresh(upgraded: str, tmp_path: Path) -> Iterator[str]:
    """The URL of a copy of its own, for a test that changes tables."""
    with new_database(tmp_path, copied=upgraded) as url:
        yield url


@pytest.fixture
def settings(request: pytest.FixtureRequest) -> dict[str, Any]:
    """An upgraded database with no rows: a new file of SQLite, or PostgreSQL's, emptied."""
    url = request.getfixturevalue("shared" if SERVER else "fresh")
    if SERVER:
        empty(url)
    return SETTINGS | {"SQLALCHEMY_DATABASE_URI": url}


@pytest.fixture
def make_app() -> Iterator[Callable[[Mapping[str, Any]], Flask]]:
    """Make an app with these settings, whose connections are closed when the test is over."""
    apps: list[Flask] = []

    def made(settings: Mapping[str, Any]) -> Flask:
        apps.append(create_app(settings))
        return apps[-1]

    yield made
    for app in apps:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(make_app: Callable[..., Flask], settings: dict[str, Any]) -> Flask:
    return make_app(settings)


@pytest.fixture
def blank_app(make_app: Callable[..., Flask], tmp_path: Path) -> Iterator[Flask]:
    """An app whose database nobody has upgraded: nothing is in it."""
    with new_database(tmp_path) as url:
        yield make_app(SETTINGS | {"SQLALCHEMY_DATABASE_URI": url})


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor's browser."""
    return app.test_client()


@pytest.fixture
def add_user(app: Flask) -> Callable[..., int]:
    """Open an account, and give its id."""

    def add(email: str = "ada@example.com", password: str = "correct horse battery") -> int:
        with app.app_context():
            user_id = accounts.register(email, password).id
            db.session.commit()
            return user_id

    return add


@pytest.fixture
def submit() -> Callable[..., TestResponse]:
    """Send a form with the CSRF token of the page that it is on."""

    def send(client: FlaskClient, path: str, *, form_at: str | None = None, **fields: str) -> TestResponse:
        token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', client.get(form_at or path).text)
        assert token, f"{form_at or path} has no form: is this client still logged in?"
        return client.post(path, data={"csrf_token": token[1], **fields})

    return send


@pytest.fixture
def log_in(app: Flask, submit: Callable[..., TestResponse]) -> Callable[..., FlaskClient]:
    """Log somebody in on a new browser, and give that browser."""

    def logged_in(
        email: str = "ada@example.com", password: str = "correct horse battery", **fields: str
    ) -> FlaskClient:
        client = app.test_client()
        submit(client, "/login", email=email, password=password, **fields)
        assert client.get("/account").status_code == 200
        with client.session_transaction() as session:
            session.pop("_flashes", None)
        return client

    return logged_in


@pytest.fixture
def member(add_user: Callable[..., int], log_in: Callable[..., FlaskClient]) -> FlaskClient:
    """The browser in which Ada is logged in."""
    add_user("ada@example.com", "correct horse battery")
    return log_in()


@pytest.fixture
def taken_out(app: Flask, member: FlaskClient) -> Iterator[FlaskClient]:
    """A member's browser, whose server has found its tables, and an operator has taken them out since."""
    assert member.get("/account").status_code == 200
    with app.app_context():
        downgrade(revision="base")
    yield member
    upgrade(app.config["SQLALCHEMY_DATABASE_URI"])


@pytest.fixture
def set_back(app: Flask) -> Callable[..., None]:
    """Move moments of every login session, such as ``seen_at``, to so long ago."""

    def moved(**moments: timedelta) -> None:
        with app.app_context():
            past = {name: utc_now() - ago for name, ago in moments.items()}
            db.session.execute(db.update(LoginSession).values(past))
            db.session.commit()

    return moved


@pytest.fixture(params=["UTC", "Pacific/Kiritimati", "Asia/Kathmandu", "Pacific/Pago_Pago"])
def anywhere(request: pytest.FixtureRequest) -> Iterator[None]:
    """A process in this time zone, until the test is over."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    """A Redis of the test's own, where the machine has one."""
    if not shutil.which("redis-server"):
        pytest.skip("redis-server is not installed")
    server = RedisServer(tmp_path)
    yield server
    server.kill()


@pytest.fixture
def judge(app: Flask) -> Callable[..., FlaskForm]:
    """Fill in a form, leave out the fields that are None, and let it judge what was typed."""

    def validated(form_class: type[FlaskForm], fields: Mapping[str, str | None]) -> FlaskForm:
        typed = {name: text for name, text in fields.items() if text is not None}
        with app.test_request_context(method="POST", data=typed):
            form = form_class(request.form, meta={"csrf": False})
            assert form.validate() == (not form.errors)
            return form

    return validated


@pytest.fixture
def complaints(judge: Callable[..., FlaskForm]) -> Callable[..., dict[str, str]]:
    """What a filled-in form shows: the first sentence of each field that has one."""

    def shown(form_class: type[FlaskForm], fields: Mapping[str, str | None]) -> dict[str, str]:
        return {name: errors[0] for name, errors in judge(form_class, fields).errors.items()}

    return shown


@pytest.fixture
def queries(app: Flask) -> list[str]:
    """Every SQL statement from here on. The app has looked already whether its tables are there."""
    statements: list[str] = []
    with app.test_request_context():
        require_tables()
        event.listen(db.engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    return statements


@pytest.fixture
def held(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many connections are in use, at each hash from here on."""
    found: list[int] = []

    def watched(work: Callable[..., Any]) -> Callable[..., Any]:
        def hashed(*arguments: Any) -> Any:
            with app.app_context():
                found.append(db.engine.pool.checkedout())  # type: ignore[attr-defined]
            return work(*arguments)

        return hashed

    monkeypatch.setattr("app.accounts.check_password_hash", watched(check_password_hash))
    monkeypatch.setattr("app.accounts.generate_password_hash", watched(generate_password_hash))
    return found


@pytest.fixture
def taken() -> Iterator[list[str]]:
    """The table in which each statement from here on changes rows or holds them, as far as they were there before.

    What holds a row in PostgreSQL is asked in SQLite as well, where it holds nothing: the order is one for both.
    """
    tables: list[str] = []

    def note(state: Any) -> None:
        said = str(state.statement.compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
        if said.startswith(("UPDATE", "DELETE")) or said.endswith("FOR UPDATE"):
            tables.append(re.findall(r'(?:^UPDATE|\bFROM) "?(\w+)', said)[0])

    event.listen(db.session, "do_orm_execute", note)
    yield tables
    event.remove(db.session, "do_orm_execute", note)


@pytest.fixture
def failing(app: Flask) -> Callable[[str], AbstractContextManager[None]]:
    """Have every statement fail that names a table, for a while, as where the database is gone or full."""

    @contextmanager
    def fails(table: str) -> Iterator[None]:
        def fail(*arguments: Any) -> None:
            if table in arguments[2]:
                raise OperationalError(arguments[2], {}, Exception("gone"))

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", fail)
        yield
        event.remove(engine, "before_cursor_execute", fail)

    return fails


@pytest.fixture
def scrypt_costs(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int, int]]:
    """The parameters (n, r, p) of every scrypt from here on."""
    costs: list[tuple[int, int, int]] = []
    real = hashlib.scrypt

    def counted(password: bytes, **parameters: Any) -> bytes:
        costs.append((parameters["n"], parameters["r"], parameters["p"]))
        return real(password, **parameters)

    monkeypatch.setattr("hashlib.scrypt", counted)
    return costs
