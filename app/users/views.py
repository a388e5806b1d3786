"""Each view: guards, then form, verb, message, where to."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import accounts, messages, sessions
from app.extensions import db
from app.guards import anonymous_only, landing, login_required, return_to
from app.users.forms import LoginForm, SignupForm

bp = Blueprint("users", __name__)


@bp.route("/")
def home() -> ResponseReturnValue:
    """Lead to the landing page."""
    return redirect(landing())


@bp.route("/register", methods=["GET", "POST"])
@anonymous_only
def register() -> ResponseReturnValue:
    """Open an account, and log its member in at once."""
    form = SignupForm(request.form)
    if form.validate_on_submit():
        try:
            user = accounts.register(form.email.data, form.password.data)
        except accounts.EmailTaken:
            form.email.errors = [messages.EMAIL_TAKEN]
        else:
            sessions.start(user)
            db.session.commit()
            flash(messages.REGISTERED, "success")
            return redirect(landing())
    return render_template("users/register.html", form=form)


@bp.route("/login", methods=["GET", "POST"])
@anonymous_only
def login() -> ResponseReturnValue:
    """Log a member in, and send them to the page they first asked for."""
    form = LoginForm(request.form)
    if form.validate_on_submit():
        sessions.start(form.user, remember=form.remember.data)
        db.session.commit()  # one act, one transaction: verbs write, the view commits
        flash(messages.LOGGED_IN, "success")
        return redirect(return_to() or landing())
    return render_template("users/login.html", form=form)


# POST only: an image or a link on another site could log a member out by GET.
@bp.route("/logout", methods=["POST"])
@login_required
def logout() -> ResponseReturnValue:
    """Log the member out."""
    sessions.end(current_user)
    db.session.commit()
    flash(messages.LOGGED_OUT, "success")
    return redirect(landing())
