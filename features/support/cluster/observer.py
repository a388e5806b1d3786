"""Between the test and the servers' processes: the time that they are to have, what they hash, what they log."""

import logging
import os
import secrets
from contextlib import suppress
from datetime import timedelta
from logging.handlers import QueueHandler
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from features.support.latchkey.clock import Clock

#: Where a server's process finds the address to speak to, and the word that lets it in.
ADDRESS, WORD = "LATCHKEY_OBSERVER", "LATCHKEY_OBSERVER_WORD"


class Observer:
    """Hears what the servers' processes say, one thing after the other, and answers each before they go on."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.clock = clock
        self.closed = False
        self.costs: list[dict[str, int]] = []
        self.word = secrets.token_hex(16)
        self.address = str(folder / "observer")
        self.listener = Listener(self.address, backlog=64, authkey=self.word.encode())
        Thread(target=self.listen, daemon=True).start()

    @property
    def environment(self) -> dict[str, str]:
        """What a server's process is to have in its environment."""
        return {ADDRESS: self.address, WORD: self.word}

    def listen(self) -> None:
        """Let everyone in who comes, until the listener is closed."""
        while not self.closed:
            with suppress(EOFError, OSError, AuthenticationError):  # one that was killed while it came
                Thread(target=self.answer, args=(self.listener.accept(),), daemon=True).start()

    def answer(self, line: Connection) -> None:
        """Hear what one has to say, and give it what it asks for."""
        with line, suppress(EOFError, OSError):
            said: logging.LogRecord | dict[str, int] | None = line.recv()
            if isinstance(said, logging.LogRecord):
                logging.getLogger(said.name).handle(said)  # here, where the scenario listens
            elif said:
                self.costs.append(said)
            line.send(self.clock.ahead)

    def close(self) -> None:
        """Hear no more."""
        self.closed = True
        self.listener.close()


def tell(what: logging.LogRecord | dict[str, int] | None) -> timedelta:
    """Say from within a server's process what it logs, or the cost of what it hashes, or nothing.

    Gives how far a request is to be ahead of the present. It is a line for each: forks and threads share none.
    """
    with Client(os.environ[ADDRESS], authkey=os.environ[WORD].encode()) as line:
        line.send(what)
        ahead: timedelta = line.recv()
        return ahead


class Told(QueueHandler):
    """Hands on what a server logs before it goes on: by the time of its answer, the test has heard."""

    def __init__(self) -> None:
        super().__init__(SimpleQueue())  # which stays empty
        self.setLevel(logging.INFO)

    def enqueue(self, record: logging.LogRecord) -> None:
        """Hand on one ``record``."""
        tell(record)
