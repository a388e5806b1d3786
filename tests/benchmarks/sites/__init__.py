"""The sites that a member's page is measured on: each has ``/page`` for members, ``/public`` for all, and ``/in``."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Flask

#: What each site shows: who is logged in, and a line of text.
TEMPLATES = Path(__file__).with_name("templates")
KEY = "known to all: the site lives for one run"
#: What is mailed stays in the outbox: nobody delivers it, and nobody listens there.
MAIL = {"MAIL_URI": "smtp://127.0.0.1:1", "MAIL_ORIGIN": "https://latchkey.test"}
EMAIL, PASSWORD = "ada@example.com", "correct horse battery"


def request(method: str, path: str, cookie: str = "", body: str = "", address: str = "127.0.0.1") -> dict[str, Any]:
    """The WSGI environment of a request, as a server would hand it on."""
    there = {"HTTP_COOKIE": cookie} if cookie else {}
    return there | {
        "CONTENT_LENGTH": str(len(body)) if body else "",
        "CONTENT_TYPE": "application/x-www-form-urlencoded" if body else "",
        "HTTP_HOST": "localhost",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "REMOTE_ADDR": address,
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.errors": BytesIO(),
        "wsgi.input": BytesIO(body.encode()),
        "wsgi.multiprocess": False,
        "wsgi.multithread": True,
        "wsgi.run_once": False,
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
    }


def answer(app: Flask, environ: dict[str, Any]) -> tuple[int, dict[str, str], str]:
    """Have ``app`` answer a request: status, headers and body. No client stands between, whose time would count."""
    said: list[Any] = []
    body = app(environ, lambda status, headers, _error=None: said.extend((status, headers)))
    text = b"".join(body).decode()
    body.close()  # type: ignore[attr-defined]
    return int(said[0].split()[0]), dict(said[1]), text


def visit(app: Flask, path: str, *, cookie: str = "") -> Callable[[], None]:
    """What opens ``path`` of ``app`` once. Raises RuntimeError at once if that is no page."""
    environ = request("GET", path, cookie)
    status, _headers, _text = answer(app, dict(environ))
    if status != 200:
        raise RuntimeError(f"{path} answers {status}")
    return lambda: answer(app, dict(environ)) and None


def logged_in(app: Flask) -> str:
    """Log Ada in on a browser of its own, and give its cookie."""
    _status, headers, _text = answer(app, request("GET", "/in"))
    return headers["Set-Cookie"].partition(";")[0]
