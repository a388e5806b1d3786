"""The live server: the real app on a real socket, in a thread, so that breakpoints work in views too."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from unittest.mock import Mock, patch

from behave import fixture
from behave.runner import Context
from flask import Flask
from werkzeug.serving import make_server

from app import accounts, create_app
from app.config import DEFAULTS
from app.extensions import db
from app.models import Product, User
from features.support.people import Person


@dataclass
class LiveServer:
    """A running Latchkey, with the doors that a test may use to prepare and to look behind the pages."""

    app: Flask
    url: str
    scrypt: Mock

    def register(self, person: Person) -> None:
        """Store an account for ``person`` without a browser: nothing but a shorter way through the same verb."""
        with self.app.app_context():
            accounts.register(person.email, person.password)

    def stored(self, email: str) -> list[User]:
        """Give every stored user whose email address is ``email`` in any spelling of its letters."""
        with self.app.app_context():
            return list(db.session.scalars(db.select(User).where(db.func.lower(User.email) == email.lower())))

    def delete(self, person: Person) -> None:
        """Take the account of ``person`` away, and all that hangs on it."""
        with self.app.app_context():
            db.session.execute(db.delete(User).where(User.email == person.email))
            db.session.commit()

    def has_product(self, name: str) -> bool:
        """Whether a product of this ``name`` is stored."""
        with self.app.app_context():
            return db.session.scalar(db.select(Product).where(Product.name == name)) is not None

    def hashes(self) -> list[dict[str, int]]:
        """The cost of each password hash since the run began: scrypt's n, r and p."""
        return [{name: call.kwargs[name] for name in "nrp"} for call in self.scrypt.mock_calls]

    def decode(self, cookie: str) -> str:
        """Give what ``flask session decode`` prints for ``cookie``."""
        return self.app.test_cli_runner().invoke(args=["session", "decode", cookie]).output


@fixture
def live_server(context: Context) -> Iterator[LiveServer]:
    """Serve Latchkey on a free port until the run ends, with a new database."""
    with TemporaryDirectory(prefix="latchkey-") as folder:
        app = create_app(
            {
                "SECRET_KEY": "acceptance: known to all, 0123456789abcdef",
                "SQLALCHEMY_DATABASE_URI": f"sqlite:///{Path(folder) / 'acceptance.sqlite'}",
                # The cheapest that still goes through scrypt: hashing at its real cost would double a scenario.
                "PASSWORD_HASH_METHOD": "scrypt:128:8:1",
            }
        )
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = Thread(target=server.serve_forever)
        thread.start()
        with patch.object(hashlib, "scrypt", wraps=hashlib.scrypt) as scrypt:
            context.server = LiveServer(app, f"http://127.0.0.1:{server.server_port}", scrypt)
            yield context.server
        server.shutdown()
        thread.join()
        server.server_close()


@fixture
def production_hash(context: Context) -> Iterator[None]:
    """Hash passwords at their real cost while a scenario runs."""
    config = context.server.app.config
    cheap = config["PASSWORD_HASH_METHOD"]
    config["PASSWORD_HASH_METHOD"] = DEFAULTS["PASSWORD_HASH_METHOD"]
    yield
    config["PASSWORD_HASH_METHOD"] = cheap
