"""When a login was last seen: written once a request is over, so that reading a page stays a read."""

from contextlib import suppress
from datetime import timedelta

from flask import Flask, Response, g
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.extensions import db
from app.models import LoginSession, utc_now

#: How often it is written at most.
SEEN_EVERY = timedelta(minutes=1)
#: How a database is told not to wait for whoever else is writing; others wait for as long as they are set to.
#: PostgreSQL forgets it with the transaction.
HASTE = {"sqlite": "PRAGMA busy_timeout = 0", "postgresql": "SET LOCAL lock_timeout = 1"}
PATIENCE = {"sqlite": "PRAGMA busy_timeout = 5000"}


def init_app(app: Flask) -> None:
    """Write what was noted, after each request of ``app``."""
    app.after_request(write)


def note(login: LoginSession) -> None:
    """Note that this request came with ``login``, unless that was written less than a minute ago."""
    if utc_now() - login.seen_at > SEEN_EVERY:
        g.seen_login = login.id


def write(response: Response) -> Response:
    """Write when the login of this request was seen. The view's transaction is over by then, and stays as it ended.

    It waits for nobody and fails no page: a database that cannot be written to can still be read.
    """
    login_id = g.pop("seen_login", None)
    if login_id is not None:
        db.session.close()  # what the view has not committed is not for us to store
        with suppress(SQLAlchemyError):
            write_in_haste(login_id)
    return response


def write_in_haste(login_id: int) -> None:
    """Write that the login session ``login_id`` was seen now. Raises SQLAlchemyError where that would take waiting."""
    with db.engine.connect() as connection:
        dialect = connection.dialect.name
        try:
            if dialect in HASTE:
                connection.execute(text(HASTE[dialect]))
            connection.execute(db.update(LoginSession).where(LoginSession.id == login_id).values(seen_at=utc_now()))
            connection.commit()
        finally:
            connection.rollback()
            if dialect in PATIENCE:
                connection.execute(text(PATIENCE[dialect]))
