"""Where an address is confirmed, and where one is asked to."""

from playwright.sync_api import Locator

from features.support.login.page import AnyPage, FormPage
from features.support.mail.pages import NewPasswordPage


class Banner(AnyPage):
    """What stands under the navbar of every page of a member who has still to confirm the address."""

    @property
    def sentence(self) -> Locator:
        """What it says."""
        return self.page.get_by_text("Confirm your email address: ")

    def ask_again(self) -> None:
        """Have another link mailed."""
        with self.turning():
            self.page.get_by_role("button", name="Mail another link", exact=True).click()


class ConfirmAddressPage(FormPage):
    """Where the link leads: a button, and the password where its member is not logged in."""

    path = "/confirmation"
    labels = ("Current password",)
    button = "Confirm this address"


class AddressPage(FormPage):
    """Where a visitor gives an address, where that is confirmed first."""

    path = "/register"
    labels = ("Email",)
    button = "Register"


class FinishPage(NewPasswordPage):
    """Where the link leads then."""

    path = "/register/password"
    button = "Register"
