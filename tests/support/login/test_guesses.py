"""Forms that are attempts, and forms that are none: each is answered by what it is there to bring about."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

pytest.importorskip("behave")

from features.support.latchkey.server import LiveServer, live_server
from features.support.latchkey.test_data import ServerData
from features.support.login.guesses import MEMBERS, VISITORS, Try
from features.support.login.http_client import HttpClient
from features.support.login.people import Person

IN, REFUSED = (302, ""), (400, "This form is no longer valid. Go back, reload the page, and send it again.")
WRONG, NOT_YOURS = (200, "Invalid email or password"), (200, "That is not your password.")
NO_EMAIL, DIFFER = (200, "Enter an email address like name@example.com."), (200, "The two passwords differ.")
COMMON = (200, "Choose another password: this one is among the first that an attacker tries.")
#: The status, and a sentence of the page.
ANSWERS = {
    "a wrong password": WRONG,
    "a wrong password with a return-to": WRONG,
    "a wrong password with the email in another spelling": WRONG,
    "a wrong password without a token": REFUSED,
    "the right password": IN,
    "no password": (200, "Enter your password."),
    "an over-long password": (200, "Use at most 128 characters."),
    "a password with a NUL": (200, "Remove the characters that cannot be printed."),
    "half the email": NO_EMAIL,
    "a registration with the email": (200, "This email address already has an account."),
    "a registration with another email": IN,
    "a registration with two passwords": DIFFER,
    "a registration with a common password": COMMON,
    "a registration with half the email": NO_EMAIL,
}
MEMBERS_ANSWERS = {
    "a wrong password for changing it": NOT_YOURS,
    "a wrong password for going on": NOT_YOURS,
    "a wrong password for deleting": NOT_YOURS,
    "the right password for going on": IN,
    "no password for going on": (200, "Enter your current password."),
    "a short new password": (200, "Use at least 8 characters."),
    "two new passwords": DIFFER,
    "a wrong password without a token": REFUSED,
    "a form for logging in": IN,
    "a form for registering": IN,
}


@pytest.fixture(scope="module")
def server() -> Iterator[LiveServer]:
    with contextmanager(live_server)(SimpleNamespace()) as running:
        yield running


@pytest.fixture(scope="module")
def ada(server: LiveServer) -> Person:
    ada = Person("Ada", "ada@example.com", "correct horse battery")
    ServerData(server).register(ada)
    return ada


@pytest.fixture(autouse=True)
def _nothing_tried(server: LiveServer) -> None:
    """Whatever is sent is the first that anybody sends."""
    server.forget_attempts()


def test_every_form_has_an_answer_here() -> None:
    assert (ANSWERS.keys(), MEMBERS_ANSWERS.keys()) == (VISITORS.keys(), MEMBERS.keys())


@pytest.mark.parametrize("name", VISITORS)
def test_what_a_visitor_sends_is_what_it_is_called(server: LiveServer, ada: Person, name: str) -> None:
    expect_answer(VISITORS[name], HttpClient(server.url), ada, ANSWERS[name])


@pytest.mark.parametrize("name", MEMBERS)
def test_what_a_member_sends_is_what_it_is_called(server: LiveServer, ada: Person, name: str) -> None:
    member = HttpClient(server.url)
    assert member.logs_in(ada.email, ada.password)
    expect_answer(MEMBERS[name], member, ada, MEMBERS_ANSWERS[name])


def expect_answer(sent: Try, stranger: HttpClient, person: Person, expected: tuple[int, str]) -> None:
    """The answer to what is ``sent`` has the status and the sentence that are ``expected``."""
    status, sentence = expected
    answer = sent(stranger, person)
    assert answer.status == status
    assert sentence in answer.text
