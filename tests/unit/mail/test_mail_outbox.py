"""What is to be mailed is written with the act itself, once, and takes the place of what it makes void."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app import accounts
from app.extensions import db
from app.guessing import TooManyAttempts
from app.mail import links, outbox
from app.mail.models import Mail

ADA, GRACE, NOBODY = "ada@example.com", "grace@example.com", "nobody@example.com"


def test_a_mail_is_one_row_that_says_whom_and_what_it_is_about(
    app: Flask, add_user: Callable[..., int], mails: Callable[[], list[Mail]]
) -> None:
    user_id = add_user(ADA)
    before = datetime.now(UTC)
    with app.app_context():
        ada = accounts.find(ADA)
        assert ada
        accounts.change_password(ada, "staple of many colours")
        outbox.post("notice", ADA, ada, what="the password")
        db.session.commit()
    (mail,) = mails()
    assert (mail.kind, mail.recipient, mail.user_id) == ("notice", ADA, user_id)
    assert (mail.credentials_version, mail.facts) == (1, {"what": "the password"})
    assert (mail.tries, mail.sent_at) == (0, None)
    assert before <= mail.created_at <= datetime.now(UTC)
    assert before <= mail.due_at <= datetime.now(UTC)


def test_a_mail_to_nobody_is_written_all_the_same(post: Callable[..., Mail], mails: Callable[[], list[Mail]]) -> None:
    post("door", NOBODY)
    (mail,) = mails()
    assert (mail.recipient, mail.user_id, mail.credentials_version) == (NOBODY, None, 0)


@pytest.mark.parametrize("how", [outbox.post, outbox.replace])
def test_an_act_that_is_undone_leaves_no_mail(
    app: Flask, add_user: Callable[..., int], mails: Callable[[], list[Mail]], how: Callable[..., None]
) -> None:
    add_user(ADA)
    with app.app_context():
        how("door", ADA, accounts.find(ADA))
        assert len(db.session.scalars(db.select(Mail)).all()) == 1
        db.session.rollback()
    assert mails() == []


def test_replacing_is_undone_with_the_act(
    app: Flask, add_user: Callable[..., int], post: Callable[..., Mail], mails: Callable[[], list[Mail]]
) -> None:
    add_user(ADA)
    earlier = post("door")
    with app.app_context():
        outbox.replace("door", ADA, accounts.find(ADA))
        db.session.rollback()
    assert [mail.nonce for mail in mails()] == [earlier.nonce]


def test_posting_commits_nothing(app: Flask, mails: Callable[[], list[Mail]]) -> None:
    with app.app_context():
        outbox.post("door", NOBODY, None)
    assert mails() == []


@pytest.mark.parametrize(
    ("email", "gone"),
    [(ADA, {("door", ADA, ADA), ("door", "ada@elsewhere.example", ADA)}), (NOBODY, {("door", NOBODY, None)})],
    ids=["a member's", "nobody's"],
)
def test_a_mail_takes_the_place_of_the_earlier_ones_of_its_kind_and_its_user_alone(
    app: Flask,
    add_user: Callable[..., int],
    mails: Callable[[], list[Mail]],
    email: str,
    gone: set[tuple[str, str, str | None]],
) -> None:
    """Grace's to the same address stays, as where she has had it before Ada, or types it by mistake."""
    ids = {ADA: add_user(ADA), GRACE: add_user(GRACE), None: None}
    written: list[tuple[str, str, str | None]] = [
        ("door", ADA, ADA),
        ("door", "ada@elsewhere.example", ADA),
        ("notice", ADA, ADA),
        ("door", ADA, GRACE),
        ("door", GRACE, GRACE),
        ("door", NOBODY, None),
        ("notice", NOBODY, None),
        ("door", NOBODY, GRACE),
        ("door", "else@example.com", None),
        ("door", ADA, None),
    ]
    with app.app_context():
        for kind, recipient, whose in written:
            outbox.post(kind, recipient, accounts.find(whose) if whose else None)
        db.session.commit()
        outbox.replace("door", email, accounts.find(email))
        db.session.commit()
    kept = [(mail.kind, mail.recipient, mail.user_id) for mail in mails()]
    stay = [(kind, to, ids[whose]) for kind, to, whose in written if (kind, to, whose) not in gone]
    assert kept == [*stay, ("door", email, ids.get(email))]


def test_neither_the_text_nor_the_link_is_stored(
    app: Flask, add_user: Callable[..., int], post: Callable[..., Mail], mails: Callable[[], list[Mail]]
) -> None:
    add_user(ADA)
    post("door")
    (mail,) = mails()
    with app.app_context():
        token = links.token(mail)
        row = db.session.execute(db.text("SELECT * FROM mail")).one()
    stored = " ".join(bytes(cell).hex() if isinstance(cell, bytes | memoryview) else str(cell) for cell in row)
    assert mail.nonce.hex() in stored, "it is looked for in the right place"
    signature = token.rpartition(".")[2]
    assert [text for text in (token, signature, "A door", "It is open", "Come in") if text in stored] == []


def test_the_mails_of_an_account_go_with_it(
    app: Flask, add_user: Callable[..., int], post: Callable[..., Mail], mails: Callable[[], list[Mail]]
) -> None:
    add_user(ADA)
    add_user(GRACE)
    post("door", ADA)
    post("door", GRACE)
    post("door", NOBODY)
    with app.app_context():
        ada = accounts.find(ADA)
        assert ada
        accounts.delete(ada)
        db.session.commit()
    assert [mail.recipient for mail in mails()] == [GRACE, NOBODY]


def test_two_mails_have_nothing_in_common_that_a_link_is_known_by(post: Callable[..., Mail]) -> None:
    first, second = post(), post()
    assert first.nonce != second.nonce
    assert (len(first.nonce), len(second.nonce)) == (16, 16)


def asked(app: Flask, email: str, address: str = "192.0.2.1") -> int:
    """How long whoever asks from ``address`` for a mail to ``email`` has to wait; 0 where it is counted."""
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        try:
            outbox.count_asking(email)
        except TooManyAttempts as refused:
            return refused.wait
        return 0


def test_a_recipient_gets_so_many_mails_in_whatever_spelling_and_from_wherever(app: Flask) -> None:
    app.config |= {"LIMIT_MAILS_PER_RECIPIENT": "3 per hour"}
    spellings = [ADA, "ADA@example.com", " ada@EXAMPLE.com "]
    assert [asked(app, email, f"192.0.2.{n}") for n, email in enumerate(spellings)] == [0, 0, 0]
    assert asked(app, ADA, "192.0.2.9") > timedelta(minutes=55).total_seconds()
    assert asked(app, GRACE) == 0


def test_from_one_address_so_many_mails_are_asked_for_whoever_gets_them(app: Flask) -> None:
    app.config |= {"LIMIT_MAILS_PER_ADDRESS": "3 per hour"}
    assert [asked(app, f"ada{n}@example.com") for n in range(3)] == [0, 0, 0]
    assert asked(app, ADA) > 0
    assert asked(app, ADA, "192.0.2.2") == 0


def test_a_client_that_has_a_whole_network_of_addresses_is_one(app: Flask) -> None:
    app.config |= {"LIMIT_MAILS_PER_ADDRESS": "2 per hour"}
    assert [asked(app, f"ada{n}@example.com", f"2001:db8::{n}") for n in (1, 2)] == [0, 0]
    assert asked(app, ADA, "2001:db8::3") > 0
    assert asked(app, ADA, "2001:db8:0:1::3") == 0


@pytest.mark.parametrize("setting", ["LIMIT_MAILS_PER_RECIPIENT", "LIMIT_MAILS_PER_ADDRESS"])
def test_what_is_refused_is_written_down_with_the_address_and_the_limit(
    app: Flask, caplog: pytest.LogCaptureFixture, setting: str
) -> None:
    app.config[setting] = "1 per hour"
    assert asked(app, ADA) == 0
    assert caplog.messages == []
    assert asked(app, ADA) > 0
    assert caplog.messages == [f"event=limit email={ADA} limit={setting} address=192.0.2.1"]


def test_what_is_refused_from_one_address_is_not_charged_to_the_recipient(app: Flask) -> None:
    app.config |= {"LIMIT_MAILS_PER_ADDRESS": "1 per hour", "LIMIT_MAILS_PER_RECIPIENT": "1 per hour"}
    assert asked(app, GRACE) == 0
    assert asked(app, ADA) > 0
    assert asked(app, ADA, "192.0.2.2") == 0


def test_of_both_limits_that_are_reached_the_recipients_is_told(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    app.config |= {"LIMIT_MAILS_PER_ADDRESS": "1 per hour", "LIMIT_MAILS_PER_RECIPIENT": "1 per minute"}
    assert asked(app, ADA) == 0
    assert 0 < asked(app, ADA) <= 60
    assert caplog.messages == [f"event=limit email={ADA} limit=LIMIT_MAILS_PER_RECIPIENT address=192.0.2.1"]


def test_what_comes_of_something_else_is_within_the_limit_so_many_times_for_each(app: Flask) -> None:
    app.config |= {"LIMIT_MAILS_PER_RECIPIENT": "2 per hour"}
    with app.test_request_context():
        whom = (ADA, ADA, ADA, GRACE)
        assert [outbox.is_within("LIMIT_MAILS_PER_RECIPIENT", one) for one in whom] == [True, True, False, True]


def test_it_is_counted_with_what_is_asked_for(app: Flask) -> None:
    app.config |= {"LIMIT_MAILS_PER_RECIPIENT": "1 per hour"}
    with app.test_request_context():
        assert outbox.is_within("LIMIT_MAILS_PER_RECIPIENT", ADA)
    assert asked(app, ADA) > 0
