"""The worker processes, as their parent sees them."""

import multiprocessing
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Self

from behave.model import Feature

from features.support.recording import pack
from features.support.worker import GRACE, work


@dataclass(eq=False)
class Member:
    """One worker process, and the number of the feature that it runs now."""

    process: SpawnProcess
    connection: Connection
    number: int | None = None

    def give(self, number: int | None, feature: Feature | None) -> None:
        """Have it run ``feature``, or end if there is none."""
        self.number = number
        with suppress(OSError):  # it is dead, and its silence will tell
            self.connection.send(feature and pack(feature))


class Crew:
    """Starts ``count`` processes, and ends them whatever happens in between."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.members: list[Member] = []

    def __enter__(self) -> Self:
        for _ in range(self.count):
            self.members.append(start())
        return self

    def __exit__(self, error: type[BaseException] | None, *_details: object) -> None:
        with unless_interrupted():
            for member in self.members if error else ():
                member.process.terminate()
            last_moment = time.monotonic() + GRACE + 1
            for member in self.members:
                member.process.join(max(0, last_moment - time.monotonic()))
                member.process.kill()
                member.process.join()

    def messages(self) -> Iterator[tuple[Member, str, Any]]:
        """Give what the members say, as it comes, until all have ended: "done" each, or "died"."""
        present = {member.connection: member for member in self.members}
        while present:
            for connection in wait(list(present)):
                member = present[connection]  # type: ignore[index] # wait gives what it was given
                try:
                    kind, content = member.connection.recv()
                except (EOFError, OSError):
                    kind, content = "died", None
                if kind in ("done", "died"):
                    del present[member.connection]
                yield member, kind, content


def start() -> Member:
    """Start one worker with this process's own command line."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=work, args=(there, sys.argv[1:]), daemon=True)
    with unless_interrupted():  # it could be hit before it has a group of its own, and would complain at length
        process.start()
    there.close()
    return Member(process, here)


@contextmanager
def unless_interrupted() -> Iterator[None]:
    """Ignore Ctrl-C for a moment. Processes that are started meanwhile ignore it for good."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
