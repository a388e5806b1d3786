"""Behind the pages: what a test prepares, looks up or breaks in the server's database."""

import re
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError
from werkzeug.security import check_password_hash, generate_password_hash

from app import accounts
from app.extensions import db
from app.models import LoginSession, User
from features.support.latchkey.server import LiveServer
from features.support.login.people import Person


class ServerData:
    """The doors of one live server that no visitor has."""

    def __init__(self, server: LiveServer) -> None:
        self.server = server

    def register(self, person: Person) -> None:
        """Store an account for ``person`` without a browser: nothing but a shorter way through the same verb."""
        with self.server.app.app_context():
            person.user_id = accounts.register(person.email, person.password).id
            db.session.commit()
        person.registered = True

    def user_id(self, person: Person) -> int:
        """Give the number by which the server knows ``person``, who may be deleted by now."""
        return person.user_id or self.stored(person.email)[0].id

    def has_account(self, person: Person) -> bool:
        """Whether ``person`` has an account: with their email address, or with whatever they typed in its place."""
        return any(self.stored(email) for email, _password in person.tried())

    def counts(self) -> dict[str, int]:
        """Give how many rows each table has."""
        with self.server.app.app_context():
            count = db.select(db.func.count())
            return {name: db.session.scalars(count.select_from(t)).one() for name, t in db.metadata.tables.items()}

    def stored(self, email: str) -> list[User]:
        """Give every stored user whose email address is ``email``, in capitals or not, with spaces round it or not."""
        with self.server.app.app_context():
            same = db.func.lower(db.func.trim(User.email)) == email.strip().lower()
            return list(db.session.scalars(db.select(User).where(same)))

    def delete(self, person: Person) -> None:
        """Take the account of ``person`` away, and all that hangs on it."""
        with self.server.app.app_context():
            accounts.delete(db.session.scalars(db.select(User).where(User.email == person.email)).one())
            db.session.commit()

    def login_sessions(self, person: Person) -> list[LoginSession]:
        """Give the stored login sessions of ``person``, over or not."""
        with self.server.app.app_context():
            query = db.select(LoginSession).join(User).where(User.email == person.email)
            return list(db.session.scalars(query))

    def rows(self, table: str, **values: object) -> list[Any]:
        """Give the rows of ``table`` that have these ``values``."""
        found = db.metadata.tables[table]
        with self.server.app.app_context():
            return list(db.session.execute(db.select(found).filter_by(**values)))

    def add(self, table: str, rows: list[dict[str, Any]]) -> None:
        """Add ``rows`` to ``table``, one after the other, without a browser."""
        with self.server.app.app_context():
            for row in rows:
                db.session.execute(db.insert(db.metadata.tables[table]).values(row))
            db.session.commit()

    def forget_what_is_to_come(self) -> None:
        """Take away what members have added on days that are not yet: everyone may see it, in the present too."""
        with self.server.app.app_context():
            for table in db.metadata.tables.values():
                if table not in {User.__table__, LoginSession.__table__} and "created_at" in table.c:
                    db.session.execute(db.delete(table).where(table.c.created_at > datetime.now(UTC)))
            db.session.commit()

    def forget_mails(self) -> None:
        """Take away what is still to be mailed to the people of earlier scenarios, where this server mails anything."""
        mail = db.metadata.tables.get("mail")
        if mail is not None:
            with self.server.app.app_context():
                db.session.execute(db.delete(mail))
                db.session.commit()

    def begin_anew(self) -> None:
        """Have the server start on a new database, in which nobody has ever been."""
        new = self.database.with_name(f"{secrets.token_hex(4)}.sqlite")
        self.server.restart(SQLALCHEMY_DATABASE_URI=f"sqlite:///{new}")
        self.server.run("db", "upgrade")

    def pages(self, person: Person) -> list[str]:
        """Give the address of every page that there is, as ``person`` would go there, and one that there is not."""
        return [*self.server.routes.pages(person.email), "/nowhere"]

    def execute(self, *statements: str) -> None:
        """Have the database run ``statements``, each for good."""
        with self.server.app.app_context(), db.engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))
                connection.commit()

    @property
    def database_url(self) -> str:
        """How the operator's commands name the database."""
        with self.server.app.app_context():
            return db.engine.url.render_as_string(hide_password=True)

    @property
    def database(self) -> Path:
        """The file that the server keeps everything in."""
        with self.server.app.app_context():
            return Path(str(db.engine.url.database))

    def file_contents(self) -> bytes:
        """All that the database has on the disk, what is not yet in its main file included."""
        return self.database.read_bytes() + self.database.with_suffix(".sqlite-wal").read_bytes()

    @contextmanager
    def locked(self) -> Iterator[Callable[[], None]]:
        """Keep everyone else from writing to the database, as a long backup would, until the gift is called."""
        other = sqlite3.connect(self.database, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        yield other.close
        other.close()

    @contextmanager
    def failing(self, table: str) -> Iterator[None]:
        """Have the database fail whenever something is to be written into ``table``, as one does whose disk is full."""

        def fail(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            if re.match(rf"(INSERT INTO|UPDATE|DELETE FROM) {table}\b", statement):
                raise OperationalError(statement, {}, Exception("the disk is full"))

        with self.listening("before_cursor_execute", fail):
            yield

    @contextmanager
    def failing_at_the_end(self) -> Iterator[None]:
        """Have the database fail whenever all that was written is to be stored for good."""

        def fail(_connection: object) -> None:
            raise OperationalError("COMMIT", {}, Exception("the disk is full"))

        with self.listening("commit", fail):
            yield

    @contextmanager
    def listening(self, name: str, listener: Callable[..., None]) -> Iterator[None]:
        """Have ``listener`` called at each event of this ``name`` in the server's database."""
        with self.server.app.app_context():
            engine = db.engine
        event.listen(engine, name, listener)
        yield
        event.remove(engine, name, listener)

    @contextmanager
    def meanwhile(self, act: Callable[[], object]) -> Iterator[None]:
        """Have ``act`` done by somebody else while the next password is being hashed, and before it is found right."""
        acts, check = [act], check_password_hash

        def check_late(stored: str, password: str) -> bool:
            if acts:
                acts.pop()()
            return check(stored, password)

        with patch("app.accounts.check_password_hash", check_late):
            yield
        assert not acts, "no password was hashed"

    @contextmanager
    def slow_hashes(self) -> Iterator[None]:
        """Have each hash take a third of a second: longer than a double click, whatever the machine."""

        def slowly(work: Callable[..., Any]) -> Callable[..., Any]:
            def worked(*arguments: Any) -> Any:
                time.sleep(1 / 3)
                return work(*arguments)

            return worked

        with (
            patch("app.accounts.check_password_hash", slowly(check_password_hash)),
            patch("app.accounts.generate_password_hash", slowly(generate_password_hash)),
        ):
            yield

    @contextmanager
    def gone(self) -> Iterator[None]:
        """Take the database away, with every connection to it."""
        here, away = self.database.parent, self.database.parent.with_suffix(".away")
        self.disconnect()
        here.rename(away)
        yield
        self.disconnect()
        away.rename(here)

    @contextmanager
    def behind(self) -> Iterator[None]:
        """Have the server start on a database that does not say that it was ever upgraded, and says so again later."""
        self.execute("ALTER TABLE alembic_version RENAME TO away")
        self.server.restart()
        yield
        self.execute("ALTER TABLE away RENAME TO alembic_version")

    def disconnect(self) -> None:
        """Close the server's connections to the database."""
        with self.server.app.app_context():
            db.engine.dispose()

    def close_connections(self) -> None:
        """Close every idle connection underneath the server's pool, which takes them to be alive."""
        with self.server.app.app_context():
            held = [db.engine.raw_connection() for _ in range(db.engine.pool.checkedin())]  # type: ignore[attr-defined]
        underneath = [connection.dbapi_connection for connection in held]
        for connection in held:
            connection.close()  # back into the pool
        assert underneath, "there is no connection to close"
        for died in filter(None, underneath):
            died.close()
