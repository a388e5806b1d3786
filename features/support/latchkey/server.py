"""The live server: the real app on a real socket, in a thread, so that breakpoints work in views too."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any
from unittest.mock import patch

import time_machine
from behave import fixture
from behave.runner import Context
from flask import Flask, url_for
from flask.cli import NoAppException
from flask.sessions import SecureCookieSessionInterface
from werkzeug.serving import make_server

from app import create_app, guessing
from app.config import DEFAULTS
from app.extensions import db
from features.support.latchkey.clock import Clock, server_clock
from features.support.latchkey.failures import all_failures
from features.support.latchkey.routes import Routes


class LiveServer:
    """A running Latchkey, whose clock can be set ahead and which can be started anew with other settings."""

    def __init__(self, settings: dict[str, Any], clock: Clock, costs: list[dict[str, int]]) -> None:
        self.settings = settings
        self.clock = clock
        #: The cost of each password hash since the run began: scrypt's n, r and p.
        self.costs = costs
        self.port = 0

    @property
    def url(self) -> str:
        """Where it is reached, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Serve a new app: on a free port the first time, and on the same one ever after."""
        self.app = create_app(self.settings)
        self.server = make_server("127.0.0.1", self.port, self.serve, threaded=True)
        self.port = self.server.server_port
        # It looks as often as this whether it is to stop: every half a second would be half a second for each restart.
        self.thread = Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def stop(self) -> None:
        """Serve no longer, and close every connection to the database."""
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
        with self.app.app_context():
            db.engine.dispose()

    def restart(self, **settings: Any) -> None:
        """Serve the same database with a new app, ``settings`` changed."""
        self.stop()
        self.settings |= settings
        self.start()

    def serve(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request, at the server's own time. The browser and the steps stay in the present."""
        with self.clock:  # what the app returns is ready to be sent: nothing of it is worked out later
            return self.app(environ, start_response)

    def pass_time(self, **units: int) -> None:
        """Set the server's clock ahead: ``minutes=61``."""
        self.clock.ahead += timedelta(**units)

    def set_time(self, moment: datetime) -> None:
        """Set the server's clock to ``moment``, from where it goes on."""
        self.clock.ahead = moment - datetime.now(UTC)

    @property
    def routes(self) -> Routes:
        """All that the running app has an address for."""
        return Routes(self.app)

    def another_app(self, settings: dict[str, Any]) -> Flask:
        """Give an app that nobody serves, with ``settings`` over this one's. Raises NoAppException for bad ones."""
        return create_app(self.settings | settings)

    def refusal(self, settings: dict[str, Any]) -> str:
        """Give the sentence that a start with ``settings`` ends in, or say that it did start."""
        try:
            self.another_app(settings)
        except NoAppException as refusal:
            return refusal.message
        return "It started."

    def all_failures(self) -> Iterator[Exception]:
        """Have the form for logging in fail in each way there is, one after the other, and give how."""
        return all_failures(self.app)

    def landing(self) -> tuple[str, str]:
        """Where members are led who asked for nothing else, and where visitors are: capabilities have a say in it."""
        with self.app.test_request_context():
            members = url_for(self.app.config["LANDING_VIEW"])
        return members, self.app.test_client().get("/", base_url=self.url).headers["Location"]

    @contextmanager
    def configured(self, **settings: Any) -> Iterator[None]:
        """Have the running app work with other ``settings`` for a while."""
        with patch.dict(self.app.config, settings):
            yield

    def run(self, *arguments: str) -> str:
        """Give what ``flask`` prints for ``arguments``. Raises AssertionError where it fails."""
        with self.clock:
            result = self.app.test_cli_runner().invoke(args=arguments)
        assert result.exit_code == 0, result.output
        return result.output

    def sign(self, payload: Any, key: str = "", days_ago: int = 0) -> str:
        """Give a session cookie that holds ``payload``, signed some days ago with ``key``, or this server's own."""
        signer = Flask(__name__)
        signer.secret_key = key or self.app.secret_key
        serializer = SecureCookieSessionInterface().get_signing_serializer(signer)
        assert serializer, "Flask signs with any key that is not empty"
        with time_machine.travel(datetime.now(UTC) - timedelta(days=days_ago)):
            return str(serializer.dumps(payload))

    def decode(self, cookie: str) -> dict[str, Any]:
        """Give what ``flask session decode`` says of ``cookie``."""
        return dict(json.loads(self.run("session", "decode", cookie)))

    def forget_attempts(self) -> None:
        """Let nobody have tried a password, or to register."""
        with self.app.app_context():
            guessing.counters().reset()

    @contextmanager
    def production_hash(self) -> Iterator[None]:
        """Hash passwords at their real cost for a while."""
        with self.configured(PASSWORD_HASH_METHOD=DEFAULTS["PASSWORD_HASH_METHOD"]):
            yield

    def hashes(self) -> list[dict[str, int]]:
        """The cost of each password hash since the run began: scrypt's n, r and p."""
        return list(self.costs)


#: What scenarios run with, wherever the server runs: its database is added.
SETTINGS = {
    "SECRET_KEY": "acceptance: known to all, 0123456789abcdef",
    # The cheapest that still goes through scrypt: hashing at its real cost would double a scenario.
    "PASSWORD_HASH_METHOD": "scrypt:128:8:1",
    # Mails stay in the outbox until a scenario has a mail server.
    "MAIL_URI": "smtp://127.0.0.1:1",
    "MAIL_ORIGIN": "https://latchkey.test",
}


@contextmanager
def watched_hashes(tell: Callable[[dict[str, int]], object]) -> Iterator[None]:
    """Have ``tell`` called with the cost of each password hash of this process: scrypt's n, r and p."""
    scrypt = hashlib.scrypt

    def watched(*arguments: Any, **cost: Any) -> bytes:
        tell({name: cost[name] for name in "nrp"})
        return scrypt(*arguments, **cost)

    with patch.object(hashlib, "scrypt", watched):
        yield


@fixture
def live_server(context: Context) -> Iterator[LiveServer]:
    """Serve Latchkey on a free port until the run ends, with a new database."""
    costs: list[dict[str, int]] = []
    with (
        TemporaryDirectory(prefix="latchkey-") as folder,
        watched_hashes(costs.append),
        server_clock() as clock,
    ):
        database = f"sqlite:///{Path(folder) / 'acceptance.sqlite'}"
        context.server = LiveServer({**SETTINGS, "SQLALCHEMY_DATABASE_URI": database}, clock, costs)
        context.server.start()
        try:
            context.server.run("db", "upgrade")
            yield context.server
        finally:  # else its thread would keep a process alive whose run has failed
            context.server.stop()
