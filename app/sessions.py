"""The life of a login: start, load, prove, end."""

import hashlib
import secrets
from datetime import datetime, timedelta

from flask import current_app, request, session
from flask_login import login_user, logout_user
from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import contains_eager

from app import signals
from app.extensions import db
from app.models import LoginSession, User, utc_now

#: How often a login session's ``seen_at`` is written at most, so that reading a page stays a read.
SEEN_EVERY = timedelta(minutes=1)


def start(user: User, *, remember: bool = False) -> None:
    """Log ``user`` in on this browser: a new login session, and a cookie that holds its token.

    With ``remember`` the cookie outlives the browser, and the login session has no idle limit.
    """
    # Whatever was put into this browser's session before login is not the member's (session fixation). One thing
    # stays for the same person: the CSRF token, so that forms left open in other tabs still go through.
    csrf_token = session.get("csrf_token") if take_earlier_login() == user.id else None
    session.clear()
    if csrf_token:
        session["csrf_token"] = csrf_token
    session.permanent = remember

    token = secrets.token_urlsafe(32)  # 256 bits; ASVS 7.2.3 asks for 128
    agent = request.user_agent.string[:256]
    login = LoginSession(token_hash=digest(token), user=user, is_remembered=remember, user_agent=agent)
    db.session.add(login)
    db.session.commit()
    carry(user, login, token)
    login_user(user)
    # Flask-Login leaves a hash of address and browser here. Nothing of ours reads it, and the cookie can be read.
    session.pop("_id")


def load_user(token: object) -> User | None:
    """Give the user whose login session has ``token``: one query. None, never an exception, if there is none."""
    login: LoginSession | None = db.session.scalar(
        db.select(LoginSession)
        .join(LoginSession.user)
        .where(LoginSession.token_hash == digest(token), is_alive(), User.is_active)
        .options(contains_eager(LoginSession.user))
    )
    if login is None:
        return None
    if utc_now() - login.seen_at > SEEN_EVERY:
        note(login, seen_at=utc_now())
    return carry(login.user, login, str(token))


def prove(user: User) -> None:
    """Note that ``user`` has just given the password on this browser."""
    note(user.login, proven_at=utc_now())


def is_proven(user: User) -> bool:
    """Whether ``user`` gave the password on this browser in the last ``LOGIN_RECENT_MINUTES``."""
    return utc_now() - user.login.proven_at < timedelta(minutes=current_app.config["LOGIN_RECENT_MINUTES"])


def end(user: User) -> None:
    """Log ``user`` out here: the row goes, so that a copied cookie is worthless from now on (ASVS 7.4.1)."""
    end_where(user, LoginSession.id == user.login.id)
    forget()


def end_one(user: User, login_id: int) -> bool:
    """End the login session ``login_id`` if it is one of ``user``'s, and tell whether it was."""
    return end_where(user, LoginSession.id == login_id) == 1


def end_others(user: User) -> int:
    """End every login session of ``user`` but the one that this request came with, and tell how many."""
    return end_where(user, LoginSession.id != user.login.id)


def end_all(user: User) -> int:
    """End every login session of ``user``, and tell how many."""
    return end_where(user, db.true())


def purge() -> int:
    """Delete the login sessions whose time is over, whoever's they are, and tell how many. None of them was valid."""
    return delete_where(~is_alive())


def of(user: User) -> list[LoginSession]:
    """The login sessions of ``user`` that are alive, the one seen last first."""
    mine = db.select(LoginSession).where(LoginSession.user_id == user.id, is_alive())
    return list(db.session.scalars(mine.order_by(LoginSession.seen_at.desc())))


def forget() -> None:
    """Empty this browser's session. The row is another matter: ``end`` deletes it."""
    logout_user()
    session.clear()


def is_alive() -> ColumnElement[bool]:
    """The SQL condition that a login session's time is not over: activity extends the idle limit, never the other."""
    now, config = utc_now(), current_app.config
    return or_(
        and_(
            LoginSession.is_remembered,
            LoginSession.created_at > now - timedelta(days=config["LOGIN_REMEMBERED_DAYS"]),
        ),
        and_(
            ~LoginSession.is_remembered,
            LoginSession.created_at > now - timedelta(hours=config["LOGIN_HOURS"]),
            LoginSession.seen_at > now - timedelta(minutes=config["LOGIN_IDLE_MINUTES"]),
        ),
    )


def end_where(user: User, condition: ColumnElement[bool]) -> int:
    """Delete the login sessions of ``user`` that meet ``condition``, and tell how many."""
    ended = delete_where(LoginSession.user_id == user.id, condition)
    signals.sessions_ended.send(user=user, count=ended)
    return ended


def delete_where(*conditions: ColumnElement[bool]) -> int:
    """Delete the login sessions that meet every one of ``conditions``, and tell how many."""
    ended = db.session.scalars(db.delete(LoginSession).where(*conditions).returning(LoginSession.id)).all()
    db.session.commit()
    return len(ended)


def note(login: LoginSession, **moments: datetime) -> None:
    """Write ``moments`` into the row of ``login``. If it was ended at this very moment, it stays ended."""
    db.session.execute(db.update(LoginSession).where(LoginSession.id == login.id).values(moments))
    db.session.commit()


def take_earlier_login() -> int | None:
    """Delete the login session that this browser came with, over or not, and give the id of the user it was for."""
    earlier = LoginSession.token_hash == digest(session.get("_user_id"))
    owner: int | None = db.session.scalar(db.delete(LoginSession).where(earlier).returning(LoginSession.user_id))
    return owner


def carry(user: User, login: LoginSession, token: str) -> User:
    """Give ``user``, who from now on knows the login session of this request and its token."""
    login.token = token
    user.login = login
    return user


def digest(token: object) -> bytes:
    """SHA-256 of ``token``: 32 bytes. A stolen database holds no token that would log anyone in."""
    return hashlib.sha256(str(token).encode(errors="replace")).digest()
