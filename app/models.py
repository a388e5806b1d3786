"""What is stored: users, and their login sessions."""

from datetime import UTC, datetime
from typing import ClassVar

from flask_login import UserMixin
from sqlalchemy import DateTime, Dialect, ForeignKey, LargeBinary, String, TypeDecorator, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError

from app.extensions import db


class Overtaken(Exception):
    """Another request has changed or deleted, at this very moment, what this one was about to change."""


#: How that is noticed: by a verb of ours, by a constraint, or by SQLAlchemy, which misses a row that it has loaded.
OVERTAKEN = (Overtaken, IntegrityError, StaleDataError, ObjectDeletedError)


class UTCDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept as UTC: SQLite would forget the time zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """What the database gets: UTC, with no time zone beside it."""
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """What Python gets: the same moment, and it says that it is UTC."""
        return value and value.replace(tzinfo=UTC)


def utc_now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


class User(UserMixin, db.Model):
    """A member: an email address, normalised, and the hash of a password."""

    # SQLite would give a deleted member's id to the next one, and with it whatever still names that id.
    __table_args__: ClassVar = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    #: False for an account that an operator has shut: it can neither log in nor stay logged in.
    is_active: Mapped[bool] = mapped_column(default=True)
    #: Counts every change of what proves who this is. A login that was started with an earlier one is over.
    credentials_version: Mapped[int] = mapped_column(default=0, server_default="0")

    #: The login session that this request came with; not a column.
    __allow_unmapped__ = True
    login: "LoginSession"

    def get_id(self) -> str:
        """The text that Flask-Login keeps in the cookie: the login session's token, not the user's id.

        This is Flask-Login's "alternative token": the cookie dies with its login session, not with the account.
        """
        return self.login.token


class LoginSession(db.Model):
    """One browser's login. Deleting the row logs that browser out, wherever its cookie was copied to."""

    __table_args__: ClassVar = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), index=True)
    #: The user's, as it was read together with the hash that was checked.
    credentials_version: Mapped[int] = mapped_column(default=0, server_default="0")
    browser: Mapped[str] = mapped_column(String(64), default="", server_default=text("''"))
    system: Mapped[str] = mapped_column(String(64), default="", server_default=text("''"))
    is_remembered: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    #: When a request last came with it; written at most once a minute.
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    #: When the member last gave the password here.
    proven_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)

    #: What the cookie holds. It is never stored: a stolen database logs nobody in.
    token = ""

    @property
    def device(self) -> str:
        """The browser and its system as people call them, such as "Chrome on Linux"."""
        browser = self.browser or "A browser"
        return f"{browser} on {self.system}" if self.system else browser


def hold(user: User) -> None:
    """Have whatever else changes ``user`` wait until this act is over; on SQLite only one act writes in any case.

    An act that changes rows which hang on the user holds them first: two that took these rows and the user's in
    different order would wait for each other.
    """
    db.session.scalar(db.select(User.id).where(User.id == user.id).with_for_update())
