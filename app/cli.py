"""Commands for the operator: ``flask session …``, ``flask account …``, and what ``flask db upgrade`` means here."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup
from flask_migrate.cli import db as db_cli
from itsdangerous import BadData, BadTimeSignature
from sqlalchemy.exc import DBAPIError

from app import accounts, messages, sessions
from app.cookies import SessionInterface
from app.extensions import db
from app.models import OVERTAKEN, User
from app.schema import DatabaseBehind, require_tables, what_to_type

account_cli = AppGroup("account", help="Shut accounts, and open them again.")
session_cli = AppGroup("session", help="Look into session cookies, and end login sessions.")
#: Seconds between two batches of a purge: whoever waits to write, SQLite lets look for a turn every 25 ms or sooner.
PAUSE = 0.03
# Each capability has a branch of revisions, and Flask-Migrate's own default, "head", fails where there are several.
db_cli.context_settings["default_map"] = {"upgrade": {"revision": "heads"}}


@session_cli.command("decode")
@click.argument("cookie")
def decode(cookie: str) -> None:
    """Print what the session COOKIE holds, when it was signed, and whether this server's key signed it.

    COOKIE is the value that a browser keeps. It is signed, not encrypted: reading it takes no key. Text that is no
    such cookie ends with exit code 2.
    """
    try:
        report = read_cookie(cookie)
    except (BadData, UnicodeError):
        raise click.UsageError(messages.COOKIE_UNREADABLE) from None
    click.echo(json.dumps(report, indent=2, default=str))


@session_cli.command("purge")
def purge() -> None:
    """Delete the login sessions whose time is over. None of them was valid; this frees their room. Run it daily.

    The site goes on meanwhile. What was deleted stays deleted if this is interrupted.
    """
    deleted = 0
    with act():
        try:
            with click.progressbar(length=sessions.last_id(), file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
                for looked_at, count in sessions.purge():
                    db.session.commit()
                    deleted += count
                    bar.update(looked_at - bar.pos)
                    time.sleep(PAUSE)
        finally:
            click.echo(f"{deleted} deleted")


@session_cli.command("end")
@click.option("--email", required=True, help="Whose login sessions to end.")
def end(email: str) -> None:
    """End every login session of one member, at once and wherever they are."""
    with act():
        ended = sessions.end_all(find(email))
    click.echo(f"{ended} ended")


@account_cli.command("deactivate")
@click.option("--email", required=True, help="Whose account to shut.")
def deactivate(email: str) -> None:
    """Shut an account: it can neither log in nor stay logged in. Nothing of it is deleted."""
    with act():
        user = find(email)
        accounts.deactivate(user)
        ended = sessions.end_all(user)
    click.echo(f"deactivated, and {ended} session{'' if ended == 1 else 's'} ended")


@account_cli.command("activate")
@click.option("--email", required=True, help="Whose account to open.")
def activate(email: str) -> None:
    """Open an account that was shut. Its member may log in again; what was logged in before stays ended."""
    with act():
        accounts.activate(find(email))
    click.echo("activated")


@contextmanager
def act() -> Iterator[None]:
    """All that a command changes, or nothing of it, in a database that is there already. Which one is said first.

    Raises ClickException, with the sentence to show, where the database is missing or behind, or does not answer, and
    where another act came first.
    """
    click.echo(messages.DATABASE_USED.format(url=db.engine.url.render_as_string(hide_password=True)), err=True)
    try:
        require_tables()
        yield
        db.session.commit()
    except DatabaseBehind:
        raise click.ClickException(what_to_type()) from None
    except OVERTAKEN:
        raise click.ClickException(messages.ACT_OVERTAKEN) from None
    except DBAPIError as error:
        raise click.ClickException(messages.DATABASE_SILENT % error.orig) from error


def find(email: str) -> User:
    """Give the user who has ``email``. Raises UsageError, with the sentence to show, if nobody has."""
    email = email.encode(errors="backslashreplace").decode()  # Python reads what is no UTF-8 as what no database takes
    user = accounts.find(email)
    if user is None:
        raise click.UsageError(messages.NO_SUCH_ACCOUNT.format(email=email))
    return user


def read_cookie(cookie: str) -> dict[str, Any]:
    """Give ``payload``, ``signed_at`` (ISO 8601, UTC) and ``signed_by_this_server``. Raises BadData for garbage."""
    serializer = SessionInterface().get_signing_serializer(current_app)
    if serializer is None:
        raise click.UsageError(messages.SECRET_KEY_MISSING)
    try:
        payload, signed_at = serializer.loads(cookie, return_timestamp=True)
        ours = True
    except BadTimeSignature as forged:
        # A time that cannot be read comes as none, or as the year 1970.
        if forged.payload is None or forged.date_signed is None or not forged.date_signed.timestamp():
            raise
        payload, signed_at, ours = serializer.load_payload(forged.payload), forged.date_signed, False
    return {"payload": payload, "signed_at": signed_at.isoformat(), "signed_by_this_server": ours}
