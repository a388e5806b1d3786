"""Accounts: registering, proving who one is, and leaving. Knows nothing of requests, cookies or pages."""

import unicodedata
from contextlib import suppress

from email_validator import EmailNotValidError, validate_email
from flask import current_app
from sqlalchemy.exc import IntegrityError
from werkzeug.security import check_password_hash, generate_password_hash

from app import signals
from app.extensions import db
from app.models import User


class EmailTaken(Exception):
    """Another account has this email address."""


def register(email: str, password: str) -> User:
    """Store a new account and give its user. Raises EmailTaken.

    The UNIQUE constraint decides, not a query beforehand: of two requests at the same moment, one wins.
    """
    user = User(email=normalise_email(email), password_hash=hash_password(password))
    db.session.add(user)
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        raise EmailTaken(email) from None
    signals.registered.send(user=user)
    return user


def authenticate(email: str, password: str) -> User | None:
    """Give the user whose email and password these are, or None.

    Runs exactly one hash either way: a faster answer for an unknown email would tell who has an account.
    """
    user = find(email)
    stored = user.password_hash if user else unmatchable_hash()
    matches = check_password_hash(stored, normalise_password(password))
    if user is None or not matches or not user.is_active:
        signals.login_failed.send(email=email)
        return None
    if is_outdated(user.password_hash):
        store(user, password_hash=hash_password(password))
    return user


def find(email: str) -> User | None:
    """Give the user who has ``email``, in whatever spelling, or None."""
    user: User | None = db.session.scalar(db.select(User).where(User.email == normalise_email(email)))
    return user


def change_password(user: User, password: str) -> None:
    """Store a new password. Whether the current one was given, and what becomes of logins, is for the caller."""
    store(user, password_hash=hash_password(password))
    signals.password_changed.send(user=user)


def delete(user: User) -> None:
    """Delete the account, and with it its login sessions and the products that its member added."""
    db.session.execute(db.delete(User).where(User.id == user.id))
    db.session.commit()
    signals.account_deleted.send(user=user)


def deactivate(user: User) -> None:
    """Shut the account: from now on it can neither log in nor stay logged in. Nothing of it is deleted."""
    store(user, is_active=False)
    signals.account_deactivated.send(user=user)


def store(user: User, **values: str | bool) -> None:
    """Write ``values`` into the row of ``user``. If it was deleted at this very moment, it stays deleted."""
    db.session.execute(db.update(User).where(User.id == user.id).values(values))
    db.session.commit()


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
