"""What stops the start: where no mail could be sent, or no link in one would lead here."""

import re
from email.errors import MessageError
from email.headerregistry import Address
from email.utils import getaddresses
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from flask import Flask
from flask.cli import NoAppException

from app.mail import messages

SCHEMES = ("smtp", "smtps")
#: A host's name, in ASCII; and what an address may have that is sent in a mail: no space, control or backslash.
NAME = re.compile(r"(?!-)[\w-]{1,63}(?<!-)(\.(?!-)[\w-]{1,63}(?<!-))*\.?", re.ASCII)
PRINTABLE = re.compile(r"[!-\[\]-~]*")
#: Seconds. RFC 5321, 4.5.3.2, has nobody wait for longer; and a mail takes three times as long at most.
LONGEST_ANSWER = 600
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def refuse_unusable(app: Flask) -> None:
    """Raise NoAppException, with the sentence to show, unless ``app`` can send mails whose links lead to it.

    In debug mode none needs to be set: what was sent is at /dev/mailbox then, and links lead to where it was asked for.
    """
    uri, origin, sender = (app.config[setting] for setting in ("MAIL_URI", "MAIL_ORIGIN", "MAIL_SENDER"))
    if not (app.debug or app.testing):
        if not uri:
            raise NoAppException(messages.MAIL_URI_MISSING)
        if not origin:
            raise NoAppException(messages.MAIL_ORIGIN_MISSING)
    if uri and not is_server(uri):
        raise NoAppException(messages.MAIL_URI_UNUSABLE.format(shown=without_password(str(uri))))
    if origin and not is_origin(origin):
        raise NoAppException(messages.MAIL_ORIGIN_UNUSABLE.format(origin=origin))
    if origin and not sender and is_nameless(origin):
        raise NoAppException(messages.SENDER_MISSING.format(origin=origin))
    if sender and not is_sender(sender):
        raise NoAppException(messages.SENDER_UNUSABLE.format(sender=sender))
    if not 0 < app.config["MAIL_TIMEOUT"] <= LONGEST_ANSWER:
        raise NoAppException(messages.TIMEOUT_UNUSABLE)


def without_password(uri: str) -> str:
    """What of ``uri`` holds no password, however it is mistyped: without "@", one may stand where a port would."""
    return re.sub(r"(?s):(?!//).*", ":…", uri.rpartition("@")[2])


def is_server(uri: object) -> bool:
    """Whether ``uri`` names a mail server, with nothing behind it: that would be the end of a password, cut in two."""
    try:
        parts: SplitResult = urlsplit(str(uri))
        more = parts.path.strip("/") or parts.query or parts.fragment
        return parts.scheme in SCHEMES and is_host(parts.hostname) and parts.port != 0 and not more
    except ValueError:  # no port, or no address
        return False


def is_host(name: str | None) -> bool:
    """Whether ``name`` is an address, or a name in ASCII.

    Others are written in ASCII in two ways: "straße" is "strasse" for Python, and "xn--strae-oqa" for browsers. A link,
    or a password, would reach whoever has the other name.
    """
    return bool(NAME.fullmatch(name or "")) or (is_address(name) and "%" not in str(name))


def is_address(name: str | None) -> bool:
    """Whether ``name`` is the address of a machine."""
    try:
        return bool(ip_address(str(name)))
    except ValueError:
        return False


def is_origin(url: object) -> bool:
    """Whether links may lead to ``url``: over https, or to this machine, and with nothing after the path."""
    try:
        parts = urlsplit(str(url))
        reached = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        more = parts.query or parts.fragment or "@" in parts.netloc or not PRINTABLE.fullmatch(str(url))
        return reached and is_host(parts.hostname) and parts.port != 0 and not more
    except ValueError:
        return False


def is_nameless(url: str) -> bool:
    """Whether the host of ``url`` is the address of another machine, so that "no-reply" there is no email address."""
    name = urlsplit(url).hostname
    return is_address(name) and name not in LOOPBACK


def is_sender(text: object) -> bool:
    """Whether ``text`` is one that mails may come from."""
    try:
        [(_name, email)] = getaddresses([str(text)])
        # Beyond ASCII it takes a mail server that speaks SMTPUTF8 (RFC 6531), and so does each one on the way.
        return str(text).isprintable() and email.isascii() and bool(Address(addr_spec=email).domain)
    except (ValueError, IndexError, MessageError):
        return False
