"""The forms for asking for a link, and for choosing a password with it."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import EmailField

from app.mail import outbox
from app.users.forms import EMAIL, NewPasswordMixin, stripped


class ForgottenForm(FlaskForm):
    """An email address, whoever has it."""

    email = EmailField("Email", EMAIL, [stripped], render_kw={"autocomplete": "username"})

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the shape, then count the asking. Raises TooManyAttempts where too much was asked for."""
        if not super().validate(extra_validators):
            return False
        outbox.count_asking(self.email.data)
        return True


class NewPasswordForm(NewPasswordMixin, FlaskForm):
    """The new password, twice, of the member who has ``email``."""

    def __init__(self, *arguments: Any, email: str) -> None:
        super().__init__(*arguments)
        self.whose = email

    def email_address(self) -> str:
        """Whose password it will be."""
        return self.whose
