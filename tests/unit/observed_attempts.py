"""How often a password may be tried, as it is observed: each function gives how often, and how long until the next."""

from collections.abc import Callable
from unittest.mock import patch

from app import guessing
from app.guessing import TooManyAttempts
from tests.unit.observed import ADA, PASSWORD, Site

HERE = "192.0.2.1"


def attempts(act: Callable[[Site, int], None]) -> Callable[[Site], tuple[int, int]]:
    """Observe how often ``act`` may be done, and for how many seconds it is refused then."""

    def observed(site: Site) -> tuple[int, int]:
        with patch("time.time", lambda: 1_800_000_000.0):
            for number in range(400):
                try:
                    act(site, number)
                except TooManyAttempts as refusal:
                    return number, refusal.wait
        raise AssertionError("It has no limit.")

    return observed


def try_from(site: Site, address: str, email: str, password: str = "a guess") -> None:
    """Try a password for ``email`` from ``address``."""
    with site.app.test_request_context("/login", environ_base={"REMOTE_ADDR": address}):
        guessing.authenticate(email, password)


def registering(site: Site, number: int) -> None:
    """Count one more form for registering."""
    with site.app.test_request_context("/register"):
        guessing.count_registration(f"{number}@example.com")


def for_one_email_from_here(site: Site, _number: int) -> None:
    """Guess Ada's password, always from one address."""
    try_from(site, HERE, ADA)


def from_here(site: Site, number: int) -> None:
    """Guess one password for each email, always from one address."""
    try_from(site, HERE, f"{number}@example.com")


def for_one_email(site: Site, number: int) -> None:
    """Guess Ada's password, each time from another address."""
    try_from(site, f"192.0.2.{number}", ADA)


def rightly(site: Site, _number: int) -> None:
    """Give Ada's own password, from one address."""
    try_from(site, HERE, ADA, PASSWORD)


def inside(each: int) -> Callable[[Site, int], None]:
    """Guess in one login of Ada's after the other, ``each`` times in each."""
    clients = []

    def guess(site: Site, number: int) -> None:
        if number % each == 0:
            clients.append(site.log_in())
        answer = site.send(clients[-1], "/account/confirm", {"current": "a guess"})
        if answer.status_code == 429:
            raise TooManyAttempts(int(answer.headers["Retry-After"]))

    return guess
