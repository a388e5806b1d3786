"""Where mailed links lead first, and what a development server has sent."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.guards import landing
from app.mail import links, messages, transport
from app.schema import without_tables

bp = Blueprint("mail", __name__)
bp.add_app_template_global(links.opened_id, "opened_link_id")


# It leads on at once, for an address is logged, kept in the history, and handed on to whatever the page links to.
@bp.route("/link/<token>")
@links.opened_by_mail
def follow(token: str) -> ResponseReturnValue:
    """Take a mailed link out of the address, and lead to its page. Whoever opens it spends nothing."""
    page = links.follow(token)
    if page is None:
        flash(messages.LINK_UNREADABLE, "warning")
        return redirect(landing())
    return page


@without_tables
def show_mailbox() -> ResponseReturnValue:
    """Show a developer what was sent: in debug mode only."""
    return render_template("mail/mailbox.html", mails=transport.mailbox())
