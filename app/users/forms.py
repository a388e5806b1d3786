"""The forms for registering and logging in. They judge what was typed; accounts decides what is true."""

from collections.abc import Callable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, PasswordField, ValidationError
from wtforms.validators import DataRequired, Email, EqualTo, InputRequired, Length, Regexp

from app import accounts, guessing, messages, passwords
from app.models import User

EMAIL = (
    DataRequired(messages.EMAIL_MISSING),
    Length(max=254, message=messages.EMAIL_TOO_LONG),  # RFC 5321, section 4.5.3.1
    Email(messages.EMAIL_INVALID),
    # RFC 2047: in a header "=?utf-8?q?grace?=@…" is read as "grace@…", which is another mailbox.
    Regexp(r"(?!.*=\?)", message=messages.EMAIL_INVALID),
)
#: What holds for every password, new or not, before anything is hashed.
ANY_PASSWORD = (
    # Hashing takes longer the longer the password.
    Length(max=128, message=messages.PASSWORD_TOO_LONG),
    # HMAC, inside scrypt, takes a short text and the same with NULs after it for one.
    Regexp(r"[^\0]*\Z", message=messages.CONTROL_CHARACTER),
)


def stripped(text: str | None) -> str | None:
    """``text`` without the spaces round it, which a copied email address often brings."""
    return text and text.strip()


def normalised(password: str | None) -> str | None:
    """``password`` as it will be hashed, so that what is counted and compared is what is hashed."""
    return password and accounts.normalise_password(password)


class NewPasswordMixin:
    """A new password, twice. Whoever mixes it in says whose it will be."""

    email_address: Callable[[], str]
    password = PasswordField(
        "Password",
        [
            # InputRequired, for DataRequired would refuse a password of spaces.
            InputRequired(messages.PASSWORD_MISSING),
            Length(min=8, message=messages.PASSWORD_TOO_SHORT),  # ASVS 6.2.1
            *ANY_PASSWORD,
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

    def validate_password(self, field: PasswordField) -> None:
        """Refuse what is easily guessed (ASVS 6.2.4, 6.2.11)."""
        weakness = passwords.weakness(field.data, self.email_address())
        if weakness:
            raise ValidationError(weakness)


class SignupForm(NewPasswordMixin, FlaskForm):
    """Email, password, and the password again."""

    email = EmailField("Email", EMAIL, [stripped], render_kw={"autocomplete": "username"})

    def email_address(self) -> str:
        """Whose password it will be, as it is stored: a browser sends the domain otherwise than it was typed."""
        return accounts.normalise_email(self.email.data or "")

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the shape, then count the attempt. Raises TooManyAttempts where too many were sent."""
        if not super().validate(extra_validators):
            return False
        guessing.count_registration(self.email.data)
        return True


class LoginForm(FlaskForm):
    """Email and password. After a successful ``validate``, ``user`` is the member who is logging in."""

    email = EmailField("Email", EMAIL, [stripped], render_kw={"autocomplete": "username"})
    password = PasswordField(
        "Password",
        [InputRequired(messages.PASSWORD_MISSING), *ANY_PASSWORD],
        [normalised],
        render_kw={"autocomplete": "current-password"},
    )
    remember = BooleanField("Keep me logged in on this device")
    user: User

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the shape, then ask once whose email and password these are. One answer fits every mistake.

        Raises TooManyAttempts where too many were tried.
        """
        if not super().validate(extra_validators):
            return False
        user = guessing.authenticate(self.email.data, self.password.data)
        if user is None:
            self.email.errors = [messages.INVALID_CREDENTIALS]
            return False
        self.user = user
        return True
