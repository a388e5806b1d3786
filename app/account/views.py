"""What a member may see and do about their own account."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import accounts, messages, sessions
from app.account.forms import ChangePasswordForm, PasswordForm
from app.extensions import db
from app.guards import landing, login_required, recent_login_required, return_to
from app.models import hold

bp = Blueprint("account", __name__, url_prefix="/account")


@bp.route("")
@login_required
def index() -> ResponseReturnValue:
    """Show the member what is known of them, and where they are logged in."""
    return render_template("account/index.html", logins=sessions.of(current_user))


@bp.route("/password", methods=["GET", "POST"])
@login_required
def password() -> ResponseReturnValue:
    """Change the password, and end every other login: whoever knew the old one is out."""
    form = ChangePasswordForm(request.form)
    if form.validate_on_submit():
        accounts.change_password(current_user, form.password.data)
        sessions.end_others(current_user)
        sessions.renew(current_user)
        db.session.commit()
        flash(messages.PASSWORD_CHANGED, "success")
        return redirect(url_for("account.index"))
    return render_template("account/password.html", form=form)


@bp.route("/confirm", methods=["GET", "POST"])
@login_required
def confirm() -> ResponseReturnValue:
    """Ask for the password again, before what a thief of the session would do first."""
    form = PasswordForm(request.form)
    if form.validate_on_submit():
        sessions.renew(current_user)
        db.session.commit()
        return redirect(return_to() or url_for("account.index"))
    return render_template("account/confirm.html", form=form)


@bp.route("/sessions/<id:login_id>/end", methods=["POST"])
@recent_login_required
def end_session(login_id: int) -> ResponseReturnValue:
    """Log the member out on one other device."""
    ended = sessions.end_one(current_user, login_id)
    db.session.commit()
    if ended:
        flash(messages.SESSION_ENDED, "success")
    else:
        flash(messages.SESSION_GONE, "info")
    return redirect(url_for("account.index"))


@bp.route("/sessions/end-others", methods=["POST"])
@recent_login_required
def end_other_sessions() -> ResponseReturnValue:
    """Log the member out everywhere but here."""
    sessions.end_others(current_user)
    db.session.commit()
    flash(messages.OTHERS_ENDED, "success")
    return redirect(url_for("account.index"))


@bp.route("/delete", methods=["GET", "POST"])
@login_required
def delete() -> ResponseReturnValue:
    """Delete the account, with all that hangs on it, as the page has said."""
    form = PasswordForm(request.form)
    if form.validate_on_submit():
        hold(current_user)
        sessions.renew(current_user)  # whoever was logged out while the password was hashed deletes nothing
        accounts.delete(current_user)
        sessions.forget()
        db.session.commit()
        flash(messages.ACCOUNT_DELETED, "success")
        return redirect(landing())
    return render_template("account/delete.html", form=form)
