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
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # a form that comes over https is known by it, or by its Origin
    "X-Content-Type-Options": "nosniff",
}
#: The statuses of what a static file itself answers. A page about a file that is not there, or about a range that it
#: does not have, is a page like any other: it names the member.
OWN_ANSWERS = {200, 206, 304}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def init_app(app: Flask) -> None:
    """Put the headers on every response of ``app``. Called before the extensions, it has the last word."""
    app.after_request(secure)
    app.after_request(keep_private)
    app.after_request(warn_of_dropped_cookie)


def secure(response: Response) -> Response:
    """Tell the browser what this site never does: frames, foreign scripts, guessed types, plain http once on TLS."""
    response.headers.update(HEADERS)
    # Added, and not set: of two policies each forbids, so that a view may have a stricter one, and no laxer one.
    response.headers.add("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    if request.is_secure:
        subdomains = "; includeSubDomains" if current_app.config["HSTS_SUBDOMAINS"] else ""
        response.headers["Strict-Transport-Security"] = f"max-age={current_app.config['HSTS_SECONDS']}{subdomains}"
    return response


def keep_private(response: Response) -> Response:
    """Keep pages out of every cache: the next person on this computer may press Back (ASVS 14.3.2)."""
    is_file = request.endpoint == "static" and response.status_code in OWN_ANSWERS and not sets_cookie()
    if not is_file:
        response.headers["Cache-Control"] = "no-store"
    # Flask adds "Vary: Cookie" where the session was looked into; Flask-Login looks into it for a style sheet as well.
    session.accessed = not is_file
    return response


def sets_cookie() -> bool:
    """Whether the answer to this request will bring a cookie, which is nobody else's to keep."""
    return current_app.session_interface.should_set_cookie(current_app, session)


def warn_of_dropped_cookie(response: Response) -> Response:
    """Say in the log why nobody can log in, where a Secure cookie is sent over plain http and so dropped."""
    sent = session.modified and current_app.config["SESSION_COOKIE_SECURE"]
    if sent and not request.is_secure and urlsplit(request.host_url).hostname not in LOOPBACK:
        current_app.logger.warning(messages.COOKIE_DROPPED)
    return response
