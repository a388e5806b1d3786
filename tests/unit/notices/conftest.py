"""What is to be mailed, as the outbox has it."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.extensions import db
from app.mail.models import Mail


@pytest.fixture
def posted(app: Flask) -> Callable[..., list[Mail]]:
    """Give what is to be mailed, or what is of this kind, the oldest first."""

    def found(kind: str = "") -> list[Mail]:
        with app.app_context():
            mails = db.session.scalars(db.select(Mail).order_by(Mail.id)).all()
            return [mail for mail in mails if kind in {"", mail.kind}]

    return found
