"""The server's own log: what it writes while a scenario runs."""

import logging
import re
from collections.abc import Iterator

from behave import fixture
from behave.runner import Context

APP = ("app", "latchkey.audit")
SERVER = "werkzeug"
#: How the server sets off a request that it did not answer with 200, for those who read it in a terminal.
COLOURS = re.compile(r"\x1b\[\d+m")


class Journal(logging.Handler):
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
        if record.name != SERVER:
            self.lines.append(text)
            self.levels.append(f"{record.levelname} {record.getMessage()}")
        if record.levelno >= logging.ERROR:
            self.errors.append(f"the server's log says {text}")

    def take_errors(self) -> list[str]:
        """Give each mistake that was written down since the last time."""
        taken, self.errors = self.errors, []
        return taken


@fixture
def journal(context: Context) -> Iterator[Journal]:
    """Listen to the app, its audit and the server."""
    loggers = [logging.getLogger(name) for name in (*APP, SERVER)]
    context.journal = Journal()
    for logger in loggers:
        logger.addHandler(context.journal)
    yield context.journal
    for logger in loggers:
        logger.removeHandler(context.journal)
