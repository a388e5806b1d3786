"""The form for asking for another address."""

from typing import Any

from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import EmailField, ValidationError

from app import accounts
from app.account.forms import PasswordForm
from app.email_change import messages
from app.mail import outbox
from app.users.forms import EMAIL, stripped


class ChangeEmailForm(PasswordForm):
    """The new address, and the password: whoever could change the address of a stolen login would have the account."""

    email = EmailField("New email", EMAIL, [stripped], render_kw={"autocomplete": "email"})

    def validate_email(self, field: EmailField) -> None:
        """Refuse the address that the member has, in whatever spelling. Whether somebody else has it is not asked."""
        if accounts.normalise_email(field.data) == current_user.email:
            raise ValidationError(messages.EMAIL_SAME)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the shape, count the asking, then ask for the password: what is too much costs no hash.

        Raises TooManyAttempts where too much was asked for.
        """
        if not FlaskForm.validate(self, extra_validators):
            return False
        outbox.count_asking(self.email.data)
        return super().validate(extra_validators)
