"""The form for asking for a link."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import EmailField

from app.mail import outbox
from app.users.forms import EMAIL, stripped


class ForgottenForm(FlaskForm):
    """An email address, whoever has it."""

    email = EmailField("Email", EMAIL, [stripped], render_kw={"autocomplete": "username"})

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the shape, then count the asking. Raises TooManyAttempts where too much was asked for."""
        if not super().validate(extra_validators):
            return False
        outbox.count_asking(self.email.data)
        return True
