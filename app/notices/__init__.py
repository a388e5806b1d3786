"""A capability: a member hears by mail of what is done to the account, so that a thief of it does not go unnoticed."""

from flask import Flask

from app.mail import letters
from app.notices import listeners  # noqa: F401 -- it listens from its import on
from app.notices.messages import LETTERS

DEFAULTS = {
    # How many mails a member gets about wrong passwords, however many are guessed.
    "LIMIT_GUESS_NOTICES": "1 per hour",
    # How many of each other kind, however often somebody logs in who has the password.
    "LIMIT_NOTICES": "10 per hour",
}


def init_app(app: Flask) -> None:
    """Have the letters written."""
    for kind, letter in LETTERS.items():
        letters.add(app, kind, letter)
