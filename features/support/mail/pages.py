"""The pages of the capabilities that send mails."""

from playwright.sync_api import expect

from features.support.login.page import FormPage


class ForgottenPage(FormPage):
    """Where somebody says that the password is forgotten."""

    path = "/recovery"
    labels = ("Email",)
    button = "Mail me a link"


class NewPasswordPage(FormPage):
    """Where the link leads: a new password, twice."""

    path = "/recovery/password"
    labels = ("Password", "Confirm password")
    button = "Change password"

    def expect_for(self, email: str) -> None:
        """It is open, and asks for the password of the account that has ``email``, and says so."""
        self.expect_open()
        self.expect_asks_for(["Password", "Confirm password"])
        self.expect_username(email)
        expect(self.form.get_by_text(email, exact=True)).to_be_visible()
