"""What a setting comes to, as it is observed from outside: each function gives what one site does."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

from flask import Flask, request
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from app import accounts, guessing
from app.extensions import db
from app.models import LoginSession

ADA, PASSWORD = "ada@example.com", "correct horse battery"
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
YEAR = 366 * 86_400  # seconds
OVER_TLS = {"base_url": "https://localhost", "headers": {"Origin": "https://localhost"}}


@dataclass
class Site:
    """An app on some settings, where Ada has an account."""

    app: Flask
    email: str = ADA

    def __post_init__(self) -> None:
        with self.app.app_context():
            accounts.register(self.email, PASSWORD)
            db.session.commit()

    def send(self, client: FlaskClient, path: str, fields: dict[str, str], **how: Any) -> TestResponse:
        """Send the form at ``path``, token and all."""
        return client.post(path, data={"csrf_token": self.token(client, path, **how), **fields}, **how)

    def token(self, client: FlaskClient, path: str, **how: Any) -> str:
        """The CSRF token of the form at ``path``."""
        found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', client.get(path, **how).text)
        assert found
        return found[1]

    def log_in(self, **fields: str) -> FlaskClient:
        """A new browser, in which Ada is logged in."""
        client = self.app.test_client()
        assert self.send(client, "/login", {"email": self.email, "password": PASSWORD, **fields}).status_code == 302
        return client

    def engine(self) -> Engine:
        """The database's."""
        with self.app.app_context():
            return db.engine


def largest(fits: Callable[[int], bool], top: int) -> int:
    """The largest number below ``top`` that ``fits``, where each smaller one does too."""
    low, high = 0, top
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def lasting(moment: str, path: str = "/account", **fields: str) -> Callable[[Site], int]:
    """Observe for how many seconds after ``moment``, such as "seen_at", a login opens ``path``."""

    def observed(site: Site) -> int:
        client = site.log_in(**fields)
        form = {"csrf_token": site.token(client, "/account")}

        def opens(ago: int) -> bool:
            with site.app.app_context():
                then = {"seen_at": NOON, "created_at": NOON, "proven_at": NOON} | {
                    moment: NOON - timedelta(seconds=ago)
                }
                db.session.execute(db.update(LoginSession).values(then))
                db.session.commit()
            with patch("app.sessions.utc_now", lambda: NOON):
                answer = client.get(path) if path == "/account" else client.post(path, data=form)
            return answer.location in {None, "/account"}

        return largest(opens, YEAR) + 1  # it is over at this very second

    return observed


def logins(site: Site) -> int:
    """Observe how many logins of one member are alive at once."""
    clients = [site.log_in() for _ in range(52)]
    return sum(client.get("/account").status_code == 200 for client in clients)


def seen(path: str, header: str, **how: Any) -> Callable[[Site], str | None]:
    """Observe a ``header`` of the answer at ``path``."""

    def observed(site: Site) -> str | None:
        with site.app.test_client().get(path, **how) as answer:
            return answer.headers.get(header)

    return observed


def cookie(site: Site) -> str:
    """Observe the session cookie: its name, and what it says to browsers."""
    name, _value, rest = re.split("[=;]", site.app.test_client().get("/login").headers["Set-Cookie"], maxsplit=2)
    return f"{name};{rest}"


def cookies_again(site: Site) -> int:
    """Observe how many cookies a page sets for a member who stays logged in, and to whom nothing has happened."""
    client = site.log_in(remember="y")
    client.get("/account")  # it takes the message away, and so changes the cookie
    return len(client.get("/account").headers.getlist("Set-Cookie"))


def old_form(site: Site) -> int:
    """Observe the status of the answer to a form that was opened two minutes before."""
    client = site.app.test_client()
    token, then = site.token(client, "/login"), time.time()
    with patch("time.time", lambda: then + 120):
        return client.post("/login", data={"csrf_token": token}).status_code


def form_without_referrer(site: Site) -> int:
    """Observe the status of the answer to a form that comes over https, known by its origin alone."""
    return site.send(site.app.test_client(), "/login", {}, **OVER_TLS).status_code


def landing(site: Site) -> str:
    """Observe whether a member who asks for nothing in particular is led to where the password is changed."""
    return "there" if site.log_in().get("/").headers["Location"] == "/account/password" else "elsewhere"


def longest_body(site: Site) -> int:
    """Observe how many bytes may be sent."""
    form, client = "application/x-www-form-urlencoded", site.app.test_client()
    return largest(lambda size: client.post("/login", data="x" * size, content_type=form).status_code == 400, 2**20)


def hash_stored(site: Site) -> str:
    """Observe how passwords are hashed."""
    with site.app.app_context():
        found = accounts.find(ADA)
        assert found
        return found.password_hash.partition("$")[0]


def behind_proxies(site: Site) -> dict[str, str]:
    """Observe the address, the scheme and the host of a request that came by way of two proxies."""
    site.app.add_url_rule(
        "/seen", view_func=lambda: {"address": request.remote_addr, "scheme": request.scheme, "host": request.host}
    )
    said = {"For": "192.0.2.1, 192.0.2.2, 192.0.2.3", "Proto": "http, https", "Host": "a.example, b.example"}
    answer = site.app.test_client().get("/seen", headers={f"X-Forwarded-{name}": words for name, words in said.items()})
    return dict(answer.get_json())


def after_death(site: Site) -> str:
    """Observe what comes of the first page that is asked for after the connection to the database has died."""
    client, engine = site.log_in(), site.engine()
    with engine.connect() as connection:
        died = connection.connection.dbapi_connection
    assert died
    died.close()  # underneath: the pool takes it to be alive
    return "the page" if client.get("/account").status_code == 200 else "an error"


def store(site: Site) -> str:
    """Observe where attempts are counted."""
    with site.app.app_context():
        return type(guessing.counters().shared).__name__
