"""Error pages: every refusal in the site's own layout, with a sentence that helps."""

import math

from flask import Flask, current_app, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from app import messages
from app.extensions import db
from app.guessing import TooManyAttempts
from app.models import Overtaken
from app.schema import DatabaseBehind


def init_app(app: Flask) -> None:
    """Show the site's own page for every HTTP error and for every exception that no view caught."""
    app.register_error_handler(CSRFError, form_expired)
    app.register_error_handler(TooManyAttempts, too_many_attempts)
    app.register_error_handler(IntegrityError, overtaken)
    app.register_error_handler(Overtaken, overtaken)
    app.register_error_handler(OperationalError, database_gone)
    app.register_error_handler(DatabaseBehind, database_behind)
    app.register_error_handler(InternalServerError, server_error)
    app.register_error_handler(HTTPException, http_error)


def http_error(error: HTTPException) -> ResponseReturnValue:
    """The page for ``error``, with the headers that go with its status, such as Allow with 405."""
    response = error.get_response()
    response.set_data(page(error.code or 400))
    return response


def form_expired(_error: CSRFError) -> ResponseReturnValue:
    """The page for a form whose CSRF token is missing, foreign or too old. Nothing was changed."""
    return page(400, messages.FORM_EXPIRED), 400


def too_many_attempts(error: TooManyAttempts) -> ResponseReturnValue:
    """The page for someone who has tried too often: it says how long to wait, and so does Retry-After."""
    wait = f"{math.ceil(error.wait / 60)} minutes" if error.wait > 60 else "a minute"
    return page(429, messages.TRY_LATER.format(wait=wait)), 429, {"Retry-After": str(error.wait)}


def overtaken(_error: Exception) -> ResponseReturnValue:
    """The page for someone whose account or data were changed or deleted by another request at this very moment."""
    undo()
    return page_without_database(409), 409


def database_gone(error: OperationalError) -> ResponseReturnValue:
    """The page for when the database does not answer, or is locked for too long. Nothing was changed."""
    current_app.logger.error("The database does not answer: %s", error.orig)
    undo()
    return page_without_database(503), 503, {"Retry-After": "30"}


def database_behind(_error: DatabaseBehind) -> ResponseReturnValue:
    """The page for while the operator has still to upgrade the database. The log says what to type."""
    debug = " --debug" if current_app.debug else ""
    current_app.logger.error(messages.DATABASE_BEHIND.format(debug=debug))
    return page_without_database(503, messages.UPGRADING), 503, {"Retry-After": "60"}


def server_error(_error: InternalServerError) -> ResponseReturnValue:
    """The page for an exception that no view caught. Flask has written it to the log."""
    undo()
    return page_without_database(500), 500


def undo() -> None:
    """Take back what a failed act has done so far: in the database, and to the cookie, which stays as it came."""
    db.session.rollback()
    came = current_app.session_interface.open_session(current_app, request)
    session.clear()
    session.update(came or {})
    session.modified = False


def page(status: int, sentence: str | None = None) -> str:
    """The page that tells of ``status``, in its own sentence or another."""
    title, usual = messages.ERRORS.get(status, messages.ERRORS[400])
    return render_template("errors/error.html", title=title, sentence=sentence or usual)


def page_without_database(status: int, sentence: str | None = None) -> str:
    """As ``page``, but it does not say who is logged in: the database may be what failed.

    Flask's ``render_template`` would ask it, for ``current_user``. Jinja alone does not.
    """
    title, usual = messages.ERRORS[status]
    template = current_app.jinja_env.get_template("errors/server_error.html")
    return template.render(title=title, sentence=sentence or usual)
