"""Ask for a link, and choose a new password with it."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import accounts, audit, sessions
from app.extensions import db
from app.mail import links, outbox, signals
from app.mail.forms import AddressForm, NewPasswordForm
from app.recovery import messages

bp = Blueprint("recovery", __name__, url_prefix="/recovery")
KIND = "recovery"


@bp.route("", methods=["GET", "POST"])
def ask() -> ResponseReturnValue:
    """Mail a link to the address, where an account has it. What is said, and what is done here, is the same for all."""
    form = AddressForm(request.form)
    if form.validate_on_submit():
        user = accounts.find(form.email.data)
        # As it is stored: whatever an address may look like besides, it is mailed to whom it belongs.
        recipient = user.email if user else accounts.normalise_email(form.email.data)
        outbox.replace(KIND, recipient, user)
        audit.pending().append(audit.line("recovery", {"email": form.email.data}))
        db.session.commit()
        flash(messages.MAILED.format(minutes=current_app.config["LINK_MINUTES"]), "info")
        return redirect(url_for("recovery.ask"))
    return render_template("recovery/ask.html", form=form)


@bp.route("/password", methods=["GET", "POST"])
@links.link_required(KIND, "recovery.ask")
def choose() -> ResponseReturnValue:
    """Store the new password, and end every login, link and pending change. Logging in is another matter."""
    mail, user = links.opened()
    form = NewPasswordForm(request.form, email=user.email)
    if form.validate_on_submit():
        # Asked before the login has ended, which is not found then.
        is_theirs = current_user.is_authenticated and current_user.id == user.id
        accounts.change_password(user, form.password.data)
        sessions.end_all(user)
        links.spend(mail)
        signals.address_proven.send(user=user)
        if is_theirs:
            sessions.forget()
        db.session.commit()
        flash(messages.RECOVERED, "success")
        return redirect(url_for("users.login"))
    return render_template("recovery/choose.html", form=form, email=user.email)
