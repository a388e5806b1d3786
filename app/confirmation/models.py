"""What is stored: whose address is confirmed."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import db
from app.models import User, UTCDateTime, utc_now


class Confirmation(db.Model):
    """That a member has opened a link which was mailed to the address of the account."""

    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), primary_key=True)
    confirmed_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
