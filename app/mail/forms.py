"""The forms for asking for a link, and those behind one."""

from typing import Any

from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import EmailField

from app import accounts
from app.account.forms import PasswordForm
from app.counters import Limit
from app.mail import outbox
from app.models import Overtaken, User
from app.users.forms import EMAIL, NewPasswordMixin, stripped


class AddressForm(FlaskForm):
    """The email address that a link is to be mailed to, whoever has it."""

    email = EmailField("Email", EMAIL, [stripped], render_kw={"autocomplete": "username"})

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the shape, then count the asking. Raises TooManyAttempts where too much was asked for."""
        if not super().validate(extra_validators):
            return False
        outbox.count_asking(self.email.data, *self.other_limits())
        return True

    def other_limits(self) -> list[Limit]:
        """What else limits the asking: nothing."""
        return []


class OwnerForm(PasswordForm):
    """A button where ``user`` is logged in, and elsewhere their password: whoever reads their mail is not yet them.

    An account that somebody else has opened for an address would else be confirmed by its owner, who only sees a link.
    """

    def __init__(self, *arguments: Any, user: User) -> None:
        super().__init__(*arguments)
        self.user = user
        if current_user.is_authenticated and current_user.id == user.id:
            del self.current

    def owner(self) -> User:
        """Whose link it is."""
        return self.user

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the password where it is asked for. Raises Overtaken where the address is nobody's meanwhile."""
        if "current" not in self:
            return bool(FlaskForm.validate(self, extra_validators))
        if super().validate(extra_validators):
            return True
        if accounts.find(self.user.email) is None:  # by the same link, at this very moment: the password may be right
            raise Overtaken(self.user.email)
        return False


class NewPasswordForm(NewPasswordMixin, FlaskForm):
    """The new password, twice, of the member who has ``email``."""

    def __init__(self, *arguments: Any, email: str) -> None:
        super().__init__(*arguments)
        self.whose = email

    def email_address(self) -> str:
        """Whose password it will be."""
        return self.whose
