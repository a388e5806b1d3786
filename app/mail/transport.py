"""The way to the mail server: whatever it does, it is left when its time is over."""

import smtplib
import socket
import ssl
from collections import deque
from contextlib import suppress
from email.message import EmailMessage
from threading import Timer
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import current_app

from app.mail import messages
from app.mail.settings import LOOPBACK

#: As long as it has for this many answers the server has for a mail.
ANSWERS = 3
PORTS = {"smtp": 587, "smtps": 465}
#: How many mails the mailbox of the development server keeps.
KEPT = 50


class Connection(smtplib.SMTP):
    """The library's, which would wait for as long as a letter comes now and then: here all of it has a deadline."""

    def connect(self, *arguments: Any, **options: Any) -> tuple[int, bytes]:
        """Connect, and be cut off in any case when the time is over. Raises OSError where that fails."""
        self.deadline = Timer(ANSWERS * self.timeout, self.cut)
        self.deadline.daemon = True
        self.deadline.start()
        try:
            return super().connect(*arguments, **options)
        except OSError:
            self.deadline.cancel()
            raise

    def getreply(self) -> tuple[int, bytes]:
        """Wait for an answer. Raises TimeoutError where the time was over before there was anything to cut."""
        if not self.deadline.is_alive():
            self.close()
            raise TimeoutError(messages.REACHED_LATE)
        return super().getreply()

    def cut(self) -> None:
        """End whatever is being waited for."""
        if self.sock:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the connection, and with it the deadline."""
        self.deadline.cancel()
        super().close()


class TLSConnection(Connection, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


def send(message: EmailMessage) -> None:
    """Hand ``message`` to the server of ``MAIL_URI``, or keep it where none is set. Raises OSError in any trouble.

    Once the server has said that it has it, nothing that follows counts: it would only be sent twice.
    """
    if not current_app.config["MAIL_URI"]:
        mailbox().appendleft(message)
        return
    server = connect(current_app.config["MAIL_URI"])
    try:
        server.send_message(message)
        with suppress(OSError):
            server.quit()
    finally:
        server.close()


def connect(uri: str) -> smtplib.SMTP:
    """A connection to the server at ``uri``, encrypted, and logged in where it has a user. Raises OSError.

    Only a server on this machine is spoken to in the open: elsewhere, somebody in between could have hidden that it
    offers STARTTLS, to read along.
    """
    parts = urlsplit(uri)
    host, port = str(parts.hostname), parts.port or PORTS[parts.scheme]
    timeout = current_app.config["MAIL_TIMEOUT"]
    if parts.scheme == "smtps":
        server: smtplib.SMTP = TLSConnection(host, port, timeout=timeout, context=ssl.create_default_context())
    else:
        server = Connection(host, port, timeout=timeout)
    try:
        if parts.scheme == "smtp" and host not in LOOPBACK:
            server.ehlo()
            if not server.has_extn("starttls"):
                raise smtplib.SMTPNotSupportedError(messages.STARTTLS_MISSING.format(host=host))
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except UnicodeError:  # which would tell a letter of the password
        server.close()
        raise smtplib.SMTPNotSupportedError(messages.PASSWORD_UNSENDABLE) from None
    except OSError:
        server.close()
        raise
    return server


def mailbox() -> deque[EmailMessage]:
    """What was sent while no server was set, the newest first: for developers, and gone when the process is."""
    box: deque[EmailMessage] = current_app.extensions.setdefault("mailbox", deque(maxlen=KEPT))
    return box
