"""What stops the start: a mail server, an origin or a sender that no mail would come of. Each says what to set."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.cli import NoAppException

from app import create_app
from app.mail import messages

SECRET = "hunter2"


def refusal(settings: dict[str, Any]) -> str | None:
    """What is said in place of a start on ``settings``; None where it starts."""
    try:
        create_app(settings)
    except NoAppException as refused:
        return refused.message
    return None


@pytest.mark.parametrize(
    "uri",
    [
        "smtp://mail.example.com",
        "smtps://mail.example.com",
        "smtps://mail.example.com:465",
        "smtps://ada:s%40cret@mail.example.com:2525",
        "smtp://localhost",
        "smtp://[::1]:1025",
        "smtp://xn--bcher-kva.example",
        "smtp://mail_server:1025",
        "smtps://ada:s%23cret@[2001:db8::1]/",
        "SMTP://mail.example.com",
    ],
)
def test_a_mail_server_is_taken(settings: dict[str, Any], uri: str) -> None:
    assert refusal(settings | {"MAIL_URI": uri}) is None


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        ("mail.example.com", "mail.example.com"),
        ("http://mail.example.com", "http://mail.example.com"),
        ("smtp://", "smtp://"),
        ("smtp:mail.example.com", "smtp:…"),
        ("smtp://mail.example.com:0", "smtp://mail.example.com:…"),
        ("smtp://mail.example.com:65536", "smtp://mail.example.com:…"),
        ("smtp://mail..example.com", "smtp://mail..example.com"),
        (f"smtp://{'a' * 64}.example.com", f"smtp://{'a' * 64}.example.com"),
        ("smtp://[::1", "smtp://[:…"),
        (7, "7"),
        ("smtps://mail.straße.example", "smtps://mail.straße.example"),
        ("smtp://mail example", "smtp://mail example"),
        ("smtp://[::1%25lo]", "smtp://[:…"),
        # What follows a "#", a "?" or a "/" would be no part of the host: it would be looked for at ada, port 12.
        (f"smtps://ada:12#{SECRET}@mail.example.com", "mail.example.com"),
        (f"smtps://ada:12?{SECRET}@mail.example.com", "mail.example.com"),
        (f"smtps://ada:12/{SECRET}@mail.example.com", "mail.example.com"),
        # Whoever mistypes an address that holds a password does not find it in the log.
        (f"imap://ada:{SECRET}@mail.example.com", "mail.example.com"),
        (f"smtp://ada:{SECRET}@", ""),
        (f"smtp://ada:{SECRET}", "smtp://ada:…"),
        (f"smtps:ada:{SECRET}", "smtps:…"),
        (f"ada:{SECRET}", "ada:…"),
        (f"smtp://ada:p/{SECRET}@mail.example.com:x", "mail.example.com:…"),
        (f"smtp://ada:p@{SECRET}@mail.example.com:x", "mail.example.com:…"),
    ],
)
def test_what_is_no_mail_server_stops_the_start_and_no_password_is_told(
    settings: dict[str, Any], uri: object, shown: str
) -> None:
    assert refusal(settings | {"MAIL_URI": uri}) == messages.MAIL_URI_UNUSABLE.format(shown=shown)
    assert SECRET not in shown


@pytest.mark.parametrize(
    "origin",
    [
        "https://login.example.com",
        "https://login.example.com:8443",
        "https://example.com/login/",
        "https://xn--strae-oqa.example",
        "https://EXAMPLE.com.",
        "https://a_b-c.example/~shop",
        "http://localhost:5000",
        "http://127.0.0.1",
        "http://[::1]:5000",
    ],
)
def test_an_origin_is_taken(settings: dict[str, Any], origin: str) -> None:
    assert refusal(settings | {"MAIL_ORIGIN": origin}) is None


@pytest.mark.parametrize(
    "origin",
    [
        "login.example.com",
        "http://login.example.com",
        "ftp://localhost",
        "https://",
        "https:///path",
        "https://login.example.com?next=/",
        "https://login.example.com#top",
        "https://ada@login.example.com",
        "https://login.example.com:0",
        "https://login.example.com:65536",
        "https://login..example.com",
        f"https://{'a' * 64}.example.com",
        "https://[::1",
        7,
        # Browsers and Python write these differently in ASCII: links would lead to whoever has the other name.
        "https://straße.example",
        "https://faς.example",
        "https://a\N{ZERO WIDTH JOINER}b.example",
        "https://a\N{ZERO WIDTH NON-JOINER}b.example",
        "https://bücher.example",
        "https://а.example",
        "https://a b.example",
        "https://a,b.example",
        "https://login.example.com%2Eevil.example",
        "https://-a.example",
        "https://a-.example",
        "https://example.com/a b",
        "https://example.com/ä",
        "https://example.com/\\a",
        "https://exam\nple.com",
        "https://[::1%25lo]",
    ],
)
def test_where_no_link_may_lead_stops_the_start(settings: dict[str, Any], origin: object) -> None:
    assert refusal(settings | {"MAIL_ORIGIN": origin}) == messages.MAIL_ORIGIN_UNUSABLE.format(origin=origin)


@pytest.mark.parametrize("origin", ["https://203.0.113.7", "https://[2001:db8::1]:8443"])
def test_an_address_is_no_host_that_mails_can_come_from(settings: dict[str, Any], origin: str) -> None:
    assert refusal(settings | {"MAIL_ORIGIN": origin}) == messages.SENDER_MISSING.format(origin=origin)
    assert refusal(settings | {"MAIL_ORIGIN": origin, "MAIL_SENDER": "ada@example.com"}) is None


@pytest.mark.parametrize(
    "sender",
    [
        None,
        "no-reply@example.com",
        "Latchkey <no-reply@example.com>",
        '"Latchkey, at last" <no-reply@example.com>',
        "Schlüssel <no-reply@example.com>",
    ],
)
def test_a_sender_is_taken(settings: dict[str, Any], sender: str | None) -> None:
    assert refusal(settings | {"MAIL_SENDER": sender}) is None


@pytest.mark.parametrize(
    "sender",
    [
        "Latchkey",
        "@example.com",
        "no-reply@",
        "<>",
        "a b@example.com",
        "Latchkey, at last <no-reply@example.com>",
        "no-reply@straße.example",
        "Latchkey <no-reply@bücher.example>",
        "zoë@example.com",
        "ada@example.com, grace@example.com",
        "Latchkey\r\nBcc: grace@example.com <no-reply@example.com>",
        "no-reply@example.com\n",
        7,
    ],
    ids=ascii,
)
def test_whom_no_mail_can_come_from_stops_the_start(settings: dict[str, Any], sender: object) -> None:
    assert refusal(settings | {"MAIL_SENDER": sender}) == messages.SENDER_UNUSABLE.format(sender=sender)


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [("MAIL_URI", messages.MAIL_URI_MISSING), ("MAIL_ORIGIN", messages.MAIL_ORIGIN_MISSING)],
)
@pytest.mark.parametrize("value", [None, ""])
def test_where_mails_go_and_where_links_lead_has_to_be_said(
    settings: dict[str, Any], setting: str, value: str | None, sentence: str
) -> None:
    assert refusal(settings | {setting: value}) == sentence


@pytest.mark.parametrize("mode", ["DEBUG", "TESTING"])
def test_for_developers_neither_has_to_be_said(settings: dict[str, Any], mode: str) -> None:
    assert refusal(settings | {"MAIL_URI": None, "MAIL_ORIGIN": None, mode: True}) is None


@pytest.mark.parametrize("mode", ["DEBUG", "TESTING"])
def test_what_is_said_has_to_be_right_for_developers_too(settings: dict[str, Any], mode: str) -> None:
    assert refusal(settings | {"MAIL_URI": "mail", mode: True}) == messages.MAIL_URI_UNUSABLE.format(shown="mail")


@pytest.mark.parametrize("seconds", [0, 601])
def test_no_time_for_an_answer_or_too_much_stops_the_start(settings: dict[str, Any], seconds: int) -> None:
    with pytest.raises(NoAppException) as refusal:
        create_app(settings | {"MAIL_TIMEOUT": seconds})
    assert refusal.value.message == messages.TIMEOUT_UNUSABLE


def test_a_number_that_is_text_stops_the_start(settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASK_MAIL_TIMEOUT", "soon")
    assert "MAIL_TIMEOUT" in str(refusal(settings))


def test_settings_come_from_the_environment_too(
    make_app: Callable[..., Flask], settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASK_MAIL_ORIGIN", "https://login.example.com")
    app = make_app({name: value for name, value in settings.items() if name != "MAIL_ORIGIN"})
    assert app.config["MAIL_ORIGIN"] == "https://login.example.com"
