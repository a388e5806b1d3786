"""The server's own log: what it writes while a scenario runs."""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

#: Servers that write a line a request. Such lines are kept, but are not what the app has to say.
SERVERS = {"gunicorn.access", "uvicorn.access", "werkzeug"}
#: How the server sets off a request that it did not answer with 200, for those who read it in a terminal.
COLOURS = re.compile(r"\x1b\[\d+m")


class LogCapture(logging.Handler):
    """Keeps what it hears, and the mistakes among it until they are taken.

    ``lines`` are what the app wrote, ``levels`` the same, each after its level and without a traceback; ``everything``
    has the requests and tracebacks of the server beneath it as well.
    """

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []
        self.levels: list[str] = []
        self.everything: list[str] = []
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what ``record`` says, with the traceback that belongs to it."""
        text = self.format(record)
        self.everything.append(COLOURS.sub("", text))
        if record.name not in SERVERS:
            self.lines.append(text)
            self.levels.append(f"{record.levelname} {record.getMessage()}")
        if record.levelno >= logging.ERROR:
            self.errors.append(f"the server's log says {text}")

    def take_errors(self) -> list[str]:
        """Give each mistake that was written down since the last time."""
        taken, self.errors = self.errors, []
        return taken


@contextmanager
def capture_log(names: Iterable[str]) -> Iterator[LogCapture]:
    """Listen to the loggers that are called ``names``; "" is the root, which hears them all."""
    captured = LogCapture()
    loggers = [logging.getLogger(name) for name in names]
    for logger in loggers:
        logger.addHandler(captured)
    try:
        yield captured
    finally:
        for logger in loggers:
            logger.removeHandler(captured)
