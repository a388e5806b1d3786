"""A capability: a member hears by mail of what is done to the account, so that a thief of it does not go unnoticed."""

from flask import Flask
from flask_login import user_logged_in

from app import signals
from app.mail import letters
from app.notices import listeners
from app.notices.messages import LETTERS

#: How many mails a member gets about wrong passwords, however many are guessed.
DEFAULTS = {"LIMIT_GUESS_NOTICES": "1 per hour"}


def init_app(app: Flask) -> None:
    """Have the letters written, and hear of what they tell. Whoever is connected already is not connected twice."""
    for kind, letter in LETTERS.items():
        letters.add(app, kind, letter)
    signals.registered.connect(listeners.note_registration)
    user_logged_in.connect(listeners.tell_of_login)
    signals.password_changed.connect(listeners.tell_of_password)
    signals.attempts_limited.connect(listeners.tell_of_guesses)
