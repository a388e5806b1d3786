"""Asking for another address: what is mailed, and what mails nothing."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import messages
from app.email_change import messages as sentences
from tests.unit.email_change.change import ADA, ASK, GRACE, NEW, PASSWORD, Change, are_in


def test_asking_mails_a_link_to_the_new_address_and_changes_nothing(member: FlaskClient, change: Change) -> None:
    response = change.ask(member)
    assert (response.status_code, response.location) == (302, "/account")
    assert sentences.MAILED.format(minutes=30) in member.get("/account").text
    assert [(mail.recipient, mail.user_id, mail.facts) for mail in change.mails()] == [(NEW, 1, {})]
    assert change.stored() == ([ADA], ["email_change"])


def test_a_newer_request_takes_the_place_of_the_older_and_of_nobody_elses(
    member: FlaskClient, grace: FlaskClient, change: Change
) -> None:
    change.ask(grace, NEW, "staple of many colours")
    change.ask(member, NEW)
    change.ask(member, "ada@example.net")
    assert [(mail.user_id, mail.recipient) for mail in change.mails()] == [(2, NEW), (1, "ada@example.net")]


def test_a_request_holds_on_to_its_member_before_it_ends_the_older_as_whoever_uses_a_link_does(
    member: FlaskClient, change: Change, queries: list[str]
) -> None:
    # In the other order PostgreSQL ends one of them as a deadlock: an address is what a foreign key could point to, and
    # whoever changes it locks out who writes a row that hangs on the user.
    change.ask(member)
    queries.clear()
    change.ask(member)
    writes = [query.split()[:3] for query in queries if "mail" in query.split()[:3]]
    assert writes == [["INSERT", "INTO", "mail"], ["DELETE", "FROM", "mail"]]


@pytest.mark.parametrize(
    ("typed", "recipient"),
    [
        (f" {NEW}\r\n", NEW),
        ("ADA@EXAMPLE.ORG", NEW),
        ("ada@xn--bcher-kva.example.com", "ada@bücher.example.com"),
        ("m\N{LATIN SMALL LETTER DOTLESS I}ke@example.com", "m\N{LATIN SMALL LETTER DOTLESS I}ke@example.com"),
        ("m\N{CYRILLIC SMALL LETTER I}ke@example.com", "m\N{CYRILLIC SMALL LETTER I}ke@example.com"),
        (
            f"ada@{'b' * 63}.{'c' * 63}.{'d' * 63}.{'e' * 54}.com",
            f"ada@{'b' * 63}.{'c' * 63}.{'d' * 63}.{'e' * 54}.com",
        ),
    ],
)
def test_a_mail_goes_to_the_one_spelling_of_the_address_and_to_none_that_looks_like_it(
    member: FlaskClient, change: Change, typed: str, recipient: str
) -> None:
    assert change.ask(member, typed).status_code == 302
    assert [mail.recipient for mail in change.mails()] == [recipient]


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        pytest.param({"email": ""}, ("email", messages.EMAIL_MISSING), id="no address"),
        pytest.param({"email": "ada"}, ("email", messages.EMAIL_INVALID), id="no at"),
        pytest.param({"email": "ada@exam ple.org"}, ("email", messages.EMAIL_INVALID), id="a space"),
        pytest.param({"email": f"{NEW}\r\nBcc: {GRACE}"}, ("email", messages.EMAIL_INVALID), id="CR and LF"),
        pytest.param({"email": f"{NEW}, {GRACE}"}, ("email", messages.EMAIL_INVALID), id="two"),
        pytest.param({"email": f"Ada <{NEW}>"}, ("email", messages.EMAIL_INVALID), id="a name"),
        pytest.param({"email": f"{'a' * 243}@example.org"}, ("email", messages.EMAIL_TOO_LONG), id="255 characters"),
        pytest.param({"email": ADA}, ("email", sentences.EMAIL_SAME), id="the same"),
        pytest.param({"email": " ADA@example.COM "}, ("email", sentences.EMAIL_SAME), id="the same in capitals"),
        pytest.param(
            {"email": "ada@\N{FULLWIDTH LATIN SMALL LETTER E}xample.com"},
            ("email", sentences.EMAIL_SAME),
            id="the same with a full-width letter",
        ),
        pytest.param({"current": ""}, ("current", messages.CURRENT_MISSING), id="no password"),
        pytest.param({"current": "x" * 129}, ("current", messages.PASSWORD_TOO_LONG), id="129 characters"),
        pytest.param({"current": f"{PASSWORD}\0"}, ("current", messages.CONTROL_CHARACTER), id="a NUL"),
        pytest.param({"current": "wrong horse battery"}, ("current", messages.PASSWORD_WRONG), id="a wrong password"),
    ],
)
def test_a_form_with_a_mistake_mails_nothing(
    member: FlaskClient, change: Change, fields: dict[str, str], complaint: tuple[str, str]
) -> None:
    response = change.ask(member, **fields)
    assert response.status_code == 200
    assert f'id="{complaint[0]}-error">{complaint[1]}<' in response.text
    assert change.stored() == ([ADA], [])


def test_a_form_with_a_mistake_counts_for_nothing_and_what_is_too_much_costs_no_hash(
    app: Flask, member: FlaskClient, change: Change, scrypt_costs: list[tuple[int, int, int]]
) -> None:
    app.config["LIMIT_MAILS_PER_RECIPIENT"] = "2 per hour"
    change.ask(member, current="")
    assert [change.ask(member).status_code, change.ask(member, " ADA@example.org").status_code] == [302, 302]
    scrypt_costs.clear()
    assert change.ask(member).status_code == 429
    assert scrypt_costs == []
    assert change.ask(member, "ada@example.net").status_code == 302


def test_asking_gives_this_login_a_new_token(member: FlaskClient, phone: FlaskClient, change: Change) -> None:
    thief = change.thief(member)
    assert are_in(member, thief, phone) == [True, True, True]
    change.ask(member)
    assert are_in(member, thief, phone) == [True, False, True]


def test_nobody_asks_who_is_not_logged_in(client: FlaskClient) -> None:
    assert client.get(ASK).location == "/login?next=%2Faccount%2Femail"


def test_the_form_comes_back_with_the_address_and_without_the_password(member: FlaskClient, change: Change) -> None:
    html = change.ask(member, current="wrong horse battery").text
    assert f'value="{NEW}"' in html
    assert "wrong horse battery" not in html
