"""One line in the log for each event of an account: key=value, and never a password or a token (ASVS 16.3.1)."""

import json
import logging
import re
from typing import Any

from flask import Flask, has_request_context, request
from flask.logging import default_handler, has_level_handler
from flask_login import user_logged_in, user_logged_out

from app import signals

logger = logging.getLogger("latchkey.audit")
EVENTS = {
    signals.registered: "register",
    user_logged_in: "login",
    signals.login_failed: "login-failure",
    signals.attempts_limited: "limit",
    user_logged_out: "logout",
    signals.sessions_ended: "end",
    signals.password_changed: "password-change",
    signals.account_deactivated: "deactivate",
    signals.account_deleted: "delete",
}
#: What may stand in a line as it is. Everything else is quoted, so that no CR or LF can forge a line of its own.
PLAIN = re.compile(r"[\w.:@+-]+", re.ASCII)


def init_app(_app: Flask) -> None:
    """See to it that the lines are written: in production Flask's own log begins at warnings."""
    logger.setLevel(logging.INFO)
    if not has_level_handler(logger):
        logger.addHandler(default_handler)


def write(event: str, facts: dict[str, Any]) -> None:
    """Write one line: the ``event``, what its signal says of it, and where the request came from."""
    words = {"event": event} | {name: str(getattr(fact, "id", fact)) for name, fact in facts.items()}
    if has_request_context():
        words["address"] = str(request.remote_addr)
    logger.info(" ".join(f"{name}={w if PLAIN.fullmatch(w) else json.dumps(w)}" for name, w in words.items()))


for signal, name in EVENTS.items():
    signal.connect(lambda _sender, event=name, **facts: write(event, facts), weak=False)
