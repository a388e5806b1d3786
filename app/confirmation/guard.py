"""The guard for what only members may do whose address is confirmed."""

from flask import Flask, flash, redirect, url_for
from flask.cli import NoAppException
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import guards
from app.confirmation import addresses, messages
from app.guards import P, View

#: Where whoever has still to confirm the address is led, and has to come by: guarded, they would lead in circles.
ON_THE_WAY = {"account.index", "users.login", "mail.follow", "confirmation.confirm", "confirmation.again"}


def confirmed_required(view: View[P]) -> View[P]:
    """Send a visitor who opens ``view`` to log in, and a member whose address is not confirmed to their account."""
    return guards.guard(view, lambda: guards.turn_visitor_away() or turn_unconfirmed_away())


def turn_unconfirmed_away() -> ResponseReturnValue | None:
    """What a member gets whose address is not confirmed. The row is asked, and not the browser's session."""
    if addresses.is_confirmed(current_user):
        return None
    flash(messages.CONFIRM_REQUIRED, "warning")
    return redirect(url_for("account.index"))


def demand_confirmed(app: Flask) -> None:
    """Guard the pages of ``CONFIRMED_VIEWS`` so. Raises NoAppException for one that is none, or that has to be open."""
    for view in app.config["CONFIRMED_VIEWS"]:
        if view in ON_THE_WAY:
            raise NoAppException(messages.VIEW_ON_THE_WAY.format(view=view))
        if view not in app.view_functions:
            raise NoAppException(messages.VIEW_UNKNOWN.format(view=view))
        app.view_functions[view] = confirmed_required(app.ensure_sync(app.view_functions[view]))
