"""Databases for the unit tests: files of SQLite, or on a PostgreSQL server where LATCHKEY_TEST_DATABASE names one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

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
