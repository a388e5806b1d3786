"""A capability: whoever has forgotten the password chooses a new one, by a link that is mailed to them."""

from flask import Flask

from app.mail import letters
from app.recovery.messages import LETTER
from app.recovery.views import KIND, bp

#: Views that are meant for everybody.
PUBLIC = {"recovery.ask", "recovery.choose"}
SLOTS = {"login": "recovery/forgotten.html", "proof": "recovery/forgotten.html"}


def init_app(app: Flask) -> None:
    """Serve the pages, and have the letter written."""
    app.register_blueprint(bp)
    letters.add(app, KIND, LETTER)
