"""What is due is sent at least once, by one of those who deliver; and what is no longer wanted is not sent at all."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask

from app import accounts
from app.extensions import db
from app.mail import delivery, links, messages, outbox, transport
from app.mail.models import Mail

ADA, GRACE, NOBODY = "ada@example.com", "grace@example.com", "nobody@example.com"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
NOW = timedelta(0)


@pytest.fixture(autouse=True)
def ada(add_user: Callable[..., int]) -> int:
    """Her id: she has an account."""
    return add_user(ADA)


@pytest.fixture
def deliver(app: Flask) -> Callable[[], int]:
    """Deliver what is due, and give how many were sent."""

    def delivered() -> int:
        with app.app_context():
            count = delivery.deliver()
            assert not db.session().in_transaction()
            return count

    return delivered


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> list[EmailMessage]:
    """What a mail server was asked to take that takes nothing."""
    offered: list[EmailMessage] = []

    def refuse(message: EmailMessage) -> None:
        offered.append(message)
        raise ConnectionRefusedError(111, "nobody is there")

    monkeypatch.setattr("app.mail.transport.send", refuse)
    return offered


def told(caplog: pytest.LogCaptureFixture) -> list[tuple[int, str]]:
    """What the log says, but for the audit."""
    return [(r.levelno, r.getMessage()) for r in caplog.records if r.name != "latchkey.audit"]


def recipients(messages: list[EmailMessage]) -> list[str]:
    """Who gets each of ``messages``."""
    return [str(message["To"]) for message in messages]


def test_nothing_due_is_nothing_sent(deliver: Callable[[], int], sent: list[EmailMessage]) -> None:
    assert (deliver(), sent) == (0, [])


def test_what_is_due_is_sent_in_order_and_counted(
    app: Flask,
    add_user: Callable[..., int],
    post: Callable[..., Mail],
    deliver: Callable[[], int],
    sent: list[EmailMessage],
) -> None:
    add_user(GRACE)
    first, second = post("door", GRACE), post("notice", ADA, what="the password")
    with app.app_context():  # the second has waited for longer
        db.session.execute(db.update(Mail).where(Mail.id == second.id).values(due_at=first.due_at - MINUTE))
        db.session.commit()
    assert deliver() == 2
    assert recipients(sent) == [ADA, GRACE]


def test_what_is_not_due_yet_waits(
    post: Callable[..., Mail], turn_back: Callable[..., None], deliver: Callable[[], int], sent: list[EmailMessage]
) -> None:
    post()
    turn_back(due_at=-timedelta(seconds=30))
    assert (deliver(), sent) == (0, [])
    turn_back(due_at=NOW)
    assert deliver() == 1


def test_a_notice_that_was_sent_leaves_nothing(
    post: Callable[..., Mail], mails: Callable[[], list[Mail]], deliver: Callable[[], int], sent: list[EmailMessage]
) -> None:
    post("notice", what="the password")
    assert (deliver(), mails()) == (1, [])
    assert (deliver(), len(sent)) == (0, 1)


def test_a_link_that_was_sent_leaves_its_row_until_its_time_is_over_and_is_not_sent_again(  # noqa: PLR0913, PLR0917 -- fixtures
    app: Flask,
    post: Callable[..., Mail],
    mails: Callable[[], list[Mail]],
    turn_back: Callable[..., None],
    deliver: Callable[[], int],
    sent: list[EmailMessage],
    caplog: pytest.LogCaptureFixture,
) -> None:
    posted = post()
    before = datetime.now(UTC)
    assert deliver() == 1
    (mail,) = mails()
    assert mail.sent_at
    assert before <= mail.sent_at <= datetime.now(UTC)
    assert mail.due_at == posted.created_at + 30 * MINUTE
    with app.app_context():
        assert links.is_good(mail)
    assert deliver() == 0
    turn_back(due_at=NOW)  # it is looked at again, and still good
    assert (deliver(), mails(), len(sent)) == (0, [], 1)
    assert told(caplog) == []


def test_a_link_that_was_sent_stays_for_as_long_as_the_operator_says(
    app: Flask, post: Callable[..., Mail], mails: Callable[[], list[Mail]], deliver: Callable[[], int], sent: list[Any]
) -> None:
    app.config["LINK_MINUTES"] = 120
    posted = post()
    assert (deliver(), len(sent)) == (1, 1)
    assert [mail.due_at for mail in mails()] == [posted.created_at + 120 * MINUTE]


@pytest.mark.parametrize("after", [DAY + MINUTE, 30 * MINUTE])
def test_a_link_that_was_sent_is_thrown_away_in_silence_however_late_that_is(  # noqa: PLR0913, PLR0917 -- fixtures
    post: Callable[..., Mail],
    mails: Callable[[], list[Mail]],
    turn_back: Callable[..., None],
    deliver: Callable[[], int],
    sent: list[EmailMessage],
    caplog: pytest.LogCaptureFixture,
    after: timedelta,
) -> None:
    post()
    deliver()
    turn_back(created_at=after, due_at=NOW)
    assert (deliver(), mails(), len(sent), told(caplog)) == (0, [], 1, [])


@pytest.mark.parametrize(("age", "count"), [(29, 1), (30, 0)])
def test_a_link_that_has_run_out_is_not_sent(  # noqa: PLR0913, PLR0917 -- fixtures, and the table's columns
    post: Callable[..., Mail],
    mails: Callable[[], list[Mail]],
    turn_back: Callable[..., None],
    deliver: Callable[[], int],
    sent: list[EmailMessage],
    caplog: pytest.LogCaptureFixture,
    age: int,
    count: int,
) -> None:
    post()
    turn_back(created_at=age * MINUTE)
    assert (deliver(), len(sent), len(mails()), told(caplog)) == (count, count, count, [])


def test_a_notice_is_sent_however_old_it_is_on_its_day(
    post: Callable[..., Mail], turn_back: Callable[..., None], deliver: Callable[[], int], sent: list[EmailMessage]
) -> None:
    post("notice", what="the password")
    turn_back(created_at=DAY - MINUTE)
    assert (deliver(), len(sent)) == (1, 1)


@pytest.mark.parametrize("kind", ["door", "notice"])
def test_nobodys_mail_is_thrown_away_in_silence(  # noqa: PLR0913, PLR0917 -- fixtures, and the table's columns
    post: Callable[..., Mail],
    mails: Callable[[], list[Mail]],
    deliver: Callable[[], int],
    sent: list[EmailMessage],
    caplog: pytest.LogCaptureFixture,
    kind: str,
) -> None:
    post(kind, NOBODY, what="the password")
    assert (deliver(), sent, mails(), told(caplog)) == (0, [], [], [])


def test_a_letter_that_needs_no_account_goes_to_whoever_has_the_address(
    post: Callable[..., Mail], deliver: Callable[[], int], sent: list[EmailMessage]
) -> None:
    post("stranger", NOBODY)
    assert (deliver(), recipients(sent)) == (1, [NOBODY])


@pytest.mark.parametrize("kind", ["door", "notice", "stranger"])
def test_whose_account_is_shut_gets_no_mail(  # noqa: PLR0913, PLR0917 -- fixtures, and the table's columns
    app: Flask,
    post: Callable[..., Mail],
    mails: Callable[[], list[Mail]],
    deliver: Callable[[], int],
    sent: list[EmailMessage],
    caplog: pytest.LogCaptureFixture,
    kind: str,
) -> None:
    with app.app_context():
        shut = accounts.find(ADA)
        assert shut
        accounts.deactivate(shut)
        db.session.commit()
    post(kind, what="the password")
    assert (deliver(), sent, mails(), told(caplog)) == (0, [], [], [])


def test_a_link_that_died_before_it_was_sent_is_not(
    app: Flask,
    post: Callable[..., Mail],
    mails: Callable[[], list[Mail]],
    deliver: Callable[[], int],
    sent: list[EmailMessage],
) -> None:
    post()
    post("notice", what="the password")
    with app.app_context():
        user = accounts.find(ADA)
        assert user
        accounts.change_password(user, "staple of many colours")
        db.session.commit()
    assert (deliver(), mails()) == (1, [])
    assert [message["Subject"] for message in sent] == ["Something has changed"]


def test_a_kind_that_only_a_newer_server_knows_is_left_to_it(  # noqa: PLR0913, PLR0917 -- fixtures
    post: Callable[..., Mail],
    mails: Callable[[], list[Mail]],
    turn_back: Callable[..., None],
    deliver: Callable[[], int],
    sent: list[EmailMessage],
    caplog: pytest.LogCaptureFixture,
) -> None:
    for email in (ADA, NOBODY):
        post("newer", email)
    assert (deliver(), sent, told(caplog)) == (0, [], [])
    assert [(mail.recipient, mail.tries, mail.sent_at) for mail in mails()] == [(ADA, 1, None), (NOBODY, 1, None)]
    turn_back(due_at=NOW)
    assert (deliver(), len(mails())) == (0, 2)


def test_what_could_not_be_sent_stays_and_is_one_warning(
    post: Callable[..., Mail],
    mails: Callable[[], list[Mail]],
    deliver: Callable[[], int],
    refused: list[EmailMessage],
    caplog: pytest.LogCaptureFixture,
) -> None:
    posted = post()
    assert (deliver(), len(refused)) == (0, 1)
    assert [mail.nonce for mail in mails()] == [posted.nonce]
    assert told(caplog) == [
        (logging.WARNING, messages.MAIL_LATE % (posted.id, ConnectionRefusedError(111, "nobody is there")))
    ]


def test_one_that_cannot_be_sent_holds_nobody_else_up(
    post: Callable[..., Mail],
    add_user: Callable[..., int],
    deliver: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add_user(GRACE)
    taken: list[EmailMessage] = []

    def choosy(message: EmailMessage) -> None:
        if message["To"] == ADA:
            raise TimeoutError
        taken.append(message)

    monkeypatch.setattr("app.mail.transport.send", choosy)
    post("door", ADA)
    post("door", GRACE)
    assert (deliver(), recipients(taken)) == (1, [GRACE])


def test_one_that_cannot_be_written_is_told_stays_and_holds_nobody_else_up(  # noqa: PLR0913, PLR0917 -- fixtures
    post: Callable[..., Mail],
    add_user: Callable[..., int],
    mails: Callable[[], list[Mail]],
    deliver: Callable[[], int],
    sent: list[EmailMessage],
    caplog: pytest.LogCaptureFixture,
) -> None:
    add_user(GRACE)
    broken = post("notice", ADA)  # the letter asks for a fact that it does not have
    post("notice", GRACE, what="the password")
    assert (deliver(), recipients(sent)) == (1, [GRACE])
    assert [(mail.id, mail.tries, mail.sent_at) for mail in mails()] == [(broken.id, 1, None)]
    assert told(caplog) == [(logging.ERROR, messages.MAIL_BROKEN % broken.id)]
    assert caplog.records[-1].exc_info


def test_of_those_that_are_due_at_the_same_moment_the_first_is_sent_first(
    post: Callable[..., Mail],
    add_user: Callable[..., int],
    turn_back: Callable[..., None],
    deliver: Callable[[], int],
    sent: list[EmailMessage],
) -> None:
    add_user(GRACE)
    for email in (GRACE, ADA):
        post("notice", email, what="the password")
    turn_back(due_at=NOW)
    assert (deliver(), recipients(sent)) == (2, [GRACE, ADA])


def test_each_pause_is_twice_as_long_and_none_is_longer_than_two_hours(
    post: Callable[..., Mail],
    mails: Callable[[], list[Mail]],
    turn_back: Callable[..., None],
    deliver: Callable[[], int],
    refused: list[EmailMessage],
) -> None:
    post("notice", what="the password")
    pauses = []
    for tries in range(1, 15):
        turn_back(due_at=NOW)
        deliver()
        (mail,) = mails()
        assert (mail.tries, len(refused)) == (tries, tries)
        pauses.append(round((mail.due_at - datetime.now(UTC)) / MINUTE))
    assert pauses == [1, 2, 4, 8, 16, 32, 64] + [120] * 7


@pytest.mark.parametrize(("timeout", "seconds"), [(10, 60), (60, 360), (9, 60), (11, 66)])
def test_a_pause_is_longer_than_a_try_may_take(app: Flask, timeout: int, seconds: int) -> None:
    app.config["MAIL_TIMEOUT"] = timeout
    with app.app_context():
        assert delivery.pause_after(0) == timedelta(seconds=seconds)
        assert delivery.pause_after(0) > timedelta(seconds=transport.ANSWERS * timeout)


def test_after_a_day_a_mail_is_given_up_and_the_log_says_so_once(  # noqa: PLR0913, PLR0917 -- fixtures
    post: Callable[..., Mail],
    mails: Callable[[], list[Mail]],
    turn_back: Callable[..., None],
    deliver: Callable[[], int],
    refused: list[EmailMessage],
    caplog: pytest.LogCaptureFixture,
) -> None:
    mail = post("notice", what="the password")
    for age in (NOW, DAY - MINUTE):
        turn_back(created_at=age, due_at=NOW)
        deliver()
    caplog.clear()
    turn_back(created_at=DAY + MINUTE, due_at=NOW)
    assert (deliver(), mails(), len(refused)) == (0, [], 2)
    assert told(caplog) == [(logging.ERROR, messages.MAIL_GIVEN_UP % (mail.id, 2))]


def test_a_link_that_ran_out_while_it_was_tried_is_given_up_and_told(  # noqa: PLR0913, PLR0917 -- fixtures
    app: Flask,
    post: Callable[..., Mail],
    mails: Callable[[], list[Mail]],
    turn_back: Callable[..., None],
    deliver: Callable[[], int],
    caplog: pytest.LogCaptureFixture,
) -> None:
    mail = post()
    with app.app_context():
        db.session.execute(db.update(Mail).values(tries=3))
        db.session.commit()
    turn_back(created_at=31 * MINUTE)
    assert (deliver(), mails()) == (0, [])
    assert told(caplog) == [(logging.ERROR, messages.MAIL_GIVEN_UP % (mail.id, 3))]


def test_a_kind_that_nobody_knows_is_given_up_as_well(
    post: Callable[..., Mail],
    mails: Callable[[], list[Mail]],
    turn_back: Callable[..., None],
    deliver: Callable[[], int],
    caplog: pytest.LogCaptureFixture,
) -> None:
    post("newer")
    turn_back(created_at=DAY + MINUTE)
    assert (deliver(), mails()) == (0, [])
    assert [level for level, _sentence in told(caplog)] == [logging.ERROR]


def test_a_mail_that_is_leased_is_nobody_elses(app: Flask, post: Callable[..., Mail]) -> None:
    posted = post()
    with app.app_context():
        mail = delivery.lease()
        assert mail
        assert (mail.id, mail.tries) == (posted.id, 1)
        assert delivery.lease() is None
        assert not db.session().in_transaction()
    with app.app_context():
        assert delivery.lease() is None


def test_a_mail_that_has_waited_for_hours_is_leased_from_now_on(
    app: Flask, post: Callable[..., Mail], turn_back: Callable[..., None]
) -> None:
    """As where nobody has delivered for a while: others would else send it while this one does."""
    post()
    turn_back(due_at=5 * 60 * MINUTE)
    with app.app_context():
        assert [bool(delivery.lease()) for _ in range(2)] == [True, False]


def test_whoever_is_beaten_to_a_mail_takes_the_next(
    app: Flask, post: Callable[..., Mail], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = post(), post()
    real, beaten = delivery.pause_after, []

    def overtaken(tries: int) -> timedelta:
        """Somebody else leases the first mail between this one's look and its UPDATE."""
        if not beaten:
            beaten.append(first.id)
            with ThreadPoolExecutor(1) as other:
                other.submit(execute, app, first.id).result()
        return real(tries)

    monkeypatch.setattr("app.mail.delivery.pause_after", overtaken)
    with app.app_context():
        mail = delivery.lease()
        assert mail
        assert mail.id == second.id
        assert delivery.lease() is None


def execute(app: Flask, mail_id: int) -> None:
    """Lease the mail of this id, as somebody else would."""
    with app.app_context():
        values = {"tries": Mail.tries + 1, "due_at": datetime.now(UTC) + MINUTE}
        db.session.execute(db.update(Mail).where(Mail.id == mail_id).values(values))
        db.session.commit()


def test_of_many_who_deliver_at_once_each_mail_is_sent_by_one(
    app: Flask, post: Callable[..., Mail], deliver: Callable[[], int], sent: list[EmailMessage]
) -> None:
    for _ in range(12):
        post("notice", what="the password")
    gate = threading.Barrier(4)

    def delivered() -> int:
        gate.wait()
        return deliver()

    with ThreadPoolExecutor(4) as pool:
        counts = [task.result() for task in [pool.submit(delivered) for _ in range(4)]]
    assert (sum(counts), len(sent)) == (12, 12)
    assert len({message["Message-ID"] for message in sent}) == 12
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("kind", ["door", "notice"])
def test_no_transaction_waits_for_the_mail_server(
    post: Callable[..., Mail], deliver: Callable[[], int], monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    held: list[tuple[bool, int]] = []

    def send(_message: EmailMessage) -> None:
        pool = db.engine.pool
        held.append((db.session().in_transaction(), pool.checkedout()))  # type: ignore[attr-defined]

    monkeypatch.setattr("app.mail.transport.send", send)
    post(kind, what="the password")
    assert deliver() == 1
    assert held == [(False, 0)]


@pytest.mark.parametrize("kind", ["door", "notice"])
def test_a_mail_that_was_taken_and_not_noted_is_sent_again_and_is_the_same(  # noqa: PLR0913, PLR0917 -- fixtures
    post: Callable[..., Mail],
    mails: Callable[[], list[Mail]],
    turn_back: Callable[..., None],
    deliver: Callable[[], int],
    sent: list[EmailMessage],
    kind: str,
) -> None:
    """As where the process is killed between the server's answer and its own note of it."""
    post(kind, what="the password")
    with pytest.MonkeyPatch.context() as patch:
        for note in ("keep", "drop"):
            patch.setattr(f"app.mail.delivery.{note}", killed)
        with pytest.raises(KeyboardInterrupt):
            deliver()
    assert (len(sent), len(mails()), deliver()) == (1, 1, 0)
    turn_back(due_at=NOW)
    assert deliver() == 1
    first, second = sent
    assert first["Message-ID"] == second["Message-ID"]
    assert first.get_body(("plain",)).get_content() == second.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def killed(_mail: Mail) -> None:
    """End as a process does that is told to."""
    raise KeyboardInterrupt


def test_a_mail_that_is_replaced_while_it_is_sent_stays_replaced(
    app: Flask,
    post: Callable[..., Mail],
    mails: Callable[[], list[Mail]],
    deliver: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, sent = post(), []

    def replace() -> None:
        with app.app_context():
            outbox.replace("door", ADA, accounts.find(ADA))
            db.session.commit()

    def send(message: EmailMessage) -> None:
        sent.append(message)
        if len(sent) == 1:
            with ThreadPoolExecutor(1) as other:
                other.submit(replace).result()

    monkeypatch.setattr("app.mail.transport.send", send)
    assert deliver() == 2
    (mail,) = mails()
    assert mail.nonce != first.nonce
    assert mail.sent_at


def test_delivering_goes_on_for_as_long_as_it_is_wanted(
    app: Flask, post: Callable[..., Mail], mails: Callable[[], list[Mail]], sent: list[EmailMessage]
) -> None:
    for _ in range(3):
        post("notice", what="the password")
    wanted = iter([True, True, False])
    with app.app_context():
        assert delivery.deliver(lambda: next(wanted)) == 2
    assert (len(sent), len(mails())) == (2, 1)


@pytest.mark.usefixtures("anywhere")
def test_what_is_due_is_so_in_every_time_zone(
    post: Callable[..., Mail], turn_back: Callable[..., None], deliver: Callable[[], int], sent: list[EmailMessage]
) -> None:
    post()
    turn_back(due_at=-MINUTE)
    assert deliver() == 0
    turn_back(due_at=NOW)
    assert (deliver(), len(sent)) == (1, 1)
