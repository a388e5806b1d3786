"""Error pages: every refusal in the site's own layout, with a sentence that helps."""

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from app import messages


def init_app(app: Flask) -> None:
    """Show the site's own page for every HTTP error and for every exception that no view caught."""
    app.register_error_handler(CSRFError, form_expired)
    app.register_error_handler(InternalServerError, server_error)
    app.register_error_handler(HTTPException, http_error)


def http_error(error: HTTPException) -> ResponseReturnValue:
    """The page for ``error``, with the headers that go with its status, such as Allow with 405."""
    title, sentence = messages.ERRORS.get(error.code or 500, messages.ERRORS[400])
    response = error.get_response()
    response.set_data(render_template("errors/error.html", title=title, sentence=sentence))
    return response


def form_expired(_error: CSRFError) -> ResponseReturnValue:
    """The page for a form whose CSRF token is missing, foreign or too old. Nothing was changed."""
    title, _ = messages.ERRORS[400]
    return render_template("errors/error.html", title=title, sentence=messages.FORM_EXPIRED), 400


def server_error(_error: InternalServerError) -> ResponseReturnValue:
    """The page for an exception. It asks the database nothing: the database may be what failed."""
    title, sentence = messages.ERRORS[500]
    return render_template("errors/server_error.html", title=title, sentence=sentence), 500
