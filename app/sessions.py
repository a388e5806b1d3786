"""The life of a login: start, load, renew, end.

What changes something here is a part of an act: it writes, and leaves it to the view or the command to commit.
"""

import hashlib
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta

from flask import current_app, request, session
from flask_login import current_user, login_user, logout_user
from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, or_

from app import devices, seen, signals
from app.extensions import db
from app.models import LoginSession, Overtaken, User, hold, utc_now

#: The order of login sessions; of two that were seen at the same moment, the younger comes first.
SEEN_LAST_FIRST = LoginSession.seen_at.desc(), LoginSession.id.desc()

#: How many rows are purged in one transaction.
BATCH = 250


def ago(unit: str, setting: str) -> BindParameter[datetime]:
    """The moment as many ``unit`` ago as ``setting`` says, in SQL that is built once: each execution asks anew."""
    return bindparam(None, callable_=lambda: utc_now() - timedelta(**{unit: current_app.config[setting]}), unique=True)


#: That a login session's time is not over: activity extends the idle limit, never the other.
IS_ALIVE = or_(
    and_(LoginSession.is_remembered, LoginSession.created_at > ago("days", "LOGIN_REMEMBERED_DAYS")),
    and_(
        ~LoginSession.is_remembered,
        LoginSession.created_at > ago("hours", "LOGIN_HOURS"),
        LoginSession.seen_at > ago("minutes", "LOGIN_IDLE_MINUTES"),
    ),
)
#: The login session that lets its browser in. It is asked for at every page: building it anew would double the cost.
BY_TOKEN = (
    db.select(User, LoginSession)
    .join(LoginSession, LoginSession.user_id == User.id)
    .where(
        LoginSession.token_hash == bindparam("token_hash"),
        LoginSession.credentials_version == User.credentials_version,
        User.is_active,
        IS_ALIVE,
    )
)


def start(user: User, *, remember: bool = False) -> None:
    """Log ``user`` in on this browser: a new login session, and a cookie that holds its token.

    With ``remember`` the cookie outlives the browser, and the login session has no idle limit.
    """
    hold(user)  # of two logins at the same moment, the second counts the first
    # Whatever was put into this browser's session before login is not the member's (session fixation). One thing
    # stays for the same person: the CSRF token, so that forms left open in other tabs still go through.
    csrf_token = session.get("csrf_token") if take_earlier_login() == user.id else None
    session.clear()
    if csrf_token:
        session["csrf_token"] = csrf_token
    session.permanent = remember

    token = new_token()
    browser, system = devices.recognise(request.user_agent.string)
    login = LoginSession(token_hash=digest(token), user_id=user.id, is_remembered=remember)
    login.browser, login.system, login.credentials_version = browser, system, user.credentials_version
    db.session.add(login)
    db.session.flush()
    make_room(user, login)
    carry(user, login, token)
    login_user(user)
    # Flask-Login leaves a hash of address and browser here. Nothing of ours reads it, and the cookie can be read.
    session.pop("_id")


def load_user(token: object) -> User | None:
    """The user of this request, whose login session has ``token``: one query. None, never an exception, if none."""
    found = db.session.execute(BY_TOKEN, {"token_hash": digest(token)}).first()
    if found is None:
        return None
    user, login = found
    seen.note(login)
    return carry(user, login, str(token))


def renew(user: User) -> None:
    """Note that ``user`` has just given the password on this browser, and give its login a new token (ASVS 7.2.4).

    Every earlier copy of the cookie is a visitor's from then on. Raises Overtaken if the login has ended meanwhile, or
    the password was changed.
    """
    token, version = new_token(), user.credentials_version
    mine = LoginSession.id == user.login.id, LoginSession.credentials_version == user.login.credentials_version
    values = {"token_hash": digest(token), "proven_at": utc_now(), "credentials_version": version}
    renewed = db.session.scalar(db.update(LoginSession).where(*mine).values(values).returning(LoginSession.id))
    if renewed is None:
        raise Overtaken(user.email)
    carry(user, user.login, token)
    session["_user_id"] = token


def is_proven(user: User) -> bool:
    """Whether ``user`` gave the password on this browser in the last ``LOGIN_RECENT_MINUTES``."""
    return utc_now() - user.login.proven_at < timedelta(minutes=current_app.config["LOGIN_RECENT_MINUTES"])


def is_over() -> bool:
    """Whether this browser comes with a login that is over, or whose token is no longer its own."""
    return "_user_id" in session and not current_user.is_authenticated


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


def purge() -> Iterator[tuple[int, int]]:
    """Delete the login sessions whose time is over, whoever's they are. None of them was valid.

    Gives, for some ``BATCH`` of them at a time, the last id that was looked at and how many were deleted: to be
    committed before the next, so that no other writer waits for long.
    """
    by_id, looked_at = db.select(LoginSession.id).order_by(LoginSession.id).limit(BATCH), 0
    while ids := db.session.scalars(by_id.where(LoginSession.id > looked_at)).all():
        looked_at = ids[-1]
        yield looked_at, delete_where(LoginSession.id.between(ids[0], looked_at), ~IS_ALIVE)


def last_id() -> int:
    """The highest id of a login session, alive or not; 0 where there is none."""
    return db.session.scalar(db.select(db.func.max(LoginSession.id))) or 0


def of(user: User) -> list[LoginSession]:
    """The login sessions of ``user`` that are alive, the one seen last first."""
    return list(db.session.scalars(db.select(LoginSession).where(*are_live(user)).order_by(*SEEN_LAST_FIRST)))


def forget() -> None:
    """Empty this browser's session. The row is another matter: ``end`` deletes it."""
    logout_user()
    session.clear()


def are_live(user: User) -> tuple[ColumnElement[bool], ...]:
    """The SQL conditions that a login session is one of ``user``'s, and would let its browser in."""
    return LoginSession.user_id == user.id, LoginSession.credentials_version == user.credentials_version, IS_ALIVE


def make_room(user: User, login: LoginSession) -> None:
    """End the logins of ``user`` that were seen longest ago, where there are more than ``LOGINS_PER_MEMBER``.

    ``login``, which has just begun, stays: others may have been seen in what is still to come, by another clock.
    """
    order = LoginSession.id != login.id, *SEEN_LAST_FIRST
    kept = db.select(LoginSession.id).where(*are_live(user)).order_by(*order)
    delete_where(*are_live(user), LoginSession.id.not_in(kept.limit(current_app.config["LOGINS_PER_MEMBER"])))


def end_where(user: User, condition: ColumnElement[bool]) -> int:
    """Delete the login sessions of ``user`` that meet ``condition``, and tell how many."""
    hold(user)
    ended = delete_where(LoginSession.user_id == user.id, condition)
    signals.sessions_ended.send(user=user, count=ended)
    return ended


def delete_where(*conditions: ColumnElement[bool]) -> int:
    """Delete the login sessions that meet every one of ``conditions``, and tell how many."""
    return len(db.session.scalars(db.delete(LoginSession).where(*conditions).returning(LoginSession.id)).all())


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


def new_token() -> str:
    """256 random bits, as text; ASVS 7.2.3 asks for 128."""
    return secrets.token_urlsafe(32)


def digest(token: object) -> bytes:
    """SHA-256 of ``token``: 32 bytes. A stolen database holds no token that would log anyone in."""
    return hashlib.sha256(str(token).encode(errors="replace")).digest()
