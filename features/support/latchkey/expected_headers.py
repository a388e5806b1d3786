"""What every answer of Latchkey's own server carries, to the letter, and that it carries nothing else."""

import re
from collections.abc import Iterable

PROTECTION = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
Headers = dict[str, str | re.Pattern[str]]
NUMBER = re.compile(r"\d+")
SOMETHING = re.compile(r".+")
#: What differs between two answers, or is the server's own.
OUTSIDE: Headers = {"Connection": "close", "Content-Length": NUMBER, "Date": SOMETHING, "Server": SOMETHING}
PAGE: Headers = {**PROTECTION, **OUTSIDE}
PAGE |= {"Cache-Control": "no-store", "Content-Type": "text/html; charset=utf-8", "Vary": "Cookie"}
FILE: Headers = {**PROTECTION, **OUTSIDE}
FILE |= {
    "Accept-Ranges": "bytes",
    "Cache-Control": "public, max-age=3600",
    "Content-Disposition": re.compile(r"inline; filename=[\w.]+"),
    "Content-Type": re.compile(r"(text/(css|javascript)|image/svg\+xml); charset=utf-8|application/octet-stream"),
    "ETag": SOMETHING,
    "Expires": SOMETHING,
    "Last-Modified": SOMETHING,
}
KINDS = {"a page": PAGE, "a file": FILE}
#: What comes with a status, besides.
WITH_STATUS = {302: {"Location"}, 405: {"Allow"}, 429: {"Retry-After"}, 503: {"Retry-After"}}


def unexpected(kind: str, status: int, pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Say which headers an answer of this ``kind`` and ``status`` lacks, and which are others, or say something else.

    A cookie may come with a page: what it is like is told elsewhere. Werkzeug's own server dates a file twice.
    """
    expected = {name.lower(): value for name, value in KINDS[kind].items()}
    expected |= {name.lower(): SOMETHING for name in WITH_STATUS.get(status, ())}
    given = [(name.lower(), value) for name, value in pairs if kind == "a file" or name.lower() != "set-cookie"]
    wrong = [f"{name}: {value}" for name, value in given if not says(expected.get(name, ""), value)]
    names = [name for name, _value in given]
    twice = [f"{name} twice" for name in sorted(set(names)) if names.count(name) > 1 and name != "date"]
    return wrong + twice + [f"no {name}" for name in sorted(expected.keys() - set(names))]


def says(expected: str | re.Pattern[str], value: str) -> bool:
    """Whether a header says what it is to say."""
    return bool(expected.fullmatch(value)) if isinstance(expected, re.Pattern) else value == expected
