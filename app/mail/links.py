"""Links that are mailed: each the signed name of a row, good once, and for ``LINK_MINUTES`` after it was asked for.

What can be opened must not be spent by opening it: programs that look through mails follow links as well. So a link
leads to a page with a form, and its use is that form.
"""

import hashlib
from collections.abc import Callable

from flask import current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, Signer
from sqlalchemy import ColumnElement, exists, or_
from sqlalchemy.orm import aliased

from app import config, guards, sessions
from app.extensions import db
from app.guards import P, View
from app.mail import letters, messages
from app.mail.models import Mail
from app.models import Overtaken, User

#: Where the browser's session keeps the link that it was opened with: in an address, it would be logged and handed on.
KEPT = "link"
Newer = aliased(Mail)
#: That a row's link is good: its time is not over, it is the newest, though others may have been asked for at the same
#: moment, and nothing that proves who its member is has changed since.
IS_GOOD: tuple[ColumnElement[bool], ...] = (
    Mail.created_at > sessions.ago("minutes", "LINK_MINUTES"),
    ~exists().where(Newer.kind == Mail.kind, Newer.user_id == Mail.user_id, Newer.id > Mail.id),
    or_(Mail.user_id.is_(None), db.and_(User.is_active, User.credentials_version == Mail.credentials_version)),
)
WITH_USER = db.select(Mail, User).outerjoin(User, User.id == Mail.user_id)


def token(mail: Mail) -> str:
    """What stands in the address of the link of ``mail``: its kind and its nonce, signed."""
    return signer().sign(f"{mail.kind}.{mail.nonce.hex()}").decode()


def read(text: object) -> tuple[str, bytes] | None:
    """The kind and the nonce that ``text`` names, or None where this server did not sign it."""
    try:
        kind, _dot, nonce = signer().unsign(str(text).encode(errors="replace")).decode().partition(".")
    except BadSignature:
        return None
    return kind, bytes.fromhex(nonce)


def signer() -> Signer:
    """What signs and reads links: with the last of the keys, and with each of them. No cookie passes for a link."""
    return Signer(config.keys(current_app), salt="latchkey.link", key_derivation="hmac", digest_method=hashlib.sha256)


def is_good(mail: Mail) -> bool:
    """Whether the link of ``mail`` would still open something."""
    return db.session.execute(WITH_USER.where(Mail.id == mail.id, *IS_GOOD)).first() is not None


def find(kind: str) -> tuple[Mail, User | None] | None:
    """The mail of this ``kind`` whose link this browser was opened with, and whose it is, or None if it is not good.

    It spends nothing. It begins an act: what was not committed before it is lost, and no transaction is open after it.
    """
    named = read(session.get(KEPT))
    if named is None or named[0] != kind:
        return None
    found = db.session.execute(WITH_USER.where(Mail.kind == kind, Mail.nonce == named[1], *IS_GOOD)).first()
    db.session.close()
    return (found[0], found[1]) if found else None


def opened() -> tuple[Mail, User]:
    """The mail whose link opened this view, which ``link_required`` guards, and whose it is."""
    found: tuple[Mail, User] = g.opened
    return found


def opened_id() -> str:
    """What a form of this view bears, in its field ``link``, to say which link it was made for: no secret."""
    return str(opened()[0].id)


def spend(mail: Mail) -> None:
    """Use the link of ``mail`` up, here and wherever it was opened, as a part of the act. Raises Overtaken if it is."""
    session.pop(KEPT, None)
    if db.session.scalar(db.delete(Mail).where(Mail.id == mail.id).returning(Mail.id)) is None:
        raise Overtaken(mail.kind)


def link_required(kind: str, ask: str) -> Callable[[View[P]], View[P]]:
    """Send whoever opens a view without a good link of this ``kind`` to the endpoint ``ask``, where one gets one."""

    def turn_away() -> ResponseReturnValue | None:
        found = find(kind)
        if found is None:
            session.pop(KEPT, None)
            flash(messages.LINK_GONE.format(minutes=current_app.config["LINK_MINUTES"]), "warning")
            return redirect(url_for(ask))
        g.opened = found
        # A page of the link before may still be open: what was typed there is for no other link's account.
        if request.form.get("link", opened_id()) != opened_id():
            flash(messages.LINK_CHANGED, "warning")
            return redirect(url_for(str(request.endpoint)))
        return None

    def guarded(view: View[P]) -> View[P]:
        return opened_by_mail(guards.guard(view, turn_away))

    return guarded


def opened_by_mail(view: View[P]) -> View[P]:
    """Note of ``view`` that no page leads there, for only a mailed link does."""
    view.opened_by_mail = True  # type: ignore[attr-defined]
    return view


def follow(text: str) -> ResponseReturnValue | None:
    """Keep the link that ``text`` names, out of the address, and lead to its page; None where it names none."""
    named = read(text)
    letter = letters.find(named[0]) if named else None
    if letter is None:
        return None
    session[KEPT] = text
    return redirect(url_for(letter.endpoint))
