"""The real app on servers of its own, as deploy/ has them, and what their processes use of the machine."""

import json
import os
import re
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

from app.config import DEFAULTS
from app.extensions import db
from features.support.cluster.databases import Database
from features.support.cluster.postgresql import PostgreSQL
from features.support.cluster.services import RedisServer, Service
from features.support.cluster.web import Gunicorn, Nginx
from tests.benchmarks.sites import EMAIL, KEY, MAIL, latchkey

CHEAP = "scrypt:128:8:1"
#: The limits as they are, for so many: all who come have one address.
LIMITS = {name: re.sub(r"^\d+", "1000000", setting) for name, setting in DEFAULTS.items() if name.startswith("LIMIT_")}
#: Members beside Ada, with her password.
MEMBERS = """
INSERT INTO "user" (email, password_hash, created_at, is_active)
SELECT 'member.' || n || '@example.com', password_hash, created_at, is_active
FROM "user", generate_series(1, %(count)s) AS n WHERE email = %(email)s
"""


@dataclass(frozen=True)
class Cluster:
    """What runs: a gunicorn for each name, at the port of nginx with this name; and one database and Redis for all."""

    servers: dict[str, Gunicorn]
    nginx: Nginx
    postgresql: PostgreSQL
    redis: RedisServer
    tls: ssl.SSLContext

    def groups(self, name: str) -> dict[str, Service]:
        """The processes by what they do, while the server of this ``name`` has the visitors."""
        app = self.servers[name]
        return {"app": app, "nginx": self.nginx, "PostgreSQL": self.postgresql, "Redis": self.redis}


@contextmanager
def postgresql_in(folder: Path) -> Iterator[PostgreSQL]:
    """A PostgreSQL of its own, for a while. Raises OptionError where the machine has none."""
    service = PostgreSQL(folder)
    try:
        service.start()
        yield service
    finally:
        service.stop()


@contextmanager
def cluster(folder: Path, workers: Mapping[str, int], members: int, **settings: Any) -> Iterator[Cluster]:
    """Serve the real app for a while: ``workers`` gives servers, by name, and how many processes each of them has.

    So many ``members`` have Ada's password. Raises OptionError where the machine lacks a program.
    """
    with ExitStack() as until_the_end:
        postgresql = until_the_end.enter_context(postgresql_in(folder))
        database = Database(postgresql.url).url
        enrol(database, members, settings)
        redis = RedisServer(folder)
        until_the_end.callback(redis.stop)
        redis.start()
        servers = {name: Gunicorn(folder, "app:create_app()", count) for name, count in workers.items()}
        nginx = Nginx(folder, {name: [server.port] for name, server in servers.items()})
        for service in (*servers.values(), nginx):
            until_the_end.callback(service.stop)
        shared = {"SQLALCHEMY_DATABASE_URI": database, "RATELIMIT_STORAGE_URI": redis.url}
        environment = as_environment({"SECRET_KEY": KEY, "PROXIES": 1} | MAIL | LIMITS | shared | settings)
        for server in servers.values():
            server.begin(environment)
            server.wait()
        nginx.start()
        tls = ssl.create_default_context(cafile=str(nginx.certificate))
        yield Cluster(servers, nginx, postgresql, redis, tls)


def as_environment(settings: Mapping[str, Any]) -> dict[str, str]:
    """This process's environment, with ``settings`` as Flask reads them there, and no others."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("FLASK_")}
    return others | {f"FLASK_{name}": json.dumps(value) for name, value in settings.items()}


def enrol(database: str, members: int, settings: Mapping[str, Any]) -> None:
    """Make the tables, and Ada's account by the app's own hand; the others have her hash, so that it is made once."""
    app = latchkey.create_app(database, **settings)
    with app.app_context():
        db.engine.dispose()
    engine = create_engine(database)
    with engine.begin() as connection:
        connection.exec_driver_sql(MEMBERS, {"count": members, "email": EMAIL})
    engine.dispose()


def tree(pid: int) -> list[int]:
    """The process ``pid`` and all that it has begun, and they."""
    children = []
    with suppress(FileNotFoundError, ProcessLookupError):
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return [pid, *(each for child in children for each in tree(child))]


def pids(service: Service) -> list[int]:
    """All processes of ``service``."""
    assert service.process, f"{service.name} was never started"
    return tree(service.process.pid)


def cpu_seconds(service: Service) -> float:
    """The CPU seconds that ``service`` has used, in all its processes, also in those that have ended."""
    ticks = 0
    for pid in pids(service):
        with suppress(FileNotFoundError, ProcessLookupError):  # it has ended: its parent has its ticks now, or soon
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15]))  # proc(5): utime, stime, cutime, cstime
    return ticks / os.sysconf("SC_CLK_TCK")


def backend_seconds(postgresql: PostgreSQL) -> float:
    """The CPU seconds of PostgreSQL's processes that are there now, as finely as a page needs it.

    Each has one thread, for which Linux counts nanoseconds; stat counts hundredths of a second.
    """
    nanoseconds = 0
    for pid in pids(postgresql):
        with suppress(FileNotFoundError, ProcessLookupError):
            nanoseconds += int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
    return nanoseconds / 1e9


def machine_seconds() -> tuple[float, float]:
    """The CPU seconds of the whole machine since it started: those that were used, and those that nobody wanted."""
    fields = [int(field) for field in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    unused = fields[3] + fields[4]  # idle, iowait
    return (sum(fields) - unused) / os.sysconf("SC_CLK_TCK"), unused / os.sysconf("SC_CLK_TCK")


def used(groups: Mapping[str, Service]) -> dict[str, float]:
    """The CPU seconds until now, by who used them: each of ``groups``, this process, and all else on the machine."""
    seconds = {name: cpu_seconds(service) for name, service in groups.items()}
    seconds["visitors"] = time.process_time()
    everybody, nobody = machine_seconds()
    return seconds | {"others": everybody - sum(seconds.values()), "idle": nobody}


def memory(service: Service, what: str) -> float:
    """The MiB that the processes of ``service`` have: ``VmRSS`` is now, ``VmHWM`` the most since it was forgotten.

    What they share counts for each of them.
    """
    kib = 0
    for pid in pids(service):
        found = re.search(rf"^{what}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
        kib += int(found[1]) if found else 0
    return kib / 1024


def forget_high_water(service: Service) -> None:
    """Have the most that each process of ``service`` ever had be what it has now: proc(5), clear_refs."""
    for pid in pids(service):
        Path(f"/proc/{pid}/clear_refs").write_text("5")
