"""Several servers in the place of the live one: the same settings, clock and commands, but processes of their own."""

import json
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

from behave import fixture
from behave.runner import Context
from behave_browser.options import OptionError
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from app import create_app
from app.extensions import db
from features.support.cluster.databases import Database
from features.support.cluster.observer import Observer
from features.support.cluster.postgresql import PostgreSQL
from features.support.cluster.services import RedisServer
from features.support.cluster.web import Gunicorn, Nginx
from features.support.latchkey.clock import server_clock
from features.support.latchkey.server import SETTINGS, LiveServer, watched_hashes

APP = "features.support.cluster.wsgi:application"
#: How many servers there are, by the names that scenarios have for them, and how many workers each has.
SERVERS, WORKERS = ("A", "B"), 2
#: Services that run already are used where these name them; they are not stopped, and such scenarios are left out.
GIVEN_POSTGRESQL, GIVEN_REDIS = "LATCHKEY_TEST_DATABASE", "LATCHKEY_TEST_REDIS"
#: The key by which a process of the tests has a database of such a Redis for itself.
CLAIM = "latchkey-test"


class Cluster(LiveServer):
    """Two servers behind one nginx. ``app`` is one more, which nobody is led to: commands run and tests look there."""

    def __init__(self, folder: Path, settings: dict[str, Any], observer: Observer) -> None:
        super().__init__(settings, observer.clock, observer.costs)
        self.observer = observer
        self.servers = {name: Gunicorn(folder, APP, WORKERS) for name in SERVERS}
        ports = {name: server.port for name, server in self.servers.items()}
        self.nginx = Nginx(folder, {"all": [*ports.values()]} | {name: [port] for name, port in ports.items()})
        self.nginx.start()
        self.port = self.nginx.ports["all"]
        self.databases: list[Database] = []
        self.postgresql: PostgreSQL | None = None
        self.redis: RedisServer | None = None

    @property
    def database(self) -> Database:
        """The one that the servers use."""
        return next(one for one in self.databases if one.url == self.settings["SQLALCHEMY_DATABASE_URI"])

    def new_database(self) -> Database:
        """Make a database, which is taken away when the run ends."""
        server = self.postgresql.url if self.postgresql else os.environ[GIVEN_POSTGRESQL]
        try:
            self.databases.append(Database(server))
        except SQLAlchemyError as error:
            raise OptionError(f"{GIVEN_POSTGRESQL}: no database can be made there: {error}.") from None
        return self.databases[-1]

    def close(self) -> None:
        """End all that this has begun."""
        if self.databases:  # else nothing was started
            self.stop()
        self.nginx.stop()
        if not self.postgresql:  # else they go with it
            for database in self.databases:
                database.drop()

    @property
    def url(self) -> str:
        """Where all of it is reached."""
        return f"https://localhost:{self.port}"

    def url_of(self, name: str) -> str:
        """Where one server is reached: the same site, for a browser whose cookies are of no port."""
        return f"https://localhost:{self.nginx.ports[name]}"

    def start(self) -> None:
        """Start every server on the settings."""
        self.app = create_app(self.settings)
        for server in self.servers.values():
            server.begin(self.environment)
        for server in self.servers.values():
            server.wait()

    @property
    def environment(self) -> dict[str, str]:
        """What a server is started with: the settings as Flask reads them there, and no others of this process."""
        others = {name: value for name, value in os.environ.items() if not name.startswith("FLASK_")}
        settings = {f"FLASK_{name}": json.dumps(value) for name, value in self.settings.items()}
        return others | settings | self.observer.environment

    def stop(self) -> None:
        """Stop every server, each when it has answered what is under way."""
        with ThreadPoolExecutor() as pool:
            list(pool.map(Gunicorn.stop, self.servers.values()))
        with self.app.app_context():
            db.engine.dispose()

    def roll(self, **settings: Any) -> None:
        """Start one server after the other anew with ``settings``, while the others go on."""
        self.settings |= settings
        self.app = create_app(self.settings)
        for server in self.servers.values():
            server.stop()
            server.begin(self.environment)
            server.wait()

    @contextmanager
    def without_redis(self, trouble: str) -> Iterator[None]:
        """Have no Redis for a while: one that "is stopped", that "does not answer", or that "wants a password"."""
        assert self.redis, "a Redis that runs already is left alone"
        with Redis.from_url(self.redis.url) as operator, ExitStack() as back:
            if trouble == "is stopped":
                back.callback(self.redis.start)
                self.redis.stop()
            elif trouble == "does not answer":
                back.callback(self.redis.send, signal.SIGCONT)
                self.redis.send(signal.SIGSTOP)
            else:
                assert trouble == "wants a password", trouble
                back.callback(operator.config_set, "requirepass", "")
                operator.config_set("requirepass", "another")
                operator.client_kill_filter(_type="normal", skipme=True)
            yield

    def kill_a_worker(self, name: str) -> int:
        """End one process that answers requests, as a machine ends it that runs out of memory. Give which."""
        pid = self.servers[name].worker_pids()[0]
        os.kill(pid, signal.SIGKILL)
        return pid

    @contextmanager
    def configured(self, **settings: Any) -> Iterator[None]:
        """Have every server work with other ``settings`` for a while."""
        before = dict(self.settings)
        self.restart(**settings)
        try:
            yield
        finally:
            self.stop()
            self.settings = before
            self.start()

    def pass_time(self, **units: int) -> None:
        """Set the servers' clock ahead, and that of Redis, which nobody can set: what it keeps grows old."""
        super().pass_time(**units)
        with Redis.from_url(self.settings["RATELIMIT_STORAGE_URI"]) as redis:
            for key in redis.scan_iter("LIMITS:*"):
                redis.pexpire(key, redis.pttl(key) - timedelta(**units) // timedelta(milliseconds=1))

    def set_time(self, moment: datetime) -> None:
        """Set the servers' clock to ``moment``: nothing that is counted is to last until then."""
        super().set_time(moment)
        self.forget_attempts()


@contextmanager
def claimed(url: str) -> Iterator[str]:
    """Give the address of a database of the Redis at ``url`` that no other process of the tests has, and hold it.

    Raises OptionError where it does not answer, or has none left: it has sixteen, unless it is set to have more.
    """
    for number in range(16):
        with Redis.from_url(url, db=number) as redis:
            try:
                if not redis.set(CLAIM, os.getpid(), nx=True, ex=7200):
                    continue
            except RedisError as error:
                raise OptionError(f"{GIVEN_REDIS}: the Redis there cannot be used: {error}.") from None
            try:
                yield urlsplit(url)._replace(path=f"/{number}").geturl()
            finally:
                for key in (*redis.scan_iter("LIMITS:*"), CLAIM):
                    redis.delete(key)
            return
    raise OptionError(
        f"{GIVEN_REDIS}: other runs have each of its sixteen databases, or have left a key {CLAIM} there."
    )


@fixture
def cluster(context: Context) -> Iterator[Cluster]:
    """Serve Latchkey from several servers until the run ends, with a new database."""
    with ExitStack() as until_the_end:
        folder = Path(until_the_end.enter_context(TemporaryDirectory(prefix="latchkey-")))
        observer = Observer(folder, until_the_end.enter_context(server_clock()))
        until_the_end.callback(observer.close)
        until_the_end.enter_context(watched_hashes(observer.costs.append))
        postgresql = PostgreSQL(folder) if GIVEN_POSTGRESQL not in os.environ else None
        redis = RedisServer(folder) if GIVEN_REDIS not in os.environ else None
        for service in filter(None, (postgresql, redis)):
            until_the_end.callback(service.stop)
            service.start()
        store = redis.url if redis else until_the_end.enter_context(claimed(os.environ[GIVEN_REDIS]))
        settings = {**SETTINGS, "RATELIMIT_STORAGE_URI": store, "PROXIES": 1}
        server = context.server = Cluster(folder, settings, observer)
        server.postgresql, server.redis = postgresql, redis
        until_the_end.callback(server.close)
        server.settings["SQLALCHEMY_DATABASE_URI"] = server.new_database().url
        # What the steps send over TLS is to be sent to this certificate's owner.
        until_the_end.enter_context(patch.dict(os.environ, {"SSL_CERT_FILE": str(server.nginx.certificate)}))
        server.start()
        server.run("db", "upgrade")
        yield server
