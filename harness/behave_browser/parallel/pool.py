"""The pool of worker processes, as their parent sees it."""

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

from behave_browser.parallel.serialization import pack
from behave_browser.parallel.worker import GRACE, work


@dataclass(eq=False)
class WorkerProcess:
    """One worker process, and the number of the feature that it runs now."""

    process: SpawnProcess
    connection: Connection
    number: int | None = None

    def give(self, number: int | None, feature: Feature | None) -> None:
        """Have it run ``feature``, or end if there is none."""
        self.number = number
        with suppress(OSError):  # it is dead, and its silence will tell
            self.connection.send(feature and pack(feature))


class WorkerPool:
    """Starts ``count`` processes, and ends them whatever happens in between."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.processes: list[WorkerProcess] = []

    def __enter__(self) -> Self:
        for _ in range(self.count):
            self.processes.append(start())
        return self

    def __exit__(self, error: type[BaseException] | None, *_details: object) -> None:
        with unless_interrupted():
            for each in self.processes if error else ():
                each.process.terminate()
            last_moment = time.monotonic() + GRACE + 1
            for each in self.processes:
                each.process.join(max(0, last_moment - time.monotonic()))
                each.process.kill()
                each.process.join()

    def messages(self) -> Iterator[tuple[WorkerProcess, str, Any]]:
        """Give what they say, as it comes, until all have ended: "done" each, or "died"."""
        present = {each.connection: each for each in self.processes}
        while present:
            for connection in wait(list(present)):
                speaker = present[connection]  # type: ignore[index] # wait gives what it was given
                try:
                    kind, content = speaker.connection.recv()
                except (EOFError, OSError):
                    kind, content = "died", None
                if kind in ("done", "died"):
                    del present[speaker.connection]
                yield speaker, kind, content


def start() -> WorkerProcess:
    """Start one worker with this process's own command line."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=work, args=(there, sys.argv[1:]), daemon=True)
    with unless_interrupted():  # it could be hit before it has a group of its own, and would complain at length
        process.start()
    there.close()
    return WorkerProcess(process, here)


@contextmanager
def unless_interrupted() -> Iterator[None]:
    """Ignore Ctrl-C for a moment. Processes that are started meanwhile ignore it for good."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
