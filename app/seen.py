"""When a login was last seen: written once a request is over, so that reading a page stays a read."""

from contextlib import suppress
from datetime import timedelta
from functools import partial

from flask import Response, after_this_request
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


def note(login: LoginSession) -> None:
    """Have it written, once this request is answered, that it came with ``login``; but not twice in a minute."""
    if utc_now() - login.seen_at > SEEN_EVERY:
        after_this_request(partial(write, login.id))


def write(login_id: int, response: Response) -> Response:
    """Write that the login session ``login_id`` was seen. The view's transaction is over, and stays as it ended.

    It waits for nobody and fails no page: a database that cannot be written to can still be read.
    """
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
