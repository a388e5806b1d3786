"""The headers that every response carries, whatever its status."""

from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request, session

from app import messages

#: Scripts, styles and fonts are the site's own. Images may be data as well: Bootstrap draws its crosses that way.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # Flask-WTF wants it from a form that was sent over https
    "X-Content-Type-Options": "nosniff",
}
TWO_YEARS = 63_072_000  # seconds
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def init_app(app: Flask) -> None:
    """Put the headers on every response of ``app``. Called before the extensions, it has the last word."""
    app.after_request(secure)
    app.after_request(keep_private)
    app.after_request(warn_of_dropped_cookie)


def secure(response: Response) -> Response:
    """Tell the browser what this site never does: frames, foreign scripts, guessed types, plain http once on TLS."""
    response.headers.update(HEADERS)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={TWO_YEARS}; includeSubDomains"
    return response


def keep_private(response: Response) -> Response:
    """Keep pages out of every cache: the next person on this computer may press Back (ASVS 14.3.2)."""
    if request.endpoint == "static":
        # Flask-Login has looked into the session all the same, and Flask would say that the answer depends on it.
        session.accessed = False
    else:
        response.headers["Cache-Control"] = "no-store"
        response.vary.add("Cookie")
    return response


def warn_of_dropped_cookie(response: Response) -> Response:
    """Say in the log why nobody can log in, where a Secure cookie is sent over plain http and so dropped."""
    arrives = request.is_secure or urlsplit(request.host_url).hostname in LOOPBACK
    if session.modified and current_app.config["SESSION_COOKIE_SECURE"] and not arrives:
        current_app.logger.warning(messages.COOKIE_DROPPED)
    return response
