"""Accounts: registering, proving who one is, and leaving. Knows nothing of requests, cookies or pages.

What changes something here is a part of an act: it writes, and leaves it to the view or the command to commit.
"""

import unicodedata
from contextlib import suppress

from email_validator import EmailNotValidError, validate_email
from flask import current_app
from sqlalchemy import ColumnElement
from sqlalchemy.exc import IntegrityError
from werkzeug.security import check_password_hash, generate_password_hash

from app import signals
from app.extensions import db
from app.models import Overtaken, User


class EmailTaken(Exception):
    """Another account has this email address."""


def register(email: str, password: str) -> User:
    """Store a new account and give its user. Raises EmailTaken.

    The UNIQUE constraint decides, not a query beforehand: of two requests at the same moment, one wins. As
    ``authenticate``, it begins an act, and holds nothing while it hashes.
    """
    db.session.close()
    user = User(email=normalise_email(email), password_hash=hash_password(password))
    db.session.add(user)
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        raise EmailTaken(email) from None
    signals.registered.send(user=user)
    return user


def authenticate(email: str, password: str) -> User | None:
    """Give the user whose email and password these are, or None.

    Judges by exactly one hash either way: a faster answer for an unknown email would tell who has an account. Another
    renews one that is outdated, after it was right. It begins an act: what was not committed before it is lost.
    """
    user = find(email)
    # A hash takes its time, and no transaction or connection is to wait for it. The user stays as read here, so that
    # whoever has changed the password meanwhile is not overlooked.
    db.session.close()
    checked = user.password_hash if user else unmatchable_hash()
    matches = check_password_hash(checked, normalise_password(password))
    if user is None or not matches or not user.is_active:
        signals.login_failed.send(email=email)
        return None
    if is_outdated(checked):
        renewed = hash_password(password)
        # Only in its place: a password that was changed meanwhile is not to be undone.
        write(user, User.password_hash == checked, password_hash=renewed)
    return user


def find(email: str) -> User | None:
    """Give the user who has ``email``, in whatever spelling, or None."""
    user: User | None = db.session.scalar(db.select(User).where(User.email == normalise_email(email)))
    return user


def change_password(user: User, password: str) -> None:
    """Store a new password, and so end every login that was started with the one before, also one just under way.

    Whether the current one was given is for the caller. Raises Overtaken if the credentials have changed meanwhile. As
    ``authenticate``, it begins an act, and holds nothing while it hashes: not even the old one's hash, made anew.
    """
    db.session.close()
    change_credentials(user, password_hash=hash_password(password))
    signals.password_changed.send(user=user)


def change_email(user: User, email: str) -> None:
    """Give ``user`` another address, and so end every login and every link, as a new password does.

    Whether they have that mailbox is for the caller to know. Raises EmailTaken, and then the act is undone: the UNIQUE
    constraint decides, as in ``register``. Raises Overtaken if the credentials have changed meanwhile.
    """
    try:
        change_credentials(user, email=normalise_email(email))
    except IntegrityError:
        db.session.rollback()
        raise EmailTaken(email) from None
    signals.email_changed.send(user=user)


def delete(user: User) -> None:
    """Delete the account, and with it its login sessions and whatever else hangs on it.

    Raises Overtaken if the credentials have changed meanwhile: the ones before prove nothing more.
    """
    mine = User.id == user.id, User.credentials_version == user.credentials_version
    if db.session.scalar(db.delete(User).where(*mine).returning(User.id)) is None:
        raise Overtaken(user.email)
    signals.account_deleted.send(user=user)


def deactivate(user: User) -> None:
    """Shut the account: from now on it can neither log in nor stay logged in. Nothing of it is deleted."""
    change_credentials(user, is_active=False)
    signals.account_deactivated.send(user=user)


def activate(user: User) -> None:
    """Open an account that was shut: its member may log in again. Logins from before stay ended."""
    change_credentials(user, is_active=True)
    signals.account_activated.send(user=user)


def change_credentials(user: User, **values: str | bool) -> None:
    """Write ``values`` into the row of ``user``, and count the change. Raises Overtaken if there was another."""
    version = user.credentials_version + 1
    if not write(user, User.credentials_version == user.credentials_version, credentials_version=version, **values):
        raise Overtaken(user.email)
    user.credentials_version = version


def write(user: User, condition: ColumnElement[bool], **values: str | bool | int) -> bool:
    """Write ``values`` into the row of ``user`` if it is there and meets ``condition``, and tell whether it was."""
    mine = db.update(User).where(User.id == user.id, condition).values(values)
    return bool(db.session.scalar(mine.returning(User.id)))


def normalise_email(email: str) -> str:
    """The one spelling of an email address, or of any other text, that is stored and looked up. Never raises.

    The domain is in the letters that it stands for (UTS 46): browsers send it as "xn--…", other programs as typed. What
    comes before the "@" is NFC and in lower case, and no more alike than that: NFKC would give one account to two
    mailboxes, and the owner of either could take it from the other.
    """
    spelling = email.strip()
    with suppress(EmailNotValidError):
        spelling = validate_email(spelling, check_deliverability=False).normalized
    return unicodedata.normalize("NFC", spelling.lower())


def normalise_password(password: str) -> str:
    """The same characters in one Unicode spelling (NFC): keyboards differ in how they send "é". Never trimmed."""
    return unicodedata.normalize("NFC", password)


def hash_password(password: str) -> str:
    """The salted hash to store for ``password``, as costly as ``PASSWORD_HASH_METHOD`` says."""
    return generate_password_hash(normalise_password(password), current_app.config["PASSWORD_HASH_METHOD"])


def is_outdated(password_hash: str) -> bool:
    """Whether a hash was made with other parameters than ``PASSWORD_HASH_METHOD`` has now."""
    return not password_hash.startswith(f"{current_app.config['PASSWORD_HASH_METHOD']}$")


def unmatchable_hash() -> str:
    """A stored hash that no password matches and that costs as much to check as a real one."""
    return f"{current_app.config['PASSWORD_HASH_METHOD']}$salt$"
