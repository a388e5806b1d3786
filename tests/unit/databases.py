"""Databases for the unit tests: files of SQLite, or on a PostgreSQL server where LATCHKEY_TEST_DATABASE names one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Barrier
from pathlib import Path
from uuid import uuid4

import flask_migrate
import pytest
from sqlalchemy import Engine, create_engine, inspect, make_url, text

from app import create_app
from app.extensions import db

#: Such as postgresql+psycopg://latchkey@127.0.0.1/postgres: an existing database, whose user may make others.
SERVER = os.environ.get("LATCHKEY_TEST_DATABASE")
on_sqlite = pytest.mark.skipif(bool(SERVER), reason="about SQLite alone")
on_postgresql = pytest.mark.skipif(not SERVER, reason="about PostgreSQL alone: set LATCHKEY_TEST_DATABASE")


def execute(url: str, *statements: str) -> None:
    """Run ``statements`` in the database at ``url``, each in a transaction of its own."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def empty(url: str) -> None:
    """Delete every row of the database at ``url``, and count ids from 1 again."""
    tables = ", ".join(f'"{table}"' for table in db.metadata.tables)
    execute(url, f"TRUNCATE {tables} RESTART IDENTITY CASCADE")


@contextmanager
def new_database(folder: Path, copied: str | None = None) -> Iterator[str]:
    """Give the URL of a new database for a while: empty, or one that holds what stands at the URL ``copied``."""
    if SERVER:
        name = f"latchkey_{uuid4().hex}"
        template = f'TEMPLATE "{make_url(copied).database}"' if copied else ""
        execute(SERVER, f'CREATE DATABASE "{name}" {template}')
        yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
        execute(SERVER, f'DROP DATABASE "{name}" WITH (FORCE)')
    else:
        file = folder / f"{uuid4().hex}.sqlite"
        if copied:
            shutil.copy(str(make_url(copied).database), file)
        yield f"sqlite:///{file}"


def schema(url: str) -> dict[str, list[str]]:
    """What the database at ``url`` is made of, table by table: columns, constraints, indexes. Not in which order."""
    engine = create_engine(url)
    looks = inspect(engine)
    found = {
        name: [
            looks.get_pk_constraint(name),
            *looks.get_columns(name),
            *looks.get_unique_constraints(name),
            *looks.get_foreign_keys(name),
            *looks.get_indexes(name),
            *looks.get_check_constraints(name),
            ids_are_used_once(engine, name),
        ]
        for name in looks.get_table_names()
        if name != "alembic_version"
    }
    engine.dispose()
    return {name: sorted(map(repr, parts)) for name, parts in found.items()}


def ids_are_used_once(engine: Engine, table: str) -> bool:
    """Whether the id of a deleted row is never given to another: SQLite does so only where it is told to."""
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        made = connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = :table"), {"table": table})
        return "AUTOINCREMENT" in str(made)


def upgrade(url: str, gate: Barrier | None = None) -> None:
    """Bring the database at ``url`` up to date in a new app; where there is a ``gate``, when everybody is there."""
    app = create_app({"TESTING": True, "SECRET_KEY": "0123456789abcdef" * 4, "SQLALCHEMY_DATABASE_URI": url})
    with app.app_context():
        if gate:
            gate.wait()
        flask_migrate.upgrade(revision="heads")
        db.engine.dispose()
