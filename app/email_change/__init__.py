"""A capability: a member comes to have another email address, by a link that is mailed to it."""

from flask import Flask

from app.email_change.messages import CHANGED_LETTER, LETTER
from app.email_change.views import CHANGED, KIND, bp
from app.mail import letters

#: Whoever comes with the link is asked for the password there, where nobody is logged in.
PUBLIC = {"email_change.confirm"}
SLOTS = {"account": "email_change/section.html"}


def init_app(app: Flask) -> None:
    """Serve the pages, and have both letters written."""
    app.register_blueprint(bp)
    letters.add(app, KIND, LETTER)
    letters.add(app, CHANGED, CHANGED_LETTER)
