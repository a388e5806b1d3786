"""One line in the log for each event of an account: key=value, and never a password or a token (ASVS 16.3.1).

What a member or an operator does is an act: its lines are written once it is committed, for an act that failed has not
happened. What was refused has, and is written at once.
"""

import json
import logging
import re
from typing import Any

from flask import Flask, has_request_context, request
from flask.logging import default_handler, has_level_handler
from flask_login import user_logged_in, user_logged_out
from sqlalchemy import event as database_event

from app import signals
from app.extensions import db

logger = logging.getLogger("latchkey.audit")
REFUSALS = {
    signals.login_failed: "login-failure",
    signals.attempts_limited: "limit",
    signals.form_refused: "form-refused",
}
ACTS = {
    signals.registered: "register",
    user_logged_in: "login",
    user_logged_out: "logout",
    signals.sessions_ended: "end",
    signals.password_changed: "password-change",
    signals.email_changed: "email-change",
    signals.account_deactivated: "deactivate",
    signals.account_activated: "activate",
    signals.account_deleted: "delete",
}
#: What may stand in a line as it is. Everything else is quoted, so that no CR or LF can forge a line of its own.
PLAIN = re.compile(r"[\w.:@+-]+", re.ASCII)


def init_app(_app: Flask) -> None:
    """See to it that the lines are written: in production Flask's own log begins at warnings."""
    logger.setLevel(logging.INFO)
    if not has_level_handler(logger):
        logger.addHandler(default_handler)


def line(event: str, facts: dict[str, Any]) -> str:
    """Give the line of an ``event``: its name, what its signal says of it, and where the request came from."""
    words = {"event": event} | {name: str(getattr(fact, "id", fact)) for name, fact in facts.items()}
    if has_request_context():
        words["address"] = str(request.remote_addr)
    return " ".join(f"{name}={w if PLAIN.fullmatch(w) else json.dumps(w)}" for name, w in words.items())


def pending() -> list[str]:
    """The lines of the act that is under way."""
    lines: list[str] = db.session().info.setdefault("audit", [])
    return lines


@database_event.listens_for(db.session, "after_commit")
def write_pending(session: Any) -> None:
    """Write the lines of the act that ``session`` has just committed."""
    for written in session.info.pop("audit", []):
        logger.info(written)


@database_event.listens_for(db.session, "after_rollback")
def drop_pending(session: Any) -> None:
    """Forget the lines of an act that has not happened."""
    session.info.pop("audit", None)


for signal, name in REFUSALS.items():
    signal.connect(lambda _sender, event=name, **facts: logger.info(line(event, facts)), weak=False)
for signal, name in ACTS.items():
    signal.connect(lambda _sender, event=name, **facts: pending().append(line(event, facts)), weak=False)
