"""Databases on a PostgreSQL server: made, renamed, read only and taken away."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, make_url, text


class Database:
    """A new database, made from another one at ``server`` whose role may do that."""

    def __init__(self, server: str) -> None:
        self.server = make_url(server)
        self.name = f"latchkey_{secrets.token_hex(8)}"
        self.execute(f"CREATE DATABASE {self.name}")

    @property
    def url(self) -> str:
        """Where it is, for an app."""
        return self.server.set(database=self.name).render_as_string(hide_password=False)

    def execute(self, *statements: str) -> None:
        """Have the server run ``statements``, each for good, from a database that nobody else is in."""
        engine = create_engine(self.server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()

    def drop(self) -> None:
        """Take it away, whoever is in it."""
        self.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def disconnect(self) -> None:
        """End everyone's connection to it."""
        ours = f"datname = '{self.name}'"
        self.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {ours}")  # noqa: S608 -- our own words

    @contextmanager
    def altered(self, change: str, back: str) -> Iterator[None]:
        """Have it otherwise for a while, for whoever connects from now on; and nobody is connected."""
        self.execute(f"ALTER DATABASE {self.name} {change}")
        self.disconnect()
        try:
            yield
        finally:
            self.execute(f"ALTER DATABASE {self.name} {back}")
            self.disconnect()

    @contextmanager
    def without(self, nothing: str) -> Iterator[None]:
        """Have it give ``nothing`` for a while: "no such database", or "no connection left"."""
        if nothing == "no connection left":
            with self.altered("CONNECTION LIMIT 0", "CONNECTION LIMIT -1"):
                yield
            return
        assert nothing == "no such database", nothing
        with self.altered("ALLOW_CONNECTIONS false", "ALLOW_CONNECTIONS true"):
            self.execute(f"ALTER DATABASE {self.name} RENAME TO {self.name}_away")
            try:
                yield
            finally:
                self.execute(f"ALTER DATABASE {self.name}_away RENAME TO {self.name}")

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """Have nobody write into it for a while."""
        with self.altered("SET default_transaction_read_only = on", "RESET default_transaction_read_only"):
            yield
