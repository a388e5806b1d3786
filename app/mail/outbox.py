"""The outbox: what is to be mailed is written with the act itself, so that neither is without the other."""

from sqlalchemy import and_

from app import accounts, guessing
from app.counters import Limit, LimitReached
from app.extensions import db
from app.mail.models import Mail
from app.models import User

#: Under this name a database session keeps that it has mails to be committed.
POSTED = "mails_posted"


def post(kind: str, recipient: str, user: User | None, **facts: str) -> Mail:
    """Write a mail of this ``kind`` to ``recipient``, as a part of the act. It tells ``facts``.

    Without a ``user`` it is written all the same, and never sent, unless its letter needs no account: who looks on
    learns nothing from what this costs.
    """
    version = user.credentials_version if user else 0
    mail = Mail(kind=kind, recipient=recipient, user_id=user.id if user else None, facts=facts)
    mail.credentials_version = version
    db.session.add(mail)
    db.session.flush()
    db.session().info[POSTED] = True
    return mail


def replace(kind: str, recipient: str, user: User | None, **facts: str) -> None:
    """As ``post``, in the place of whatever was to be mailed of this ``kind`` before: its link opens nothing more."""
    nobodys = and_(Mail.user_id.is_(None), Mail.recipient == recipient)
    mine = Mail.user_id == user.id if user else nobodys
    # Written first, it holds on to the user's row before it takes a link's, as whoever uses one does: else two could
    # wait for each other.
    posted = post(kind, recipient, user, **facts)
    db.session.execute(db.delete(Mail).where(Mail.kind == kind, mine, Mail.id != posted.id))


def is_within(setting: str, whom: str) -> bool:
    """Count a mail that comes of something else, and tell whether the limit of ``setting`` for ``whom`` allows it.

    What it comes of goes on either way: that it is not mailed again is nobody's mistake.
    """
    try:
        guessing.counters().reserve([guessing.limit(setting, whom)])
    except LimitReached:
        return False
    return True


def count_asking(email: str, *others: Limit) -> None:
    """Count that somebody asked for a mail to ``email``, whoever's it is. Raises TooManyAttempts where that is enough.

    Nobody is flooded, and nobody floods: the limits are the recipient's, and then those of where the request came from,
    and ``others``. What one refuses is charged to none.
    """
    recipient = accounts.normalise_email(email)
    guessing.reserve(
        email,
        guessing.limit("LIMIT_MAILS_PER_RECIPIENT", recipient),
        guessing.limit("LIMIT_MAILS_PER_ADDRESS", guessing.network()),
        *others,
    )
