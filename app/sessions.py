"""The life of a login: start, load, end."""

import hashlib
import secrets

from flask import session
from flask_login import current_user, login_user, logout_user
from sqlalchemy.orm import joinedload

from app.extensions import db
from app.models import LoginSession, User


def start(user: User) -> None:
    """Log ``user`` in on this browser: a new login session, and a cookie that holds its token."""
    # Whatever was put into this browser's session before login is not the member's (session fixation).
    session.clear()
    user.session_token = secrets.token_urlsafe(32)  # 256 bits; ASVS 7.2.3 asks for 128
    db.session.add(LoginSession(token_hash=digest(user.session_token), user=user))
    db.session.commit()
    login_user(user)
    # Flask-Login leaves a hash of address and browser here. Nothing of ours reads it, and the cookie can be read.
    session.pop("_id")


def load_user(token: object) -> User | None:
    """Give the user whose login session has ``token``: one query. None, never an exception, if there is none."""
    login: LoginSession | None = db.session.scalar(
        db.select(LoginSession)
        .where(LoginSession.token_hash == digest(token))
        .options(joinedload(LoginSession.user, innerjoin=True))
    )
    if login is None:
        return None
    login.user.session_token = str(token)
    return login.user


def end() -> None:
    """Log the current user out: the row goes, so that a copied cookie is worthless from now on (ASVS 7.4.1)."""
    db.session.execute(db.delete(LoginSession).where(LoginSession.token_hash == digest(current_user.get_id())))
    db.session.commit()
    logout_user()
    session.clear()


def digest(token: object) -> bytes:
    """SHA-256 of ``token``: 32 bytes. A stolen database holds no token that would log anyone in."""
    return hashlib.sha256(str(token).encode(errors="replace")).digest()
