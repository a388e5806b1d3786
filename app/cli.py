"""Commands for the operator: ``flask session …``."""

import json
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadData, BadTimeSignature

from app import messages

session_cli = AppGroup("session", help="Look into browser session cookies.")


@session_cli.command("decode")
@click.argument("cookie")
def decode(cookie: str) -> None:
    """Print what the session COOKIE holds, when it was signed, and whether this server's key signed it.

    COOKIE is the value that a browser keeps. It is signed, not encrypted: reading it takes no key. Text that is no
    such cookie ends with exit code 2.
    """
    try:
        report = read_cookie(cookie)
    except BadData:
        raise click.UsageError(messages.COOKIE_UNREADABLE) from None
    click.echo(json.dumps(report, indent=2, default=str))


def read_cookie(cookie: str) -> dict[str, Any]:
    """Give ``payload``, ``signed_at`` (ISO 8601, UTC) and ``signed_by_this_server``. Raises BadData for garbage."""
    serializer = SecureCookieSessionInterface().get_signing_serializer(current_app)
    if serializer is None:
        raise click.UsageError(messages.SECRET_KEY_MISSING)
    try:
        payload, signed_at = serializer.loads(cookie, return_timestamp=True)
        ours = True
    except BadTimeSignature as forged:
        if forged.payload is None or forged.date_signed is None:
            raise
        payload, signed_at, ours = serializer.load_payload(forged.payload), forged.date_signed, False
    return {"payload": payload, "signed_at": signed_at.isoformat(), "signed_by_this_server": ours}
