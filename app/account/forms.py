"""The forms of the member's own page. Each asks for the password again (ASVS 6.2.3, 7.5.1)."""

from typing import Any

from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import InputRequired

from app import guessing, messages
from app.models import User
from app.users.forms import ANY_PASSWORD, NewPasswordMixin, normalised


class PasswordForm(FlaskForm):
    """The member's current password, and nothing else."""

    current = PasswordField(
        "Current password",
        [InputRequired(messages.CURRENT_MISSING), *ANY_PASSWORD],
        [normalised],
        render_kw={"autocomplete": "current-password"},
    )

    def owner(self) -> User:
        """Whose password it is to be."""
        member: User = current_user
        return member

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the shape, then ask once whether this is the member's password."""
        if not super().validate(extra_validators):
            return False
        if guessing.authenticate(self.owner().email, self.current.data):
            return True
        self.current.errors = [messages.PASSWORD_WRONG]
        return False


class ChangePasswordForm(NewPasswordMixin, PasswordForm):
    """The current password, and the new one twice."""

    def email_address(self) -> str:
        """Whose password it will be."""
        return str(current_user.email)
