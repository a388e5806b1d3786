"""Registering with the address confirmed first, by ``CONFIRM_FIRST``: nobody learns who has an account (ASVS 6.3.8)."""

from contextlib import suppress

from flask import Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import accounts, guessing, sessions
from app.confirmation import addresses, messages
from app.counters import Limit
from app.extensions import db
from app.guards import anonymous_only, landing
from app.mail import links, outbox
from app.mail.forms import AddressForm, NewPasswordForm
from app.messages import EMAIL_TAKEN, REGISTERED
from app.models import Overtaken

KIND, TAKEN = "registration", "registered"


class RegisterForm(AddressForm):
    """An email address that is to have an account."""

    def other_limits(self) -> list[Limit]:
        """What was well filled in is an attempt to register, too."""
        return [guessing.limit("LIMIT_REGISTRATIONS", guessing.network())]


def init_app(app: Flask) -> None:
    """Serve these pages in the place of the core's."""
    app.view_functions["users.register"] = register
    app.add_url_rule("/register/password", "confirmation.finish", finish, methods=["GET", "POST"])


@anonymous_only
def register() -> ResponseReturnValue:
    """Mail a link to the address, or that it has an account already. The answer is the same, and so is the work."""
    form = RegisterForm(request.form)
    if form.validate_on_submit():
        user = accounts.find(form.email.data)
        recipient = user.email if user else accounts.normalise_email(form.email.data)
        outbox.replace(TAKEN if user else KIND, recipient, user)
        db.session.commit()
        flash(messages.REGISTER_MAILED, "info")
        return redirect(url_for("users.register"))
    return render_template("confirmation/register.html", form=form)


@anonymous_only
@links.link_required(KIND, "users.register")
def finish() -> ResponseReturnValue:
    """Open the account, whose address is confirmed, and log its member in at once."""
    mail, _nobody = links.opened()
    form = NewPasswordForm(request.form, email=mail.recipient)
    if form.validate_on_submit():
        try:
            user = accounts.register(mail.recipient, form.password.data)
        except accounts.EmailTaken:  # meanwhile, by the same link in another browser, or otherwise
            with suppress(Overtaken):
                links.spend(mail)  # it opens nothing more, and each try would cost a hash
            db.session.commit()
            form.password.errors = [EMAIL_TAKEN]
        else:
            links.spend(mail)
            addresses.confirm(user)
            sessions.start(user)
            db.session.commit()
            flash(REGISTERED, "success")
            return redirect(landing())
    return render_template("confirmation/finish.html", form=form, email=mail.recipient)


links.opened_by_mail(finish)
