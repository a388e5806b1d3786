"""The command that delivers: ``flask mail deliver``."""

import signal
from time import sleep

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError

from app.cli import act
from app.extensions import db
from app.mail import delivery, messages
from app.messages import DATABASE_SILENT

mail_cli = AppGroup("mail", help="Deliver what is in the outbox.")
POLL = 1  # seconds between two looks into the outbox
REST = 10  # seconds after which a database that did not answer is asked again


@mail_cli.command("deliver")
@click.option("--forever", is_flag=True, help="Go on until the process is ended: the mail under way is sent first.")
def deliver(*, forever: bool) -> None:
    """Send what is in the outbox.

    As many of these may run as one likes. What could not be sent is tried again, at most for a day.
    """
    if not current_app.config["MAIL_ORIGIN"]:
        raise click.UsageError(messages.MAIL_ORIGIN_MISSING)
    with act():
        if forever:
            deliver_until_ended()
        else:
            click.echo(f"{delivery.deliver()} sent")


def deliver_until_ended() -> None:
    """Deliver, second by second, until SIGTERM or SIGINT: then once more nothing, but what is under way."""
    ended: list[int] = []  # no Event: the handler might find its lock taken by the very line that it interrupts
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _frame: ended.append(number))
    while not ended:
        pause = POLL
        try:
            delivery.deliver(lambda: not ended)
        except DBAPIError as error:
            db.session.rollback()
            current_app.logger.error(DATABASE_SILENT, error.orig)  # noqa: TRY400 -- it is no mistake of ours
            pause = REST
        sleep(pause)
