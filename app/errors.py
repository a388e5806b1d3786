"""Error pages: every refusal in the site's own layout, with a sentence that helps."""

import math

from flask import Flask, current_app, g, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InternalError, OperationalError, ProgrammingError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from werkzeug.exceptions import BadHost, BadRequest, HTTPException, InternalServerError, SecurityError

from app import guards, messages, signals
from app.extensions import db
from app.guessing import TooManyAttempts
from app.models import OVERTAKEN
from app.schema import DatabaseBehind, ask_anew, require_tables, what_to_type

#: What PostgreSQL calls it where somebody writes to a database that may only be read, as a standby may.
READ_ONLY = "25006"
#: How the part of a host begins that stands for letters beyond ASCII.
PUNYCODE = "xn--"


def init_app(app: Flask) -> None:
    """Show the site's own page for every HTTP error and for every exception that no view caught.

    Called before the extensions, it is the first to read what was sent.
    """
    app.before_request(read_host)
    app.before_request(read_form)
    app.register_error_handler(SecurityError, host_refused)
    app.register_error_handler(BadHost, host_refused)
    app.register_error_handler(CSRFError, form_refused)
    app.register_error_handler(TooManyAttempts, too_many_attempts)
    for exception in OVERTAKEN:
        app.register_error_handler(exception, overtaken)
    app.register_error_handler(OperationalError, database_gone)
    app.register_error_handler(NoConnectionLeft, database_gone)
    app.register_error_handler(InternalError, database_read_only)
    app.register_error_handler(ProgrammingError, statement_refused)
    app.register_error_handler(DatabaseBehind, database_behind)
    app.register_error_handler(InternalServerError, server_error)
    app.register_error_handler(HTTPException, http_error)


def read_host() -> None:
    """Read the host that was asked for. Raises BadHost for one that is no name, such as "xn--a"."""
    if PUNYCODE in request.host.lower():
        try:
            _ = request.host_url
        except UnicodeError:  # from Werkzeug, which asks for the letters that it stands for
            raise BadHost from None


def read_form() -> None:
    """Read the form that was sent. Raises BadRequest for a body that is not what it says, such as one in bad chunks."""
    if not request.environ.get("CONTENT_LENGTH") and "HTTP_TRANSFER_ENCODING" not in request.environ:
        return
    try:
        _ = request.form
    except HTTPException:
        raise
    except Exception as broken:  # noqa: BLE001 -- each WSGI server has exceptions of its own for it
        current_app.logger.info("What was sent cannot be read: %s", broken)
        raise BadRequest from None


def http_error(error: HTTPException) -> ResponseReturnValue:
    """The page for ``error``, with the headers that go with its status, such as Allow with 405."""
    response = error.get_response()
    response.set_data(page(error.code or 400))
    return response


def host_refused(_error: HTTPException) -> ResponseReturnValue:
    """What a host gets that is no name, or not in ``TRUSTED_HOSTS``: a sentence alone, for no page has links there."""
    return messages.ERRORS[400][1], 400, {"Content-Type": "text/plain; charset=utf-8"}


def form_refused(error: CSRFError) -> ResponseReturnValue:
    """What a form gets whose CSRF token is missing, foreign or too old, or that another site has sent.

    Whoever may not be on its page at all hears that from its guard. Nothing was changed.
    """
    refusal = guards.turn_sender_away()
    if refusal is not None:
        return refusal
    signals.form_refused.send(reason=error.description)
    return page(400, messages.FORM_EXPIRED), 400


def too_many_attempts(error: TooManyAttempts) -> ResponseReturnValue:
    """The page for someone who has tried too often: it says how long to wait, and so does Retry-After."""
    wait = f"{math.ceil(error.wait / 60)} minutes" if error.wait > 60 else "a minute"
    return page(429, messages.TRY_LATER.format(wait=wait)), 429, {"Retry-After": str(error.wait)}


def overtaken(_error: Exception) -> ResponseReturnValue:
    """The page for someone whose account or data were changed or deleted by another request at this very moment."""
    undo()
    return page(409), 409


def database_gone(error: SQLAlchemyError) -> ResponseReturnValue:
    """The page for when the database does not answer, is locked for too long, or is full. Nothing was changed."""
    # What follows the first line is PostgreSQL's, and may quote what somebody has typed.
    said = str(getattr(error, "orig", error)).partition("\n")[0]
    if said.startswith("no such"):  # table, or column: SQLite's way to refuse a statement
        return statement_refused(error)
    current_app.logger.error(messages.DATABASE_SILENT, said)
    undo()
    return page_without_member(503), 503, {"Retry-After": "30"}


def database_read_only(error: InternalError) -> ResponseReturnValue:
    """As ``database_gone``, where the database may only be read. Raises what else is an internal error."""
    if getattr(error.orig, "sqlstate", None) != READ_ONLY:
        raise error
    return database_gone(error)


def statement_refused(error: SQLAlchemyError) -> ResponseReturnValue:
    """The page for when tables that were found before are gone. Raises any other ``error``: it is a mistake of ours."""
    undo()
    ask_anew()
    try:
        require_tables()
    except DatabaseBehind as behind:
        return database_behind(behind)
    raise error


def database_behind(_error: DatabaseBehind) -> ResponseReturnValue:
    """The page for while the operator has still to upgrade the database. The log says what to type."""
    current_app.logger.error(what_to_type())
    return page_without_member(503, messages.UPGRADING), 503, {"Retry-After": "60"}


def server_error(_error: InternalServerError) -> ResponseReturnValue:
    """The page for an exception that no view caught. Flask has written it to the log."""
    undo()
    return page(500), 500


def undo() -> None:
    """Take back what a failed act has done so far: in the database, and to the cookie, which stays as it came."""
    db.session.rollback()
    g.pop("_login_user", None)  # Flask-Login asks anew: the act may have logged somebody in or out
    came = current_app.session_interface.open_session(current_app, request)
    session.clear()
    session.update(came or {})
    session.modified = False


def page(status: int, sentence: str | None = None) -> str:
    """The page that tells of ``status``, in its own sentence or another, and says who is logged in.

    Where that cannot be found out, it says nobody: a page about one mistake is not to end in the next.
    """
    title, usual = messages.ERRORS.get(status, messages.ERRORS[400])
    try:
        return render_template("errors/error.html", title=title, sentence=sentence or usual)
    except Exception:
        current_app.logger.exception("Who is logged in cannot be found out")
        return page_without_member(status, sentence)


def page_without_member(status: int, sentence: str | None = None) -> str:
    """As ``page``, for where the database is what failed: nobody asks it who is logged in.

    Flask's ``render_template`` would ask it, for ``current_user``. Jinja alone does not.
    """
    title, usual = messages.ERRORS.get(status, messages.ERRORS[400])
    template = current_app.jinja_env.get_template("errors/without_member.html")
    return template.render(title=title, sentence=sentence or usual)
