"""What no browser would send: requests, forms and cookies, each by its name in the features."""

from collections.abc import Callable
from typing import Any

from features.support.login.http_client import Answer, HttpClient

Request = tuple[str, str, str | None, dict[str, str]]

URLENCODED = {"Content-Type": "application/x-www-form-urlencoded"}
MULTIPART = {"Content-Type": "multipart/form-data; boundary=part"}
JSON = {"Content-Type": "application/json"}


def multipart(*parts: str) -> str:
    """A multipart body. Each of ``parts`` is the rest of its one header, an empty line, and its text."""
    return "".join(f"--part\r\nContent-Disposition: form-data; {part}\r\n" for part in parts) + "--part--\r\n"


#: Method, path, body, headers.
REQUESTS: dict[str, Request] = {
    "a GET to an unknown address": ("GET", "/nowhere", None, {}),
    "a form to a number of 19 digits": ("POST", "/account/sessions/9223372036854775808/end", "", URLENCODED),
    "a GET to a page": ("GET", "/login", None, {}),
    "a GET to the way out": ("GET", "/logout", None, {}),
    "a PUT to the way in": ("PUT", "/login", None, {}),
    "a DELETE to a page": ("DELETE", "/account", None, {}),
    "a form without its token": ("POST", "/register", "email=ada", URLENCODED),
    "a form with a foreign token": ("POST", "/register", "csrf_token=ImZvcmVpZ24i.aaaa.bbbb", URLENCODED),
    "JSON in place of a form": ("POST", "/register", '{"email": "ada"}', JSON),
    "a form of 100 kilobytes": ("POST", "/register", "email=" + "a" * 100_000, URLENCODED),
    "a password of a megabyte": ("POST", "/login", "password=" + "a" * 1_000_000, URLENCODED),
    "a form of 1100 parts": ("POST", "/register", multipart(*['name="a"\r\n\r\n'] * 1100), MULTIPART),
}


class BrokenBody:
    """A body in chunks that are not what they say, as the WSGI server hands it on: each has exceptions of its own."""

    def read(self, *_size: int) -> bytes:
        """Raise what no HTTP library knows."""
        raise ArithmeticError("Invalid chunk size: -9")


def with_broken_body(app: Callable[..., Any]) -> Callable[..., Any]:
    """``app`` on a server that cannot make out a body that is sent to it."""

    def served(environ: dict[str, Any], start_response: Any) -> Any:
        return app(environ | {"wsgi.input": BrokenBody(), "wsgi.input_terminated": True}, start_response)

    return served


def with_token(rest: str) -> Callable[[str], Request]:
    """A form for registering: its right token, and then ``rest``."""
    return lambda token: ("POST", "/register", f"csrf_token={token}{rest}", URLENCODED)


#: Requests that need the form's CSRF token.
FORMS: dict[str, Callable[[str], Request]] = {
    "nothing else": with_token(""),
    "broken characters": with_token("&email=%ff%fe"),
    "a NUL in the email": with_token("&email=a%00da@example.com"),
    "an encoded word in the email": with_token(
        "&email=%3D%3Futf-8%3Fq%3Fada%3F%3D@example.com&password=brass+door+key&confirm=brass+door+key"
    ),
    "each thing twice": with_token("&email=a&email=ada@example.com&password=&password=eight+88&confirm=eight+88"),
    "fields that it does not have": with_token("&id=1&password_hash=x&email=ada"),
    "JSON as its body": lambda token: ("POST", "/register", '{"email": "ada"}', JSON | {"X-CSRFToken": token}),
    "a file in place of the email": lambda token: (
        "POST",
        "/register",
        multipart(f'name="csrf_token"\r\n\r\n{token}', 'name="email"; filename="email.txt"\r\n\r\nada@example.com'),
        MULTIPART,
    ),
}

#: Cookies that no server of ours has signed.
COOKIES = {
    "empty": {"__Host-session": ""},
    "no cookie of ours": {"__Host-session": "ImEi.aaaa.bbbb"},
    "not even ASCII": {"__Host-session": "clé"},
    "named like Flask-Login's own": {"remember_token": "clé|clé"},
}

#: One answer of each kind, by its name.
ANSWERS: dict[str, Callable[[HttpClient], Answer]] = {
    "a page": lambda stranger: stranger.send("GET", "/login"),
    "a form": lambda stranger: stranger.send("GET", "/login"),
    "a style sheet": lambda stranger: stranger.send("GET", "/static/latchkey.css"),
    "a redirect": lambda stranger: stranger.send("GET", "/account"),
    "a refused form": lambda stranger: stranger.send_form("/register", {}),
    "an unknown address": lambda stranger: stranger.send("GET", "/nowhere"),
    "a method not allowed": lambda stranger: stranger.send("GET", "/logout"),
    "a body too large": lambda stranger: stranger.send_form("/login", {"email": "a" * 100_000}),
    "the first page": lambda stranger: stranger.send("GET", "/"),
    "too many attempts": lambda stranger: stranger.post("/login", {"email": "a@example.com", "password": "a guess"}),
}

#: Settings that no server should start with.
REFUSED: dict[str, dict[str, Any]] = {
    "no key": {"SECRET_KEY": None},
    "a short key": {"SECRET_KEY": "0123456789abcdef"},
    "a well-known key": {"SECRET_KEY": "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf"},
    "a well-known key to fall back on": {"SECRET_KEY_FALLBACKS": ["a" * 32]},
    "a limit that is misspelt": {"LIMIT_PER_ADDRESS": "5 per 5 minuts"},
    "a limit that is a bare number": {"LIMIT_PER_ADDRESS": 5},
    "a limit that is empty": {"LIMIT_PER_ADDRESS": ""},
    "a limit of zero": {"LIMIT_PER_ADDRESS": "0 per minute"},
    "a database in a folder that is not there": {
        "SQLALCHEMY_DATABASE_URI": "sqlite:////no/such/folder/latchkey.sqlite"
    },
    "a __Host- cookie for one path": {"SESSION_COOKIE_PATH": "/shop"},
    "a __Host- cookie for a whole domain": {"SESSION_COOKIE_DOMAIN": "example.com"},
    "a __Host- cookie without TLS": {"SESSION_COOKIE_SECURE": False},
}

#: What a cookie that this server did sign may have in place of a token, as when an older app had the same key.
IDS: dict[str, Any] = {
    "an unknown id": "nobody's token",
    "a number for its id": 1,
    "a list for its id": [1, 2],
    "half an emoji for its id": "\ud83d",
}

#: What a header may say that should name an address, a scheme or a host.
NONSENSE = {
    "no address": "garbage",
    "an address with a port": "192.0.2.1:80",
    "a number beyond 255": "999.1.1.1",
    "a bracket and no other": "[2001:db8::1",
    "an address with a zone": "fe80::1%eth0",
    "a script": "<script>alert(1)</script>",
    "three thousand commas": "," * 3000,
    "eight thousand letters": "a" * 8000,
    "letters that are not ASCII": "é",
    "nothing": "",
    "a dot": ".",
    "two dots in a row": "a..example",
    "a part of seventy letters": f"{'a' * 70}.example",
    "letters that stand for none": "xn--a",
}

#: Emails that are well formed, though no plain words.
EMAILS = {
    "plain letters": "o.hara+shop@example.com",
    "letters with accents": "zoë@example.com",
    "signs": "o'hara%s={x}@example.com",
}
