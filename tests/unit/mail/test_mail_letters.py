"""What a mail looks like when it is sent: two parts that say the same, and headers that every server takes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_string
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import getaddresses, parseaddr, parsedate_to_datetime
from typing import Any

import pytest
from flask import Flask

from app.extensions import db
from app.mail import letters, links, messages
from app.mail.letters import Letter
from app.mail.models import Mail

ADA = "ada@example.com"


@pytest.fixture
def write(app: Flask, post: Callable[..., Mail]) -> Callable[..., EmailMessage]:
    """Post a mail, and give it as whoever gets it reads it."""

    def written(kind: str = "door", email: str = ADA, **facts: str) -> EmailMessage:
        return read(app, post(kind, email, **facts))

    return written


def read(app: Flask, mail: Mail) -> EmailMessage:
    """What becomes of ``mail`` on its way."""
    with app.app_context():
        letter = letters.find(mail.kind)
        assert letter
        message = letters.write(mail, letter, links.token(mail))
    received = message_from_string(message.as_bytes(policy=SMTP.clone(utf8=True)).decode(), policy=default)
    assert isinstance(received, EmailMessage)
    return received


def part(message: EmailMessage, kind: str) -> str:
    """The part of ``message`` that is text of this ``kind``."""
    found: Any = message.get_body((kind,))
    return str(found.get_content())


def test_a_letter_says_the_same_in_text_and_in_html(write: Callable[..., EmailMessage], link_in: Any) -> None:
    message = write()
    assert message["Subject"] == "A door"
    assert [one.get_content_type() for one in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    for kind in ("plain", "html"):
        for text in ("It is open for 30 minutes.", "Come in", messages.CLOSING.format(site="latchkey.test")):
            assert text in part(message, kind)
    assert link_in(message) in part(message, "html")


def test_programs_that_read_a_letter_aloud_or_hide_what_is_under_it_are_told(
    write: Callable[..., EmailMessage],
) -> None:
    message = write()
    assert '<html lang="en">' in part(message, "html")
    assert "<title>A door</title>" in part(message, "html")
    closing = messages.CLOSING.format(site="latchkey.test")
    assert part(message, "plain").replace("\r", "").rstrip("\n").endswith(f"\n-- \n{closing}")


def test_each_paragraph_of_a_letter_is_one_in_both_parts(app: Flask, post: Callable[..., Mail]) -> None:
    mail = post()
    two = Letter(subject="A door", paragraphs=("It is open.", "It is not."))
    with app.app_context():
        message = letters.write(mail, two, "token")
    assert part(message, "plain").replace("\r", "").startswith("It is open.\n\nIt is not.\n")
    assert [f"<p>{text}</p>" in part(message, "html") for text in two.paragraphs] == [True, True]


def test_the_link_leads_to_the_site_and_is_the_mails(
    app: Flask, post: Callable[..., Mail], link_in: Callable[..., str]
) -> None:
    mail = post()
    with app.app_context():
        assert link_in(read(app, mail)) == f"https://latchkey.test/link/{links.token(mail)}"


def test_a_notice_has_no_link(write: Callable[..., EmailMessage]) -> None:
    message = write("notice", what="the password")
    assert "https:" not in part(message, "plain")
    assert "href" not in part(message, "html")


def test_facts_are_text_wherever_they_came_from(write: Callable[..., EmailMessage]) -> None:
    message = write("notice", what='<b>"all" & {more} %s</b>\r\nBcc: grace@example.com')
    assert '<b>"all" & {more} %s</b>' in part(message, "plain")
    assert "&lt;b&gt;&#34;all&#34; &amp; {more} %s&lt;/b&gt;" in part(message, "html")
    assert message["Bcc"] is None


def test_a_letter_tells_its_recipient_and_when_it_was_asked_for_in_utc(app: Flask, post: Callable[..., Mail]) -> None:
    mail = post("notice", what="the password")
    mail.created_at = datetime(2031, 2, 3, 4, 5, 6, tzinfo=UTC)
    assert f"At 3 February 2031, 04:05 UTC, the password of {ADA} was changed." in part(read(app, mail), "plain")


@pytest.mark.usefixtures("anywhere")
def test_a_letter_bears_the_moment_at_which_it_was_asked_for(
    app: Flask, post: Callable[..., Mail], turn_back: Callable[..., None], mails: Callable[[], list[Mail]]
) -> None:
    post()
    turn_back(created_at=timedelta(minutes=7))
    date = parsedate_to_datetime(read(app, mails()[0])["Date"])
    assert abs(datetime.now(UTC) - timedelta(minutes=7) - date) < timedelta(minutes=1)
    assert date.utcoffset() == timedelta(0)


def test_a_letter_is_the_same_at_each_try_and_its_id_tells_nobody_what_its_link_is_known_by(
    app: Flask, post: Callable[..., Mail]
) -> None:
    mail, other = post(), post()
    first, again, others = read(app, mail), read(app, mail), read(app, other)
    for header in ("Message-ID", "Date", "To", "From", "Subject"):
        assert first[header] == again[header]
    assert part(first, "plain") == part(again, "plain")
    assert first["Message-ID"] != others["Message-ID"]
    assert str(first["Message-ID"]).endswith("@latchkey.test>")
    assert mail.nonce.hex()[:8] not in str(first["Message-ID"])


def test_nobodys_holiday_answers_a_letter(write: Callable[..., EmailMessage]) -> None:
    assert write()["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("stored", "to"),
    [
        (ADA, ADA),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("ädä@example.com", "ädä@example.com"),
        ("ädä@bücher.example", "ädä@xn--bcher-kva.example"),
        ("o'hara+shop@example.co.uk", "o'hara+shop@example.co.uk"),
        (f"{'a' * 64}@{'b' * 60}.{'c' * 60}.example", f"{'a' * 64}@{'b' * 60}.{'c' * 60}.example"),
    ],
)
def test_a_letter_goes_to_the_domain_in_ascii_and_to_whom_as_it_is_stored(
    write: Callable[..., EmailMessage], stored: str, to: str
) -> None:
    message = write("stranger", stored)
    assert parseaddr(str(message["To"]))[1] == to
    assert [address.addr_spec for address in message["To"].addresses] == [to]


@pytest.mark.parametrize("to", ["=?utf-8?q?grace?=@example.com", "=?utf-8?q?a=40evil.example=2cx?=@example.com"])
def test_what_looks_like_an_encoded_word_is_no_other_mailbox(app: Flask, post: Callable[..., Mail], to: str) -> None:
    """No form takes such an address; an account of before may have it."""
    mail = post("stranger", to)
    with app.app_context():
        message = letters.write(mail, letters.find("stranger"), "token")
    assert getaddresses([message["To"]]) == [("", to)]  # whom smtplib names to the server


@pytest.mark.parametrize(
    ("origin", "leads_to", "site", "name"),
    [
        ("https://login.example.com", "https://login.example.com/link/", "login.example.com", "login.example.com"),
        ("https://login.example.com/", "https://login.example.com/link/", "login.example.com", "login.example.com"),
        ("https://example.com:8443", "https://example.com:8443/link/", "example.com:8443", "example.com"),
        ("https://example.com/shop", "https://example.com/shop/link/", "example.com", "example.com"),
        ("https://example.com/shop/", "https://example.com/shop/link/", "example.com", "example.com"),
        ("http://localhost:5000", "http://localhost:5000/link/", "localhost:5000", "localhost"),
        ("http://[::1]:5000", "http://[::1]:5000/link/", "[::1]:5000", "[IPv6:::1]"),
        ("http://127.0.0.1", "http://127.0.0.1/link/", "127.0.0.1", "127.0.0.1"),
        # A dot at the end is another name of the same host, and none that an address may have (RFC 5321, 4.1.2).
        ("https://example.com.", "https://example.com./link/", "example.com.", "example.com"),
        (
            "https://xn--strae-oqa.example:8443",
            "https://xn--strae-oqa.example:8443/link/",
            "xn--strae-oqa.example:8443",
            "xn--strae-oqa.example",
        ),
    ],
)
def test_the_origin_that_is_set_is_where_links_lead_and_whom_mails_are_from(  # noqa: PLR0913, PLR0917 -- fixtures, and the table's columns
    app: Flask,
    write: Callable[..., EmailMessage],
    link_in: Callable[..., str],
    origin: str,
    leads_to: str,
    site: str,
    name: str,
) -> None:
    app.config["MAIL_ORIGIN"] = origin
    message = write()
    assert link_in(message).startswith(leads_to)
    assert messages.CLOSING.format(site=site) in part(message, "plain")
    assert message["From"] == f"Latchkey <no-reply@{name}>"
    assert str(message["Message-ID"]).endswith(f"@{name}>")


def test_where_no_origin_is_set_links_lead_to_where_the_request_came_to(
    app: Flask, post: Callable[..., Mail], link_in: Callable[..., str]
) -> None:
    app.config["MAIL_ORIGIN"] = None
    mail = post()
    with app.test_request_context(base_url="http://127.0.0.1:5001/"):
        link = link_in(read(app, mail))
    assert link.startswith("http://127.0.0.1:5001/link/")


@pytest.mark.parametrize(
    ("origin", "name"), [("https://203.0.113.7", "203.0.113.7"), ("https://[2001:db8::1]:8443", "[IPv6:2001:db8::1]")]
)
def test_a_letter_of_a_site_that_has_no_name_is_known_by_its_address(
    app: Flask, write: Callable[..., EmailMessage], origin: str, name: str
) -> None:
    app.config |= {"MAIL_ORIGIN": origin, "MAIL_SENDER": "Grace <grace@example.com>"}
    assert str(write()["Message-ID"]).endswith(f"@{name}>")


def test_mails_come_from_whom_the_operator_says(app: Flask, write: Callable[..., EmailMessage]) -> None:
    app.config["MAIL_SENDER"] = "Grace <grace@example.com>"
    assert write()["From"] == "Grace <grace@example.com>"


def test_writing_a_letter_asks_the_database_for_nothing(
    app: Flask, post: Callable[..., Mail], queries: list[str]
) -> None:
    mail = post()
    queries.clear()
    read(app, mail)
    assert queries == []


def test_a_kind_that_nobody_has_added_has_no_letter(app: Flask) -> None:
    with app.app_context():
        assert letters.find("newer") is None
        assert db.session().in_transaction() is False
