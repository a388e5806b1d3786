"""A mail is handed to the server that is set, in secret where somebody could listen; and no server holds it up."""

import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from flask import Flask

from app.mail import messages, transport

#: The server has so many seconds for each answer, and three times as long for a mail.
TIMEOUT = 0.2
ADA = "ada@example.com"
USER, PASSWORD = "latchkey@example.com", "p@ss/word:1+2"
GREETING, EHLO = b"220 here\r\n", b"250-here\r\n250 8BITMIME\r\n"


class Postbox:
    """It keeps what it is sent, and answers what it is told to."""

    def __init__(self) -> None:
        self.received: list[Envelope] = []
        self.answers: dict[str, str] = {}
        self.farewells = 0

    async def handle_MAIL(  # noqa: N802 -- aiosmtpd's
        self, _smtp: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take down who sends."""
        envelope.mail_from = address
        envelope.mail_options += options
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's
        self, _smtp: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take down who gets it."""
        envelope.rcpt_tos.append(address)
        return self.answers.get("RCPT", "250 OK")

    async def handle_DATA(self, _smtp: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's
        """Keep the mail, if that is the answer."""
        answer = self.answers.get("DATA", "250 Kept")
        if answer.startswith("250"):
            self.received.append(envelope)
        return answer

    async def handle_QUIT(self, smtp: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's
        """Say goodbye, or nothing, and hang up."""
        self.farewells += 1
        if self.answers.get("QUIT") == "":
            smtp.transport.abort()
        return self.answers.get("QUIT") or "221 Bye"


@pytest.fixture(autouse=True)
def nothing_stays() -> Iterator[None]:
    """Each test leaves as many threads as there were, once those that end have ended."""
    before = set(threading.enumerate())
    yield
    until = time.monotonic() + 5
    while (left := set(threading.enumerate()) - before) and time.monotonic() < until:
        time.sleep(0.01)
    assert left == set()


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def start(postbox: Postbox) -> Iterator[Callable[..., int]]:
    """Start a mail server that has ``postbox``, and give its port."""
    started: list[Controller] = []

    def run(**options: Any) -> int:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = int(probe.getsockname()[1])
        started.append(Controller(postbox, hostname="127.0.0.1", port=port, **options))
        started[-1].start()
        return port

    yield run
    for controller in started:
        controller.stop(no_assert=True)


@pytest.fixture
def serve() -> Iterator[Callable[[Callable[[socket.socket], None]], int]]:
    """Have a server do something with whoever comes first, and give its port."""
    threads: list[threading.Thread] = []

    def served(talk: Callable[[socket.socket], None]) -> int:
        listener = socket.create_server(("127.0.0.1", 0))
        listener.settimeout(5)

        def run() -> None:
            with listener, suppress(OSError):
                line, _address = listener.accept()
                with line:
                    line.settimeout(1)
                    talk(line)

        threads.append(threading.Thread(target=run))
        threads[-1].start()
        return int(listener.getsockname()[1])

    yield served
    for thread in threads:
        thread.join()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a key, and the certificate that it has given itself, for this machine's address."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("certificate")
    kind = ["-newkey", "rsa:2048", "-nodes", "-keyout", folder / "key", "-out", folder / "certificate", "-days", "2"]
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([openssl, "req", "-x509", *kind, *subject], check=True, capture_output=True)  # noqa: S603 -- our own words
    both = folder / "both.pem"
    both.write_text((folder / "key").read_text() + (folder / "certificate").read_text())
    return both


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    """What a server has that shows ``certificate``."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch, certificate: Path) -> None:
    """Have the app believe ``certificate``."""
    real = ssl.create_default_context
    monkeypatch.setattr("app.mail.transport.ssl.create_default_context", lambda *_, **__: real(cafile=certificate))


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have this machine be another."""
    monkeypatch.setattr("app.mail.transport.LOOPBACK", set())


@pytest.fixture
def send(app: Flask) -> Callable[..., None]:
    """Send a mail to whoever is at an address."""

    def sent(uri: str, to: str = ADA, seconds: float = TIMEOUT) -> None:
        app.config |= {"MAIL_URI": uri, "MAIL_TIMEOUT": seconds}
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "Latchkey <no-reply@latchkey.test>", to, "A door"
        message.set_content("Come in.\n.\nIt is open.\n")
        with app.app_context():
            transport.send(message)

    return sent


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail unless what is done here takes less than so long."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machines_own_server_is_spoken_to_in_the_open(
    start: Callable[..., int], send: Callable[..., None], postbox: Postbox, host: str
) -> None:
    send(f"smtp://{host}:{start()}", seconds=5)
    (envelope,) = postbox.received
    assert postbox.farewells == 1
    assert (envelope.mail_from, envelope.rcpt_tos) == ("no-reply@latchkey.test", [ADA])
    assert b"Subject: A door\r\n" in (envelope.original_content or b"")
    assert (envelope.original_content or b"").endswith(b"Come in.\r\n.\r\nIt is open.\r\n")


@pytest.mark.parametrize("to", ["ädä@example.com", "ädä@xn--bcher-kva.example"])
def test_an_address_beyond_ascii_is_sent_as_such_where_the_server_takes_that(
    start: Callable[..., int], send: Callable[..., None], postbox: Postbox, to: str
) -> None:
    send(f"smtp://127.0.0.1:{start(enable_SMTPUTF8=True)}", to, seconds=5)
    assert postbox.received[0].rcpt_tos == [to]


def test_an_address_beyond_ascii_waits_where_the_server_does_not_take_it(
    start: Callable[..., int], send: Callable[..., None], postbox: Postbox
) -> None:
    port = start(enable_SMTPUTF8=False)
    with pytest.raises(OSError, match="SMTPUTF8"):
        send(f"smtp://127.0.0.1:{port}", "ädä@example.com", seconds=5)
    assert postbox.received == []


def let_in(_smtp: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: Any) -> AuthResult:
    """Whether who they say they are is right. One that is wrong is told so."""
    right = isinstance(given, LoginPassword) and (given.login, given.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


@pytest.fixture
def guarded(start: Callable[..., int], monkeypatch: pytest.MonkeyPatch) -> int:
    """The port of a server that lets only whoever logs in send."""
    monkeypatch.setattr("aiosmtpd.smtp.warn", lambda *_: None)  # that it should want TLS first: not here
    return start(authenticator=let_in, auth_required=True, auth_require_tls=False)


def test_where_the_server_wants_it_whoever_sends_logs_in_with_what_the_uri_says(
    guarded: int, send: Callable[..., None], postbox: Postbox
) -> None:
    send(f"smtp://latchkey%40example.com:p%40ss%2Fword%3A1+2@127.0.0.1:{guarded}", seconds=5)
    assert len(postbox.received) == 1


@pytest.mark.parametrize(
    "who", ["", "latchkey%40example.com:wrong@", "latchkey%40example.com@", "latchkey%40example.com:w%C3%B6rd@"]
)
def test_where_that_is_wrong_nothing_is_sent(
    guarded: int, send: Callable[..., None], postbox: Postbox, who: str
) -> None:
    with pytest.raises(OSError):  # noqa: PT011 -- whatever the server says
        send(f"smtp://{who}127.0.0.1:{guarded}", seconds=5)
    assert postbox.received == []


@pytest.mark.parametrize("who", ["latchkey%40example.com:w%C3%B6rd", "l%C3%A4tchkey:word"])
def test_what_cannot_be_sent_is_told_and_no_letter_of_it(guarded: int, send: Callable[..., None], who: str) -> None:
    with pytest.raises(OSError) as refused:  # noqa: PT011 -- whose sentence is compared
        send(f"smtp://{who}@127.0.0.1:{guarded}", seconds=5)
    assert str(refused.value) == messages.PASSWORD_UNSENDABLE


@pytest.mark.parametrize("scheme", ["smtps", "smtp"])
@pytest.mark.usefixtures("elsewhere")
def test_a_certificate_that_somebody_has_given_themselves_is_refused(
    start: Callable[..., int], send: Callable[..., None], postbox: Postbox, tls: ssl.SSLContext, scheme: str
) -> None:
    port = start(ssl_context=tls) if scheme == "smtps" else start(tls_context=tls)
    with pytest.raises(ssl.SSLCertVerificationError):
        send(f"{scheme}://127.0.0.1:{port}", seconds=5)
    assert postbox.received == []


@pytest.mark.parametrize("scheme", ["smtps", "smtp"])
@pytest.mark.usefixtures("elsewhere", "trusting")
def test_with_a_certificate_that_is_believed_the_mail_is_sent_in_secret(
    start: Callable[..., int], send: Callable[..., None], postbox: Postbox, tls: ssl.SSLContext, scheme: str
) -> None:
    port = start(ssl_context=tls) if scheme == "smtps" else start(tls_context=tls, require_starttls=True)
    send(f"{scheme}://127.0.0.1:{port}", seconds=5)
    assert len(postbox.received) == 1


@pytest.mark.parametrize("scheme", ["smtps", "smtp"])
@pytest.mark.usefixtures("elsewhere", "trusting")
def test_elsewhere_the_password_is_told_in_secret(  # noqa: PLR0913, PLR0917 -- fixtures, and the table's columns
    start: Callable[..., int],
    send: Callable[..., None],
    postbox: Postbox,
    tls: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
    scheme: str,
) -> None:
    """With STARTTLS the server lets nobody log in before it, where a password could be read."""
    monkeypatch.setattr("aiosmtpd.smtp.warn", lambda *_: None)  # that it should want TLS first: it has nothing else
    secret = {"ssl_context": tls} if scheme == "smtps" else {"tls_context": tls, "require_starttls": True}
    port = start(authenticator=let_in, auth_required=True, auth_require_tls=scheme == "smtp", **secret)
    send(f"{scheme}://latchkey%40example.com:p%40ss%2Fword%3A1+2@127.0.0.1:{port}", seconds=5)
    assert len(postbox.received) == 1


@pytest.mark.usefixtures("elsewhere", "trusting")
def test_a_certificate_for_another_host_is_refused(
    start: Callable[..., int], send: Callable[..., None], postbox: Postbox, tls: ssl.SSLContext
) -> None:
    port = start(ssl_context=tls)
    with pytest.raises(ssl.SSLCertVerificationError):
        send(f"smtps://localhost:{port}", seconds=5)
    assert postbox.received == []


@pytest.mark.usefixtures("elsewhere")
def test_another_machine_is_spoken_to_in_secret_or_not_at_all(
    start: Callable[..., int], send: Callable[..., None], postbox: Postbox
) -> None:
    port = start()
    with pytest.raises(OSError) as refused:  # noqa: PT011 -- whose sentence is compared
        send(f"smtp://ada:secret@127.0.0.1:{port}", seconds=5)
    assert str(refused.value) == messages.STARTTLS_MISSING.format(host="127.0.0.1")
    assert postbox.received == []


@pytest.mark.parametrize(
    "answers",
    [{command: answer} for command in ("MAIL", "RCPT", "DATA") for answer in ("550 Not here", "451 Later", "421 Bye")],
    ids=str,
)
def test_a_refusal_is_an_error_whichever_step_it_is_at(
    start: Callable[..., int], send: Callable[..., None], postbox: Postbox, answers: dict[str, str]
) -> None:
    postbox.answers = answers
    with pytest.raises(OSError):  # noqa: PT011 -- whatever the server says
        send(f"smtp://127.0.0.1:{start()}", seconds=5)
    assert postbox.received == []


@pytest.mark.parametrize("answer", ["", "550 Never", "421 Bye"], ids=["hangs up", "refuses", "is shut"])
def test_once_the_server_has_the_mail_whatever_becomes_of_the_farewell_is_no_error(
    start: Callable[..., int], send: Callable[..., None], postbox: Postbox, answer: str
) -> None:
    postbox.answers = {"QUIT": answer}
    send(f"smtp://127.0.0.1:{start()}", seconds=5)
    assert len(postbox.received) == 1


def test_where_nobody_listens_is_an_error(send: Callable[..., None]) -> None:
    with pytest.raises(ConnectionRefusedError):
        send("smtp://127.0.0.1:1")


def test_a_host_that_is_not_there_is_an_error(send: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_arguments: Any, **_options: Any) -> None:
        raise socket.gaierror("nobody has that name")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    with pytest.raises(socket.gaierror):
        send("smtps://mail.example.com")


def drip(line: socket.socket, first: bytes = b"", byte: bytes = b"2") -> None:
    """Send one byte at a time, until whoever listens has enough."""
    line.sendall(first)
    while True:
        time.sleep(TIMEOUT / 4)
        line.sendall(byte)


def answer(*answers: bytes) -> Callable[[socket.socket], None]:
    """Greet, answer each line with the next of ``answers``, and say no more."""

    def talk(line: socket.socket) -> None:
        line.sendall(GREETING)
        for text in answers:
            line.recv(1024)
            line.sendall(text)
        silent(line)

    return talk


def silent(line: socket.socket) -> None:
    """Say nothing, until whoever listens is gone."""
    while line.recv(1024):
        pass


def endless(line: socket.socket) -> None:
    """Greet, and then begin an answer that has no end, as fast as it is read."""
    line.sendall(GREETING)
    line.recv(1024)
    while True:
        line.sendall(b"250-and more\r\n" * 100)


def before_tls(line: socket.socket) -> None:
    """Offer STARTTLS, and then never get round to it."""
    answer_once = iter((b"250-here\r\n250 STARTTLS\r\n", b"220 Go ahead\r\n"))
    line.sendall(GREETING)
    for text in answer_once:
        line.recv(1024)
        line.sendall(text)
    drip(line, TLS_RECORD)


#: How a record begins that has 16 KiB of a handshake.
TLS_RECORD = b"\x16\x03\x03\x40\x00"
#: What a server may do, and by which scheme it is met.
TROUBLES: dict[str, tuple[str, Callable[[socket.socket], None]]] = {
    "it hangs up": ("smtp", lambda _line: None),
    "it refuses whoever comes": ("smtp", lambda line: line.sendall(b"554 Go away\r\n")),
    "it never says a word": ("smtp", silent),
    "it greets one byte at a time": ("smtp", drip),
    "it greets with something else": ("smtp", lambda line: line.sendall(b"\xff\xfe\x00\r\n")),
    "it greets with a line without end": ("smtp", lambda line: line.sendall(b"2" * 100_000)),
    "it greets and hangs up": ("smtp", lambda line: line.sendall(GREETING)),
    "it greets and says no more": ("smtp", answer()),
    "it answers one byte at a time": ("smtp", lambda line: drip(line, GREETING)),
    "its answer has no end": ("smtp", endless),
    "it goes silent before the sender": ("smtp", answer(EHLO)),
    "it goes silent before the recipient": ("smtp", answer(EHLO, b"250 OK\r\n")),
    "it goes silent before the mail": ("smtp", answer(EHLO, b"250 OK\r\n", b"250 OK\r\n")),
    "it goes silent after the mail": ("smtp", answer(EHLO, b"250 OK\r\n", b"250 OK\r\n", b"354 Go ahead\r\n")),
    "it hangs up where TLS begins": ("smtps", lambda _line: None),
    "it never says a word where TLS begins": ("smtps", silent),
    "it speaks in the open where TLS begins": ("smtps", lambda line: line.sendall(GREETING)),
    "it begins TLS one byte at a time": ("smtps", lambda line: drip(line, TLS_RECORD)),
    "it goes over to TLS one byte at a time": ("smtp", before_tls),
}


@pytest.mark.parametrize(("scheme", "talk"), TROUBLES.values(), ids=TROUBLES)
def test_whatever_a_server_does_it_is_left_when_its_time_is_over(
    request: pytest.FixtureRequest,
    serve: Callable[..., int],
    send: Callable[..., None],
    scheme: str,
    talk: Callable[[socket.socket], None],
) -> None:
    if talk is before_tls:
        request.getfixturevalue("elsewhere")
    port = serve(talk)
    with within(transport.ANSWERS * TIMEOUT + 1), pytest.raises(OSError):  # noqa: PT011 -- in whatever trouble
        send(f"{scheme}://127.0.0.1:{port}")


def test_a_server_that_is_reached_when_its_time_is_over_gets_nothing(
    serve: Callable[..., int], send: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a name has many addresses, and only the last of them answers."""
    real, lines = socket.create_connection, []

    def reach_late(*arguments: Any, **options: Any) -> socket.socket:
        time.sleep(transport.ANSWERS * TIMEOUT + 0.2)
        lines.append(real(*arguments, **options))
        return lines[0]

    port = serve(lambda line: drip(line, GREETING))
    monkeypatch.setattr("socket.create_connection", reach_late)
    with within(transport.ANSWERS * TIMEOUT + 1), pytest.raises(TimeoutError, match=messages.REACHED_LATE):
        send(f"smtp://127.0.0.1:{port}")
    assert lines[0].fileno() == -1, "the connection is still open"


def test_a_server_that_is_slow_and_answers_in_time_gets_the_mail(
    start: Callable[..., int], send: Callable[..., None], postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Postbox.handle_DATA

    async def slowly(*arguments: Any) -> str:
        time.sleep(TIMEOUT / 2)  # noqa: ASYNC251 -- nobody else is served meanwhile
        return await real(*arguments)

    monkeypatch.setattr(Postbox, "handle_DATA", slowly)
    send(f"smtp://127.0.0.1:{start()}", seconds=TIMEOUT * 2)
    assert len(postbox.received) == 1


@pytest.mark.parametrize(("uri", "port"), [("smtp://localhost", 587), ("smtps://localhost", 465)])
def test_where_no_port_is_set_it_is_the_one_for_handing_over_mails(
    send: Callable[..., None], monkeypatch: pytest.MonkeyPatch, uri: str, port: int
) -> None:
    asked: list[int] = []

    def refused(address: tuple[str, int], *_arguments: Any) -> socket.socket:
        asked.append(address[1])
        raise ConnectionRefusedError

    monkeypatch.setattr("socket.create_connection", refused)
    with pytest.raises(ConnectionRefusedError):
        send(uri)
    assert asked == [port]


def test_where_no_server_is_set_the_mailbox_keeps_the_newest_fifty_mails(app: Flask, send: Callable[..., None]) -> None:
    for number in range(51):
        send("", f"ada{number}@example.com")
    with app.app_context():
        kept = [str(message["To"]) for message in transport.mailbox()]
    assert kept == [f"ada{number}@example.com" for number in range(50, 0, -1)]
