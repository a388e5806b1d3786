"""A capability: mails, written into an outbox with the act that they are about, and delivered by another process."""

from flask import Flask

from app.mail import delivery, settings
from app.mail.cli import mail_cli
from app.mail.views import bp, show_mailbox

DEFAULTS = {
    # The mail server: smtps://user:password@host, or smtp://… with STARTTLS, unless it is this machine's.
    "MAIL_URI": None,
    # Where the links in mails lead, such as https://login.example.com: never to what a request says of its host.
    "MAIL_ORIGIN": None,
    # Whom mails come from; None: no-reply at that host.
    "MAIL_SENDER": None,
    # Seconds that the mail server has for each answer; three times as long for a mail.
    "MAIL_TIMEOUT": 10,
    # How long a link is good that was mailed, from the moment at which it was asked for.
    "LINK_MINUTES": 30,
    # How many mails a recipient gets that anybody may ask for, and how many may be asked for from one address.
    "LIMIT_MAILS_PER_RECIPIENT": "5 per hour",
    "LIMIT_MAILS_PER_ADDRESS": "30 per hour",
}
#: Views that are meant for everybody.
PUBLIC = {"mail.follow"}


def init_app(app: Flask) -> None:
    """Lead on whoever follows a mailed link, and send what is in the outbox.

    Raises NoAppException, with the sentence to show, where no mail could be sent.
    """
    settings.refuse_unusable(app)
    app.cli.add_command(mail_cli)
    delivery.init_app(app)
    if app.debug:
        app.add_url_rule("/dev/mailbox", "mail.mailbox", show_mailbox)
    app.register_blueprint(bp)
