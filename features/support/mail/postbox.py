"""A real mail server in the process of the tests, which keeps what it was sent."""

import asyncio
import errno
import re
import socket
import time
from asyncio import WriteTransport
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any
from unittest.mock import patch

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from behave import fixture, use_fixture
from behave.runner import Context

from features.support.cluster.services import free_port
from features.support.login.people import Person

#: What a mail server may answer when a mail is handed over. One that says nothing hangs up.
TROUBLES = {
    "is well": "250 Kept",
    "is well again": "250 Kept",
    "refuses every mail": "550 Not here",
    "is out of order": "451 Try again later",
    "drops the line": "",
    "takes its time": "250 Kept",
    "is elsewhere, and speaks in the open": "250 Kept",
}
#: This machine, by a name that nobody would take it for.
ELSEWHERE = "127.1"
#: Seconds that a mail server has for each answer, and what one takes that takes its time.
TIMEOUT, LONG = 1, 3
#: Seconds in which whoever delivers by itself is to have come.
PATIENCE = 20
#: Where nobody listens: the first of all ports.
NOBODY = 1


@dataclass(frozen=True)
class Received:
    """What was truly sent: the address that it was handed over for, and the mail."""

    recipient: str
    mail: EmailMessage

    @property
    def text(self) -> str:
        """What a program shows that shows no HTML."""
        return self.part("plain")

    @property
    def html(self) -> str:
        """What most programs show."""
        return self.part("html")

    def part(self, kind: str) -> str:
        """The part of the mail that is text of this ``kind``."""
        [part] = [part for part in self.mail.walk() if part.get_content_type() == f"text/{kind}"]
        return str(part.get_content())

    @property
    def link(self) -> str:
        """The one link that is in it, the same in both parts."""
        [in_text] = re.findall(r"https?://\S+", self.text)
        [in_html] = re.findall(r'href="([^"]*)"', self.html)
        assert in_text == in_html, self.text
        return str(in_text)


class Postbox:
    """What the mail server has got. It is itself the handler that aiosmtpd asks."""

    def __init__(self, server: Any) -> None:
        self.server = server
        self.received: list[Received] = []
        self.trouble = "is well"
        #: It accepts whoever comes, and never says a word.
        self.deaf = socket.create_server(("127.0.0.1", 0))

    def start(self) -> None:
        """Listen. Raises OSError where others take each port between its being found free and its being opened."""
        for _ in range(5):
            self.controller = Controller(self, hostname="127.0.0.1", port=free_port())
            with suppress(OSError):
                return self.controller.start()
        raise OSError(errno.EADDRINUSE, "no port stayed free")

    async def handle_DATA(self, smtp: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's
        """Keep what was sent, and say that it is here; or be in trouble."""
        answer = TROUBLES[self.trouble]
        if self.trouble == "takes its time":
            await asyncio.sleep(LONG)
        if answer == "250 Kept":
            mail = message_from_bytes(bytes(envelope.original_content or b""), policy=default)
            assert isinstance(mail, EmailMessage), mail
            self.received += [Received(recipient, mail) for recipient in envelope.rcpt_tos]
        if not answer:
            assert isinstance(smtp.transport, WriteTransport), "somebody is there"
            smtp.transport.abort()
        return answer

    @property
    def port(self) -> int:
        """Where whoever delivers finds it, or what is in its place."""
        if self.trouble == "is not there":
            return NOBODY
        return int(self.deaf.getsockname()[1] if self.trouble == "never answers" else self.controller.port)

    @property
    def settings(self) -> dict[str, Any]:
        """What whoever delivers is set to: this server, and links that lead to where the scenario's people are."""
        timeout = TIMEOUT + LONG if self.trouble == "takes its time" else TIMEOUT
        host = ELSEWHERE if self.trouble.startswith("is elsewhere") else "127.0.0.1"
        return {"MAIL_URI": f"smtp://{host}:{self.port}", "MAIL_ORIGIN": self.server.url, "MAIL_TIMEOUT": timeout}

    def deliver(self) -> None:
        """Have the operator's command deliver what is due."""
        with patch.dict(self.server.app.config, self.settings):
            self.server.run("mail", "deliver")

    def of(self, email: str) -> list[Received]:
        """Give what was sent to ``email``, in order, once all that is due was delivered."""
        self.deliver()
        return [one for one in self.received if one.recipient == email]

    def wait_for(self, email: str, subject: str) -> Received:
        """Give the mail of this ``subject`` that somebody else has sent to ``email``. Raises TimeoutError for none."""
        ends = time.monotonic() + PATIENCE
        while not (found := [one for one in self.received if (one.recipient, one.mail["Subject"]) == (email, subject)]):
            if time.monotonic() > ends:
                raise TimeoutError(f"nothing was sent to {email}")
            time.sleep(0.05)
        return found[0]


def box(context: Context) -> Postbox:
    """The mail server of this scenario, which its first use starts."""
    if "postbox" not in context:
        use_fixture(postbox, context)
    found: Postbox = context.postbox
    return found


def mailed(context: Context, person: Person, subject: str = "") -> Received:
    """The last mail that ``person`` has got, or the last one of this ``subject``. Raises AssertionError for none."""
    found = [one for one in box(context).of(person.email) if subject in ("", one.mail["Subject"])]
    assert found, f"{person.email} has got no mail {subject}: {[one.recipient for one in context.postbox.received]}"
    return found[-1]


@fixture
def postbox(context: Context) -> Iterator[Postbox]:
    """Run a mail server until the scenario ends."""
    context.postbox = Postbox(context.server)
    context.postbox.start()
    yield context.postbox
    context.postbox.controller.stop()
    context.postbox.deaf.close()
