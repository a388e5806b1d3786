"""A PostgreSQL of our own, and a disk for it that is soon full."""

import pwd
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from behave_browser.options import OptionError

from features.support.cluster.services import DIED, Service, find, free_port, is_root


class PostgreSQL(Service):
    """A PostgreSQL of its own, whose role ``latchkey`` may make databases."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.user = unprivileged() if is_root() else {}
        self.folder = folder / "postgresql"
        self.folder.mkdir()
        self.give_away(self.folder)
        data = self.folder / "data"
        make = [find("initdb", "postgresql"), f"--pgdata={data}", "--username=owner", "--auth=trust", "--no-sync"]
        made = subprocess.run(make, check=False, capture_output=True, text=True, **self.user)  # noqa: S603
        if made.returncode:
            raise RuntimeError(DIED.format(program="initdb", code=made.returncode, log=made.stderr))
        options = {"port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off"}
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        super().__init__([find("postgres", "postgresql"), "-D", data, *settings], folder)

    def give_away(self, folder: Path) -> None:
        """Let ``folder`` be the server's, and let it come there."""
        if self.user:
            shutil.chown(folder, **self.user)
            for parent in folder.parents:  # as far as the temporary folders go, which nobody else may look into
                if not parent.stat().st_mode & 0o001 and parent.is_relative_to("/tmp"):  # noqa: S108 -- ours already
                    parent.chmod(parent.stat().st_mode | 0o001)

    def begin(self, *_: object, **__: object) -> None:
        """Start it as a user that it takes."""
        super().begin(**self.user)

    def wait(self) -> None:
        """Wait until it answers, and has a role for the app."""
        super().wait()
        with self.connect() as owner:
            if not owner.execute("SELECT 1 FROM pg_roles WHERE rolname = 'latchkey'").fetchone():
                owner.execute("CREATE ROLE latchkey LOGIN CREATEDB")

    def stop(self, number: signal.Signals = signal.SIGINT) -> None:
        """End it without waiting for those who are connected: SIGINT is what `pg_ctl stop` sends."""
        super().stop(number)

    def answers(self) -> bool:
        """Whether it lets its owner in."""
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """Give a connection of the owner's to ``database``, in which each statement is stored at once."""
        return psycopg.connect(f"postgresql://owner@127.0.0.1:{self.port}/{database}", autocommit=True)

    @contextmanager
    def small_disk(self, name: str) -> Iterator[Callable[[psycopg.Connection], None]]:
        """Mount a disk of 4 MB as the tablespace ``name`` for a while, and give what fills it up. It takes root."""
        disk = self.folder / name
        disk.mkdir()
        subprocess.run([find("mount", "mount"), "-t", "tmpfs", "-o", "size=4m", "none", str(disk)], check=True)  # noqa: S603
        self.give_away(disk)
        with self.connect() as owner:
            owner.execute(f"CREATE TABLESPACE {name} LOCATION '{disk}'")

        def fill(connection: psycopg.Connection) -> None:
            connection.execute(f"CREATE TABLE filler (page text) TABLESPACE {name}")
            with suppress(psycopg.errors.DiskFull):
                while True:
                    connection.execute("INSERT INTO filler SELECT repeat('x', 1500) FROM generate_series(1, 10)")

        try:
            yield fill
            with self.connect() as owner:
                owner.execute(f"DROP TABLESPACE {name}")
        finally:
            subprocess.run([find("umount", "mount"), str(disk)], check=True)  # noqa: S603
            disk.rmdir()

    @property
    def url(self) -> str:
        """Where the app's role finds a database from which it may make others."""
        return f"postgresql+psycopg://latchkey@127.0.0.1:{self.port}/postgres"


def unprivileged() -> dict[str, Any]:
    """Give a user, and its group, who may do nothing: PostgreSQL's own where this machine has one."""
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            found = pwd.getpwnam(name)
            return {"user": found.pw_uid, "group": found.pw_gid}
    raise OptionError("PostgreSQL does not run as root, and this machine has neither a postgres nor a nobody.")
