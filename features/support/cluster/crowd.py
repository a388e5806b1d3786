"""Visitors who register without a pause, several at a time, whatever becomes of the site meanwhile."""

import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from threading import Event

from features.support.login.http_client import Answer, HttpClient
from features.support.login.site import site

#: How many are at it at a time.
ABREAST = 4
TOO_FEW = "Only {count} came of {wanted} within {seconds} seconds. The last answers: {last}"


class Crowd:
    """Visitors at ``url``, each of whom opens the form, sends it, and is seen no more."""

    def __init__(self, url: str) -> None:
        self.url = url
        #: Who came, and the last that they were answered.
        self.answers: list[tuple[str, Answer]] = []
        #: Who came, and why there was no answer.
        self.unanswered: list[tuple[str, Exception]] = []
        self.over = Event()
        self.threads = ThreadPoolExecutor(ABREAST)
        for _ in range(ABREAST):
            self.threads.submit(self.come)

    def stop(self) -> None:
        """Have no more come, and wait for those who are there."""
        self.over.set()
        self.threads.shutdown()

    def come(self) -> None:
        """Register one after the other, until it is over."""
        while not self.over.is_set():
            email = f"visitor.{secrets.token_hex(8)}@example.com"
            try:
                self.answers.append((email, register(HttpClient(self.url), email)))
            except (OSError, HTTPException) as error:
                self.unanswered.append((email, error))

    def registered(self) -> list[str]:
        """The emails of those who were told that they have an account."""
        return [email for email, answer in list(self.answers) if answer.status == 302]

    def others(self) -> list[Answer]:
        """What everyone else was answered."""
        return [answer for _email, answer in list(self.answers) if answer.status != 302]

    def wait_for(self, count: int, within: float = 30) -> None:
        """Wait until ``count`` more have registered. Raises AssertionError where that takes more seconds."""
        before = len(self.registered())
        self.wait(lambda: len(self.registered()) - before, count, within)

    def wait_for_answers(self, count: int, within: float = 30) -> None:
        """Wait until ``count`` more were answered, whatever that was."""
        before = len(self.answers)
        self.wait(lambda: len(self.answers) - before, count, within)

    def wait(self, come: Callable[[], int], wanted: int, seconds: float) -> None:
        """Wait until as many have ``come`` as are ``wanted``."""
        until = time.monotonic() + seconds
        while (count := come()) < wanted:
            last = [answer.status for _email, answer in self.answers[-5:]]
            assert time.monotonic() < until, TOO_FEW.format(count=count, wanted=wanted, seconds=seconds, last=last)
            time.sleep(0.02)


def register(visitor: HttpClient, email: str) -> Answer:
    """Open the form and send it, and give the answer: to the first of the two, where that is no form."""
    page = visitor.send("GET", "/register")
    if page.status != 200:
        return page
    password = secrets.token_hex(8)
    fields = {"csrf_token": site.token(page.text), "email": email, "password": password, "confirm": password}
    return visitor.send_form("/register", fields)
