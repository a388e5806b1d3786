"""A site that runs elsewhere: whether it is there, and what can be done from outside."""

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pytest

pytest.importorskip("behave")

from behave_browser.options import OptionError

from features.support.login.people import Person
from features.support.login.target import RemoteSite

TOKEN = b'<input name="csrf_token" value="a token">'


class Elsewhere(BaseHTTPRequestHandler):
    """Answers every form as ``answers`` says, and keeps what it was sent."""

    answers: dict[str, int]
    sent: list[tuple[str, dict[str, list[str]]]]
    account: tuple[str, str]  # whose email and password open the page for members

    def do_GET(self) -> None:
        """Show the form, or the page for members to whoever has just logged in."""
        if self.path == "/account":
            _, typed = self.sent[-1]
            opened = (typed["email"][0], typed["password"][0]) == self.account
            self.answer(200 if opened else 302, self.account[0].encode() + TOKEN)
        else:
            self.answer(self.answers.get("GET", 200), TOKEN)

    def do_POST(self) -> None:
        """Take the form."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.sent.append((self.path, parse_qs(body)))
        self.answer(self.answers.get(self.path, 302), b"")

    def answer(self, status: int, body: bytes) -> None:
        """Send ``status`` and ``body``."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    Elsewhere.answers, Elsewhere.sent, Elsewhere.account = {}, [], ("", "")
    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def away(server: ThreadingHTTPServer) -> RemoteSite:
    return RemoteSite(f"http://127.0.0.1:{server.server_port}/")


@pytest.fixture
def ada() -> Person:
    return Person("Ada", "ada@example.com", "correct horse")


@pytest.mark.parametrize("status", [200, 404, 500])
def test_any_answer_is_an_answer(away: RemoteSite, status: int) -> None:
    Elsewhere.answers["GET"] = status
    away.check()


def test_a_site_that_does_not_answer_is_told_in_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
    with pytest.raises(OptionError) as raised:
        RemoteSite(url).check()
    assert str(raised.value) == (
        f"Nothing answers at {url}: [Errno 111] Connection refused. Start the site, then try again."
    )


@pytest.mark.parametrize("name", ["pass_time", "decode", "app", "delete"])
def test_what_only_an_own_server_can_do_names_the_tag(away: RemoteSite, name: str) -> None:
    with pytest.raises(AttributeError) as raised:
        getattr(away, name)
    assert str(raised.value) == (
        f"A site that runs elsewhere has no `{name}`: this scenario is to be tagged @own-server."
    )


def test_its_pages_are_those_that_its_adapter_names(away: RemoteSite, ada: Person) -> None:
    assert {"/login", "/nowhere"} <= set(away.pages(ada))


def test_registering_sends_the_site_s_own_form_and_leaves_no_login(away: RemoteSite, ada: Person) -> None:
    Elsewhere.account = (ada.email, ada.password)
    away.register(ada)
    (path, typed), logged_out = Elsewhere.sent
    both = {"email": [ada.email], "password": [ada.password]}
    assert path == "/register"
    assert typed == {"csrf_token": ["a token"], "confirm": [ada.password]} | both
    assert logged_out == ("/logout", {"csrf_token": ["a token"]})
    assert ada.registered


@pytest.mark.parametrize("status", [200, 302, 303])
def test_an_account_is_what_opens_a_page_for_members_however_the_login_answers(
    away: RemoteSite, ada: Person, status: int
) -> None:
    Elsewhere.answers["/login"] = status
    assert not away.has_account(ada)
    Elsewhere.account = (ada.email, ada.password)
    assert away.has_account(ada)


def test_an_account_that_opens_with_what_was_typed_by_mistake_is_one(away: RemoteSite, ada: Person) -> None:
    Elsewhere.account = (ada.email, ada.typing("a password of 7 letters")["Password"])
    assert away.has_account(ada)
    Elsewhere.account = (ada.typing("a bad email")["Email"], ada.password)
    assert away.has_account(ada)
