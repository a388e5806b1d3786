"""Whose address is confirmed, and the mail that asks for it. What changes something here is a part of an act."""

from flask import session
from flask_login import current_user, user_logged_in

from app import audit
from app.confirmation.models import Confirmation
from app.extensions import db
from app.mail import outbox
from app.mail.models import Mail
from app.mail.signals import address_proven
from app.models import User
from app.signals import registered

KIND = "confirmation"
#: Where the browser's session keeps that its member's address is confirmed, so that no page has to ask for it.
MARK = "confirmed"


def is_confirmed(user: User) -> bool:
    """Whether the address of ``user`` is."""
    return db.session.get(Confirmation, user.id) is not None


def ask(user: User) -> None:
    """Mail a link to ``user`` that confirms the address."""
    outbox.replace(KIND, user.email, user)


def confirm(user: User) -> None:
    """Note that the address of ``user`` is theirs. No other link needs to be opened for it."""
    db.session.execute(db.delete(Mail).where(Mail.kind == KIND, Mail.user_id == user.id))
    db.session.merge(Confirmation(user_id=user.id))
    db.session.flush()
    audit.pending().append(audit.line("confirm", {"user": user}))
    if current_user.is_authenticated and current_user.id == user.id:
        session[MARK] = True


def is_asked_for() -> bool:
    """Whether whoever looks at this page is a member who has still to confirm the address."""
    return bool(current_user.is_authenticated) and MARK not in session and not is_confirmed(current_user)


@registered.connect
def ask_new_member(_sender: object, user: User) -> None:
    """Ask whoever has just registered, unless their address was asked so often that somebody may be flooding it.

    It is counted apart: what else was mailed there takes nothing from it.
    """
    if outbox.is_within("LIMIT_MAILS_PER_RECIPIENT", f"new {user.email}"):
        ask(user)


@address_proven.connect
def note_proof(_sender: object, user: User) -> None:
    """Believe any other link that was mailed to the address, too."""
    confirm(user)


@user_logged_in.connect
def note_login(_sender: object, user: User) -> None:
    """Keep for this login that the address is confirmed: it does not become unconfirmed."""
    if is_confirmed(user):
        session[MARK] = True
