"""How far a run is: one line that is rewritten on a terminal, and a line now and then anywhere else."""

import shutil
import sys
import time
from collections.abc import Callable
from typing import TextIO

TELLING = 10  # times in a run, where there is no terminal
CLEAR = "\r\x1b[K"


class Progress:
    """Counts the scenarios that have ended, and says so on ``stream``, which is stderr unless told otherwise."""

    def __init__(self, total: int, stream: TextIO | None = None, now: Callable[[], float] = time.monotonic) -> None:
        self.total = total
        self.stream = stream or sys.stderr
        self.now = now
        self.started = now()
        self.ended = 0
        self.failed = 0

    @property
    def seconds(self) -> float:
        """How long the run has taken so far."""
        return self.now() - self.started

    def count(self, *, failed: bool) -> None:
        """Take note of a scenario that has ended, and tell."""
        self.ended += 1
        self.failed += failed
        if self.stream.isatty():
            self.draw()
        elif self.ended * TELLING // self.total > (self.ended - 1) * TELLING // self.total:
            self.stream.write(f"{self}\n")
            self.stream.flush()

    def draw(self) -> None:
        """Write the line anew, where it can be taken back."""
        if self.stream.isatty() and self.ended:
            width = shutil.get_terminal_size().columns
            self.stream.write(CLEAR + str(self)[: width - 1])
            self.stream.flush()

    def clear(self) -> None:
        """Take the line away, so that something else can be written there."""
        if self.stream.isatty():
            self.stream.write(CLEAR)
            self.stream.flush()

    def __str__(self) -> str:
        left = self.seconds / self.ended * (self.total - self.ended) if self.ended else 0
        return f"{self.ended} of {self.total} scenarios, {self.failed} failed, {duration(left)} left"


def duration(seconds: float) -> str:
    """Say about how long ``seconds`` are."""
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
