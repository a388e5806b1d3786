"""Confirm an address, and ask for another link."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.confirmation import addresses, messages
from app.confirmation.addresses import KIND
from app.extensions import db
from app.guards import landing, login_required
from app.mail import links, outbox
from app.mail.forms import OwnerForm
from app.models import hold

bp = Blueprint("confirmation", __name__, url_prefix="/confirmation")
bp.add_app_template_global(addresses.is_asked_for, "address_is_asked_for")


@bp.route("", methods=["GET", "POST"])
@links.link_required(KIND, "users.home")
def confirm() -> ResponseReturnValue:
    """Confirm the address, where its member is logged in, or gives the password: having the link is not enough.

    An attacker may have registered with somebody else's address. Its owner opens the link, as mails ask one to, and
    would have confirmed an account to which the attacker has the password.
    """
    mail, user = links.opened()
    form = OwnerForm(request.form, user=user)
    if form.validate_on_submit():
        hold(user)
        links.spend(mail)
        addresses.confirm(user)
        db.session.commit()
        flash(messages.CONFIRMED, "success")
        return redirect(landing())
    return render_template("confirmation/confirm.html", form=form, email=mail.recipient)


@bp.route("/again", methods=["POST"])
@login_required
def again() -> ResponseReturnValue:
    """Mail another link to the member, unless the address was confirmed meanwhile, in another tab or elsewhere."""
    if addresses.is_confirmed(current_user):
        flash(messages.CONFIRMED, "success")
        return redirect(url_for("account.index"))
    outbox.count_asking(current_user.email)
    addresses.ask(current_user)
    db.session.commit()
    flash(messages.MAILED.format(email=current_user.email), "info")
    return redirect(url_for("account.index"))
