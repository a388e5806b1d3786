"""Delivery: the mails that are due are leased, written, signed and sent, by as many processes as there are.

A mail is sent at least once: twice only where the process died after the server had taken it. Whoever asked for it has
been answered long before: no page waits for a mail server, and none tells what it said.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from threading import Thread
from typing import Any

from flask import Flask, current_app, has_request_context, request
from sqlalchemy import event

from app.extensions import db
from app.mail import letters, links, messages, transport
from app.mail.letters import Letter
from app.mail.models import Mail
from app.mail.outbox import POSTED
from app.models import User, utc_now

#: What a mail that could not be sent waits: a minute, and then twice as long each time.
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=2)
GIVE_UP = timedelta(days=1)


def init_app(app: Flask) -> None:
    """On a development server, deliver what is committed at once: no other process is there to do it."""
    if app.debug:
        app.extensions["deliver_soon"] = deliver_soon


def deliver(goes_on: Callable[[], bool] = lambda: True) -> int:
    """Send what is due, as long as ``goes_on`` says so, and tell how many were sent."""
    sent = 0
    while goes_on() and (mail := lease()):
        sent += handle(mail)
    return sent


def lease() -> Mail | None:
    """Give a mail that is due, and nobody else until its next try is: one conditional UPDATE decides who has it."""
    while True:
        due = db.select(Mail).where(Mail.due_at <= utc_now()).order_by(Mail.due_at, Mail.id).limit(1)
        mail: Mail | None = db.session.scalar(due)
        if mail is None:
            db.session.rollback()
            return None
        pause = pause_after(mail.tries)
        mine = Mail.id == mail.id, Mail.tries == mail.tries, Mail.due_at <= utc_now()
        values = {"tries": mail.tries + 1, "due_at": utc_now() + pause}
        db.session.expunge(mail)
        leased = db.session.scalar(db.update(Mail).where(*mine).values(values).returning(Mail.id))
        db.session.commit()
        if leased:
            mail.tries += 1
            return mail


def pause_after(tries: int) -> timedelta:
    """How long nobody looks at a mail that is now tried, after so many ``tries``: longer than a try may take."""
    longest_try = timedelta(seconds=2 * transport.ANSWERS * current_app.config["MAIL_TIMEOUT"])
    usual: timedelta = FIRST_PAUSE * 2 ** min(tries, 10)
    return max(longest_try, min(usual, LONGEST_PAUSE))


def handle(mail: Mail) -> bool:
    """Send ``mail``, or throw it away where there is nothing more to be done, and tell whether it was sent."""
    letter = letters.find(mail.kind)
    too_old = utc_now() - mail.created_at > GIVE_UP
    runs_out = letter is not None and bool(letter.button) and not links.is_good(mail)
    if mail.sent_at or too_old or runs_out or not is_wanted(mail, letter):
        if not mail.sent_at and (too_old or mail.tries > 1):
            current_app.logger.error(messages.MAIL_GIVEN_UP, mail.id, mail.tries - 1)
        drop(mail)
        return False
    db.session.rollback()  # no transaction is held while the mail server takes its time
    if letter is None:  # a newer server's: one of its own will send it
        return False
    try:
        transport.send(letters.write(mail, letter, links.token(mail)))
    except OSError as error:
        current_app.logger.warning(messages.MAIL_LATE, mail.id, error)
        return False
    except Exception:  # a mail that cannot be written is not to keep the others
        current_app.logger.exception(messages.MAIL_BROKEN, mail.id)
        return False
    if letter.button:
        keep(mail)
    else:
        drop(mail)
    return True


def is_wanted(mail: Mail, letter: Letter | None) -> bool:
    """Whether ``mail`` has somebody to go to: nobody hears from an account that is not there, or that is shut."""
    if mail.user_id is None:
        return letter is None or not letter.needs_account
    return bool(db.session.scalar(db.select(User.is_active).where(User.id == mail.user_id)))


def keep(mail: Mail) -> None:
    """Note that ``mail`` was sent. Its row stays, for its link names it, until the link's time is over."""
    over = mail.created_at + timedelta(minutes=current_app.config["LINK_MINUTES"])
    db.session.execute(db.update(Mail).where(Mail.id == mail.id).values(sent_at=utc_now(), due_at=over))
    db.session.commit()


def drop(mail: Mail) -> None:
    """Delete ``mail``."""
    db.session.execute(db.delete(Mail).where(Mail.id == mail.id))
    db.session.commit()


def deliver_soon() -> None:
    """Deliver in a thread, with links that lead to where this request came to: on a development server only."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 -- as Flask says to do for threads
    base_url = request.host_url if has_request_context() else None
    context = app.test_request_context(base_url=base_url) if base_url else app.app_context()
    Thread(target=deliver_within, args=(context,), daemon=True).start()


def deliver_within(context: AbstractContextManager[Any]) -> None:
    """Deliver what is due, in ``context``."""
    with context:
        deliver()


@event.listens_for(db.session, "after_commit")
def note_commit(session: Any) -> None:
    """Have mails that were just committed delivered, where this process does that."""
    if session.info.pop(POSTED, False) and (deliver_soon := current_app.extensions.get("deliver_soon")):
        deliver_soon()


@event.listens_for(db.session, "after_rollback")
def note_rollback(session: Any) -> None:
    """Forget mails of an act that has not happened."""
    session.info.pop(POSTED, None)
