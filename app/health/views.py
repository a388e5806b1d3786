"""What is asked every few seconds, by a load balancer or a container's keeper: cheap, and it tells nothing else.

The names are those that Kubernetes made common: alive means "do not start me anew", ready means "send people here".
"""

from collections.abc import Callable

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.extensions import db
from app.guessing import counters
from app.schema import DatabaseBehind, require_tables, without_tables

bp = Blueprint("health", __name__)
#: So that nobody takes an answer for a page.
PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


@bp.route("/healthz")
@without_tables
def alive() -> ResponseReturnValue:
    """Say that this process answers. Nothing else is asked: what others lack, a new process would lack as well."""
    return "alive\n", PLAIN


@bp.route("/readyz")
@without_tables
def ready() -> ResponseReturnValue:
    """Say whether the database answers and has its tables, and whether the store of limits does; the log says which."""
    lacking = [what for what, is_there in CHECKS.items() if not is_there()]
    if not lacking:
        return "ready\n", PLAIN
    current_app.logger.warning("Not ready: %s", ", ".join(lacking))
    return "not ready\n", 503, PLAIN


def database_answers() -> bool:
    """Whether the database answers, and has the tables that this code was written for."""
    try:
        require_tables()
        db.session.execute(text("SELECT 1"))
    except (DatabaseBehind, SQLAlchemyError):  # or no connection is left
        db.session.rollback()
        return False
    return True


def store_answers() -> bool:
    """Whether the store of limits answers: until it does, each process counts for itself."""
    return counters().answers()


#: What people need here, by what it is called in the log. Each is asked anew.
CHECKS: dict[str, Callable[[], bool]] = {"the database": database_answers, "the store of limits": store_answers}
