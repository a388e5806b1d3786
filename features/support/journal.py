"""The server's own log: the lines that it writes while a scenario runs."""

import logging
from collections.abc import Iterator

from behave import fixture
from behave.runner import Context


class Journal(logging.Handler):
    """Keeps every line of the loggers that it listens to, and the mistakes among them until they are taken."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line that ``record`` makes."""
        self.lines.append(record.getMessage())
        if record.levelno >= logging.ERROR:
            self.errors.append(f"the server's log says {self.format(record)}")

    def take_errors(self) -> list[str]:
        """Give each mistake that was written down since the last time."""
        taken, self.errors = self.errors, []
        return taken


@fixture
def journal(context: Context) -> Iterator[Journal]:
    """Listen to what the app and its audit write."""
    loggers = [logging.getLogger(name) for name in ("app", "latchkey.audit")]
    context.journal = Journal()
    for logger in loggers:
        logger.addHandler(context.journal)
    yield context.journal
    for logger in loggers:
        logger.removeHandler(context.journal)
