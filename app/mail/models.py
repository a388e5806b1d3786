"""What is stored: the outbox."""

import secrets
from datetime import datetime
from typing import ClassVar

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import db
from app.models import User, UTCDateTime, utc_now


def new_nonce() -> bytes:
    """128 random bits (ASVS 11.5.1)."""
    return secrets.token_bytes(16)


class Mail(db.Model):
    """A mail that is to be sent, or whose link may still be used: never its text, and never the link itself.

    Whoever steals the database cannot sign the name of a row, and so has no link.
    """

    # SQLite would give a deleted mail's id to the next one, and whoever had sent the one would take the other for sent.
    __table_args__: ClassVar = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Which letter it is: ``app.mail.letters`` has it.
    kind: Mapped[str] = mapped_column(String(32))
    recipient: Mapped[str] = mapped_column(String(254), index=True)
    #: Whom it is about. None where nobody has the address that it was asked for: delivery drops such a mail, unless its
    #: letter needs no account.
    user_id: Mapped[int | None] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), index=True)
    #: The user's, as it was at that moment: a link dies with whatever proves who this is.
    credentials_version: Mapped[int]
    #: What its link is known by.
    nonce: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True, default=new_nonce)
    #: What the letter tells besides, by name.
    facts: Mapped[dict[str, str]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    #: When it is to be looked at next: to be tried, or to be thrown away.
    due_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
