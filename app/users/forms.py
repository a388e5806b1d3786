"""The forms for registering and logging in. They judge what was typed; accounts decides what is true."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField
from wtforms.validators import DataRequired, Email, EqualTo, InputRequired, Length

from app import accounts, messages
from app.models import User

EMAIL = (
    DataRequired(messages.EMAIL_MISSING),
    Length(max=254, message=messages.EMAIL_TOO_LONG),  # RFC 5321, section 4.5.3.1
    Email(messages.EMAIL_INVALID),
)
#: Hashing takes longer the longer the password: what is over-long is refused before any hash.
NOT_OVER_LONG = Length(max=128, message=messages.PASSWORD_TOO_LONG)


def stripped(text: str | None) -> str | None:
    """``text`` without the spaces round it, which a copied email address often brings."""
    return text and text.strip()


def normalised(password: str | None) -> str | None:
    """``password`` as it will be hashed, so that what is counted and compared is what is hashed."""
    return password and accounts.normalise_password(password)


class SignupForm(FlaskForm):
    """Email, password, and the password again."""

    email = EmailField("Email", EMAIL, [stripped], render_kw={"autocomplete": "username"})
    password = PasswordField(
        "Password",
        [
            # InputRequired, for DataRequired would refuse a password of spaces.
            InputRequired(messages.PASSWORD_MISSING),
            Length(min=8, message=messages.PASSWORD_TOO_SHORT),  # ASVS 6.2.1
            NOT_OVER_LONG,
        ],
        [normalised],
        description=messages.PASSWORD_HINT,
        render_kw={"autocomplete": "new-password"},
    )
    confirm = PasswordField(
        "Confirm password",
        [InputRequired(messages.CONFIRM_MISSING), EqualTo("password", messages.PASSWORDS_DIFFER)],
        [normalised],
        render_kw={"autocomplete": "new-password"},
    )


class LoginForm(FlaskForm):
    """Email and password. After a successful ``validate``, ``user`` is the member who is logging in."""

    email = EmailField("Email", EMAIL, [stripped], render_kw={"autocomplete": "username"})
    password = PasswordField(
        "Password",
        [InputRequired(messages.PASSWORD_MISSING), NOT_OVER_LONG],
        [normalised],
        render_kw={"autocomplete": "current-password"},
    )
    user: User

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the shape, then ask once whose email and password these are. One answer fits every mistake."""
        if not super().validate(extra_validators):
            return False
        user = accounts.authenticate(self.email.data, self.password.data)
        if user is None:
            self.email.errors = [messages.INVALID_CREDENTIALS]
            return False
        self.user = user
        return True
