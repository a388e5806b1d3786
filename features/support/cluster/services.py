"""The programs that a cluster is made of, as this machine has them: started in a folder, on ports that are free."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from behave_browser.options import OptionError
from redis import Redis
from redis.exceptions import ConnectionError as NoConnection

ROOT = Path(__file__).parents[3]
#: Seconds that a program has to answer in, and to end in.
PATIENCE = 30
#: Where Debian has programs that are on no PATH.
PLACES = ("/usr/sbin", *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True))
NOT_HERE = "A cluster needs {program}, and this machine has none: apt-get install {package}."
#: Whatever ends this process ends what it has begun: nothing stays behind.
WITH_ITS_PARENT = ("setpriv", "--pdeathsig", "TERM", "--")
DIED = "{program} has ended by itself, with {code}:\n{log}"
SILENT = "{program} does not answer after {patience} seconds:\n{log}"


def find(program: str, package: str) -> str:
    """Give the path of ``program``. Raises OptionError, with the Debian package that has it, where there is none."""
    found = shutil.which(program, path=os.pathsep.join([os.environ.get("PATH", ""), *PLACES]))
    if not found:
        raise OptionError(NOT_HERE.format(program=program, package=package))
    return found


def free_port() -> int:
    """A port that nobody listens on, for a program that opens it by itself."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def is_root() -> bool:
    """Whether this process runs as root, which PostgreSQL refuses to."""
    return os.geteuid() == 0


class Service:
    """A program that runs until it is stopped, and may be started again."""

    def __init__(self, command: Iterable[str | Path], folder: Path) -> None:
        self.command = list(map(str, command))
        self.name = Path(self.command[0]).name
        self.log = folder / f"{self.name}-{len(list(folder.iterdir()))}.log"
        self.log.touch()
        self.process: subprocess.Popen[bytes] | None = None

    def begin(self, env: Mapping[str, str] | None = None, fds: tuple[int, ...] = (), **user: Any) -> None:
        """Start it, as a ``user`` and a ``group`` if need be.

        It ends when the thread ends that has called this, however that does: nothing stays behind.
        """
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 -- the commands below
                [*WITH_ITS_PARENT, *self.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=env,
                pass_fds=fds,
                **user,
            )

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.begin()
        self.wait()

    def wait(self) -> None:
        """Wait until it answers. Raises RuntimeError, with the end of its log, where it does not."""
        assert self.process, f"{self.name} was never started"
        until = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None:
                raise RuntimeError(DIED.format(program=self.name, code=self.process.returncode, log=self.end_of_log()))
            if time.monotonic() > until:
                raise RuntimeError(SILENT.format(program=self.name, patience=PATIENCE, log=self.end_of_log()))
            time.sleep(0.02)

    def answers(self) -> bool:
        """Whether it does what it is for."""
        raise NotImplementedError

    def end_of_log(self) -> str:
        """The last lines that it has written."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:])

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        assert self.process, f"{self.name} was never started"
        self.process.send_signal(number)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        """End it, and wait until it has ended. One that does not is killed."""
        if not self.process or self.process.poll() is not None:
            return
        self.send(signal.SIGCONT)
        self.send(number)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class RedisServer(Service):
    """A Redis that keeps nothing on the disk."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        here = ["--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(folder)]
        command = [find("redis-server", "redis-server"), *here, "--save", "", "--appendonly", "no"]
        super().__init__(command, folder)

    def answers(self) -> bool:
        """Whether it answers."""
        with Redis(port=self.port, socket_timeout=1) as client, suppress(NoConnection, TimeoutError):
            return bool(client.ping())
        return False

    @property
    def url(self) -> str:
        """Where the app finds it."""
        return f"redis://127.0.0.1:{self.port}/0"
