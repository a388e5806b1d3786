"""The link to another address: what it changes, for whom, and what changes nothing."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import accounts, messages
from app.email_change import messages as sentences
from app.extensions import db
from app.mail import messages as mail_sentences
from app.mail.models import Mail
from app.mail.signals import address_proven
from app.models import LoginSession, User
from tests.unit.email_change.change import ADA, ASK, CONFIRM, GRACE, NEW, PASSWORD, Change, are_in


def test_the_link_gives_the_address_and_leaves_no_login_but_this(
    member: FlaskClient, phone: FlaskClient, change: Change
) -> None:
    change.ask(member)
    response = change.confirm(member)
    assert (response.status_code, response.location) == (302, "/account")
    html = member.get("/account").text
    assert sentences.CHANGED_HERE in html
    assert NEW in html
    assert ADA not in html
    assert are_in(member, phone) == [True, False]
    assert change.stored() == ([NEW], ["email_changed"])
    assert [mail.recipient for mail in change.mails()] == [ADA]


def test_the_row_of_the_user_is_taken_first(member: FlaskClient, change: Change, taken: list[str]) -> None:
    change.ask(member)
    change.open(member)
    taken.clear()
    change.submit(member, CONFIRM)
    assert taken[0] == "user"
    assert {"login_session", "mail"} <= set(taken)


def test_the_login_that_is_left_has_a_new_token_and_is_the_only_row(
    app: Flask, member: FlaskClient, phone: FlaskClient, change: Change
) -> None:
    change.ask(member)
    thief = change.thief(member)
    change.confirm(member)
    assert are_in(member, thief, phone) == [True, False, False]
    with app.app_context():
        assert len(db.session.scalars(db.select(LoginSession.id)).all()) == 1


def test_elsewhere_the_link_takes_the_password_and_logs_nobody_in(
    app: Flask, member: FlaskClient, client: FlaskClient, change: Change
) -> None:
    change.ask(member)
    for current, sentence in (
        ("", messages.CURRENT_MISSING),
        ("x" * 129, messages.PASSWORD_TOO_LONG),
        ("wrong horse battery", messages.PASSWORD_WRONG),
    ):
        response = change.confirm(client, current=current)
        assert (response.status_code, f'id="current-error">{sentence}<' in response.text) == (200, True)
        assert change.stored() == ([ADA], ["email_change"])
    response = change.confirm(client, current=PASSWORD)
    assert (response.status_code, response.location) == (302, "/login")
    assert sentences.CHANGED_ELSEWHERE in client.get("/login").text
    assert are_in(member, client) == [False, False]
    assert change.stored() == ([NEW], ["email_changed"])
    with app.app_context():
        assert db.session.scalars(db.select(LoginSession.id)).all() == []


def test_another_member_is_asked_for_the_owners_password_and_stays_logged_in(
    member: FlaskClient, grace: FlaskClient, change: Change
) -> None:
    change.ask(member)
    assert messages.PASSWORD_WRONG in change.confirm(grace, current="staple of many colours").text
    assert change.stored() == ([ADA, GRACE], ["email_change"])
    assert change.confirm(grace, current=PASSWORD).status_code == 302
    assert change.stored() == ([NEW, GRACE], ["email_changed"])
    assert are_in(member, grace) == [False, True]


def test_another_member_guesses_within_the_limits_of_visitors_and_uses_up_none_of_their_own(
    app: Flask, member: FlaskClient, grace: FlaskClient, change: Change, submit: Callable[..., TestResponse]
) -> None:
    """A member is whoever registers: each new account, and each new login, would bring five guesses more."""
    app.config |= {"LIMIT_PER_EMAIL": "2 per hour", "LIMIT_PER_LOGIN": "1 per hour", "LIMIT_PER_MEMBER": "1 per hour"}
    change.ask(member)
    answers = [change.confirm(grace, current="wrong horse battery").status_code for _ in range(3)]
    assert answers == [200, 200, 429]
    assert change.confirm(grace, current=PASSWORD).status_code == 429
    assert submit(grace, "/account/confirm", current="wrong horse battery").status_code == 200


@pytest.mark.parametrize("fields", [{}, {"current": PASSWORD}], ids=["logged in", "elsewhere"])
def test_an_address_that_is_taken_by_then_changes_nothing_and_spends_nothing(
    member: FlaskClient, client: FlaskClient, add_user: Callable[..., int], change: Change, fields: dict[str, str]
) -> None:
    change.ask(member)
    add_user(NEW)
    browser = client if fields else member
    response = change.confirm(browser, **fields)
    assert (response.status_code, response.text.count(messages.EMAIL_TAKEN)) == (200, 1)
    assert f"<strong>{ADA}</strong>" in response.text
    assert change.stored() == ([ADA, NEW], ["email_change"])
    assert are_in(member) == [True]
    assert browser.get(CONFIRM).status_code == 200


def test_whoever_wants_to_know_hears_whose_mail_the_link_was_read_in(
    member: FlaskClient, client: FlaskClient, change: Change
) -> None:
    proven = []

    def note(_sender: object, user: User) -> None:
        proven.append(user.id)

    with address_proven.connected_to(note):
        change.ask(member)
        change.confirm(client, current="wrong horse battery")
        assert proven == []
        change.confirm(client, current=PASSWORD)
    assert proven == [1]


def test_a_used_link_opens_nothing_more(member: FlaskClient, change: Change) -> None:
    change.ask(member)
    token = change.token()
    change.confirm(member)
    member.get(f"/link/{token}")
    assert member.get(CONFIRM).location == ASK
    assert mail_sentences.LINK_GONE.format(minutes=30) in member.get(ASK).text


@pytest.mark.parametrize(
    "verb",
    [
        lambda user: accounts.change_password(user, "staple of many colours"),
        lambda user: accounts.change_email(user, "ada@example.net"),
        accounts.deactivate,
        accounts.delete,
    ],
    ids=["another password", "another address", "shut", "deleted"],
)
def test_a_link_dies_with_whatever_proved_who_its_member_is(
    app: Flask, member: FlaskClient, client: FlaskClient, change: Change, verb: Callable[..., object]
) -> None:
    change.ask(member)
    assert change.open(client).get(CONFIRM).status_code == 200
    with app.app_context():
        verb(accounts.find(ADA))
        db.session.commit()
    assert client.get(CONFIRM).location == ASK


def test_a_form_without_its_token_changes_nothing_and_spends_nothing(member: FlaskClient, change: Change) -> None:
    change.ask(member)
    assert change.open(member).post(CONFIRM).status_code == 400
    assert member.post(ASK, data={"email": GRACE, "current": PASSWORD}).status_code == 400
    assert change.stored() == ([ADA], ["email_change"])
    assert member.get(CONFIRM).status_code == 200


def test_the_link_spells_the_address_and_no_field_of_the_form_does(member: FlaskClient, change: Change) -> None:
    change.ask(member)
    change.confirm(member, email=GRACE, recipient=GRACE)
    assert change.stored()[0] == [NEW]


def changed_meanwhile(user: User, _email: str) -> None:
    """What becomes of a change whose member has changed the password at this very moment."""
    db.session.execute(db.update(User).values(credentials_version=7).execution_options(synchronize_session=False))
    accounts.change_credentials(user, email=NEW)


def used_meanwhile(_user: User) -> bool:
    """Somebody else has used the link at this very moment."""
    return bool(db.session.scalar(db.delete(Mail).returning(Mail.id)))


@pytest.mark.parametrize(
    ("place", "meanwhile"),
    [("app.accounts.change_email", changed_meanwhile), ("app.email_change.views.end_logins", used_meanwhile)],
    ids=["another password", "used"],
)
def test_whoever_comes_second_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
    member: FlaskClient,
    change: Change,
    place: str,
    meanwhile: Callable[..., object],
) -> None:
    change.ask(member)
    change.open(member)
    monkeypatch.setattr(place, meanwhile)
    assert change.submit(member, CONFIRM).status_code == 409
    assert change.stored() == ([ADA], ["email_change"])
    assert are_in(member) == [True]


def test_whoever_comes_second_while_the_password_is_looked_at_is_not_told_that_it_is_wrong(
    monkeypatch: pytest.MonkeyPatch, member: FlaskClient, client: FlaskClient, change: Change
) -> None:
    def changed_first(_email: str, _password: str) -> None:
        db.session.execute(db.update(User).values(email=NEW))
        db.session.commit()

    change.ask(member)
    change.open(client)
    monkeypatch.setattr("app.guessing.authenticate", changed_first)
    assert change.submit(client, CONFIRM, current=PASSWORD).status_code == 409


def test_the_page_names_both_addresses_and_asks_its_member_for_no_password_where_they_are_logged_in(
    member: FlaskClient, client: FlaskClient, change: Change
) -> None:
    change.ask(member)
    for browser, fields in ((member, 0), (client, 1)):
        html = change.open(browser).get(CONFIRM).text
        assert f"<strong>{ADA}</strong>" in html
        assert f"<strong>{NEW}</strong>" in html
        assert html.count('type="password"') == fields
        assert html.count('autocomplete="username"') == fields


def test_each_letter_goes_to_its_own_address_and_names_no_other(member: FlaskClient, change: Change) -> None:
    change.ask(member)
    asked = change.written()
    assert asked.startswith(NEW)
    assert asked.count("https://latchkey.test/link/email_change.") == 2
    assert ADA not in asked
    change.confirm(member)
    told = change.written()
    assert told.startswith(ADA)
    assert told.count(f"your account has come to have another email address. {ADA} opens it no longer.") == 2
    assert told.count("No link for a forgotten password would come here any more.") == 2
    assert "http" not in told
    assert NEW not in told


def test_each_letter_is_sent_though_the_one_address_is_not_yet_and_the_other_no_more_the_members(
    member: FlaskClient, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr("app.mail.transport.send", lambda message: sent.append(message["To"]))
    change.ask(member)
    change.deliver()
    change.confirm(member)
    change.deliver()
    assert sent == [NEW, ADA]


def test_whoever_changes_the_address_again_takes_no_mail_from_the_one_before(
    member: FlaskClient, change: Change
) -> None:
    """A thief who moves the account twice would else keep it from whose it was."""
    for email in (NEW, "ada@example.net"):
        change.ask(member, email)
        change.confirm(member)
    assert [(mail.kind, mail.recipient) for mail in change.mails()] == [("email_changed", ADA), ("email_changed", NEW)]


@pytest.mark.parametrize("method", ["scrypt:128:8:1", "scrypt:256:8:1"], ids=["as ever", "outdated"])
def test_passwords_are_hashed_with_nothing_held(
    member: FlaskClient, client: FlaskClient, change: Change, held: list[int], method: str
) -> None:
    change.app.config["PASSWORD_HASH_METHOD"] = method
    held.clear()
    assert change.ask(member).status_code == 302
    assert change.confirm(client, current=PASSWORD).status_code == 302
    assert held == [0] * (3 if method == "scrypt:256:8:1" else 2)
