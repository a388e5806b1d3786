"""Ask for another address, and have it by a link that is mailed there."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import accounts, audit, sessions
from app import messages as core_messages
from app.email_change import messages
from app.email_change.forms import ChangeEmailForm
from app.extensions import db
from app.guards import login_required
from app.mail import links, outbox
from app.mail.forms import OwnerForm
from app.mail.signals import address_proven
from app.models import User

bp = Blueprint("email_change", __name__, url_prefix="/account/email")
KIND, CHANGED = "email_change", "email_changed"


@bp.route("", methods=["GET", "POST"])
@login_required
def ask() -> ResponseReturnValue:
    """Mail a link to the new address. What is said, and what is done here, is the same whether somebody has it."""
    form = ChangeEmailForm(request.form)
    if form.validate_on_submit():
        # The link's row holds the address: what is confirmed is what was mailed to, whatever is asked for meanwhile.
        outbox.replace(KIND, accounts.normalise_email(form.email.data), current_user)
        sessions.renew(current_user)
        audit.pending().append(audit.line("email-change-asked", {"user": current_user}))
        db.session.commit()
        flash(messages.MAILED.format(minutes=current_app.config["LINK_MINUTES"]), "info")
        return redirect(url_for("account.index"))
    return render_template("email_change/ask.html", form=form)


@bp.route("/confirm", methods=["GET", "POST"])
@links.link_required(KIND, "email_change.ask")
def confirm() -> ResponseReturnValue:
    """Give the member the address that the link was mailed to, end every other login, and tell the old address."""
    mail, user = links.opened()
    form, old = OwnerForm(request.form, user=user), user.email
    if form.validate_on_submit():
        try:
            accounts.change_email(user, mail.recipient)
        except accounts.EmailTaken:  # only whoever has that mailbox comes to read it
            flash(core_messages.EMAIL_TAKEN, "warning")
        else:
            here = end_logins(user)
            links.spend(mail)
            address_proven.send(user=user)
            outbox.post(CHANGED, old, user)
            db.session.commit()
            flash(messages.CHANGED_HERE if here else messages.CHANGED_ELSEWHERE, "success")
            return redirect(url_for("account.index" if here else "users.login"))
    return render_template("email_change/confirm.html", form=form, old=old, new=mail.recipient)


def end_logins(user: User) -> bool:
    """End every login of ``user`` but the one on this browser, and tell whether they are logged in here."""
    if not (current_user.is_authenticated and current_user.id == user.id):
        sessions.end_all(user)
        return False
    # The same member, read a second time: it is this one whose credentials were just changed, and are to be renewed.
    user.login = current_user.login
    sessions.end_others(user)
    sessions.renew(user)
    return True
