"""Letters: what each kind of mail says, and how it is written. A capability that sends one adds it here."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import urlsplit

from email_validator import validate_email
from flask import Flask, current_app, request

from app.mail import messages
from app.mail.models import Mail


@dataclass(frozen=True)
class Letter:
    """What mails of one kind say. In braces stand facts: the mail's own, ``recipient``, ``when``, ``minutes``."""

    subject: str
    paragraphs: tuple[str, ...]
    #: What its link is called, and the page that it leads to; empty for a letter that has none.
    button: str = ""
    endpoint: str = ""
    #: Whether it is sent only where an account has it.
    needs_account: bool = True


def add(app: Flask, kind: str, letter: Letter) -> None:
    """Have mails of this ``kind`` written as ``letter`` says."""
    app.extensions.setdefault("letters", {})[kind] = letter


def find(kind: str) -> Letter | None:
    """The letter of this ``kind``. None where this server has none: a newer one may."""
    letter: Letter | None = current_app.extensions.get("letters", {}).get(kind)
    return letter


def write(mail: Mail, letter: Letter, token: str) -> EmailMessage:
    """The mail as it is sent, in text and in HTML, the same at each try. Its link, if it has one, bears ``token``."""
    origin = urlsplit(current_app.config["MAIL_ORIGIN"] or request.url_root)  # the second, on a development server
    site, routes = origin.netloc, current_app.url_map.bind(origin.netloc, origin.path, url_scheme=origin.scheme)
    link = routes.build("mail.follow", {"token": token}, force_external=True) if letter.button else ""
    facts = mail.facts | {
        "recipient": mail.recipient,
        "when": f"{mail.created_at.day} {mail.created_at:%B %Y, %H:%M} UTC",
        "minutes": str(current_app.config["LINK_MINUTES"]),
    }
    parts = {
        "subject": letter.subject,
        "paragraphs": [paragraph.format_map(facts) for paragraph in letter.paragraphs],
        "button": letter.button,
        "link": link,
        "closing": messages.CLOSING.format(site=site),
    }
    written = EmailMessage(policy=SMTP)
    written["Subject"] = letter.subject
    written["From"] = sender(site)
    written["To"] = address(mail.recipient)
    written["Date"] = format_datetime(mail.created_at)
    # Where one is sent twice, mail programs show it once. It tells nobody what the link is known by.
    written["Message-ID"] = f"<{hashlib.sha256(mail.nonce).hexdigest()[:32]}@{host(site)}>"
    written["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday answers it
    written.set_content(render("mail/letter.txt", parts))
    written.add_alternative(render("mail/letter.html", parts), subtype="html")
    return written


def render(template: str, parts: Mapping[str, object]) -> str:
    """What ``template`` makes of ``parts``. Flask's own way would ask who is logged in, and nobody is here."""
    return current_app.jinja_env.get_template(template).render(parts)


def sender(site: str) -> str:
    """Whom mails come from: ``MAIL_SENDER``, or nobody in particular at this ``site``."""
    return current_app.config["MAIL_SENDER"] or f"Latchkey <no-reply@{host(site)}>"


def host(site: str) -> str:
    """The name of ``site`` without a port or a dot at its end, in ASCII: not every mail server takes more."""
    name = (urlsplit(f"//{site}").hostname or "localhost").removesuffix(".")
    return f"[IPv6:{name}]" if ":" in name else name.encode("idna").decode()  # RFC 5321, 4.1.3


def address(email: str) -> Address:
    """``email`` as mail servers take it: the domain in ASCII, and what is before it as it is stored.

    It is no text, which would be read: what looks like an encoded word in it (RFC 2047) would be another mailbox.
    """
    parts = validate_email(email, check_deliverability=False)
    return Address(username=parts.local_part, domain=parts.ascii_domain)
