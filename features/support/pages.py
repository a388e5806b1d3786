"""The site's pages as a person sees them: by label, role and sentence. Knows Playwright, and neither app nor behave."""

import re
from collections.abc import Mapping
from typing import Self

from playwright.sync_api import Locator, Page, Response, expect


class AnyPage:
    """What every page of the site has: the navbar and the messages."""

    path = "/"

    def __init__(self, page: Page) -> None:
        self.page = page
        self.navbar = page.get_by_role("navigation", name="Site")
        self.main = page.get_by_role("main")
        self.messages = page.locator(".alert")

    def open(self) -> Self:
        """Go there by its address."""
        self.visit(self.path)
        return self

    def visit(self, path: str) -> Response | None:
        """Go to ``path`` by typing it. Gives the answer of the server, after redirects."""
        return self.page.goto(path)

    def expect_open(self) -> None:
        """This page is the one that is open, and nothing of another page's address is left."""
        expect(self.page).to_have_url(re.compile(rf"^https?://[^/]+{re.escape(self.path)}$"))

    def token(self) -> str:
        """The CSRF token of this page's forms."""
        return self.page.locator("[name=csrf_token]").first.input_value()

    def message(self, sentence: str, category: str | None = None) -> Locator:
        """The messages that say exactly ``sentence``, of any category or of one."""
        alerts = self.page.locator(f".alert-{category}") if category else self.messages
        return alerts.filter(has_text=re.compile(rf"^\s*{re.escape(sentence)}\s*$"))

    def dismiss(self, sentence: str) -> None:
        """Close the message that says ``sentence``."""
        self.message(sentence).get_by_role("button", name="Close").click()

    def log_out(self) -> None:
        """Use the navbar's button."""
        self.navbar.get_by_role("button", name="Log out").click()

    def expect_member(self, email: str) -> None:
        """The navbar is a member's, and this member's."""
        expect(self.navbar.get_by_role("link", name=email, exact=True)).to_be_visible()
        expect(self.navbar.get_by_role("button", name="Log out")).to_be_visible()
        expect(self.navbar.get_by_role("link", name="Login")).to_have_count(0)

    def expect_visitor(self) -> None:
        """The navbar is a visitor's."""
        expect(self.navbar.get_by_role("link", name="Login")).to_be_visible()
        expect(self.navbar.get_by_role("link", name="Register")).to_be_visible()
        expect(self.navbar.get_by_role("button", name="Log out")).to_have_count(0)

    def errors(self, label: str) -> Locator:
        """The control called ``label``, if it is marked as wrong."""
        return self.main.get_by_label(label, exact=True).and_(self.page.locator("[aria-invalid=true]"))

    def expect_error(self, label: str, sentence: str) -> None:
        """The control called ``label`` is marked as wrong, and ``sentence`` is read out with it and can be seen."""
        expect(self.errors(label)).to_have_accessible_description(re.compile(rf"(^|\s){re.escape(sentence)}$"))
        expect(self.main.get_by_text(sentence, exact=True)).to_be_visible()


class FormPage(AnyPage):
    """A page with a form: its labels in order, and the words on its button."""

    labels: tuple[str, ...]
    button: str

    def fill(self, texts: Mapping[str, str]) -> Self:
        """Type at each of the form's labels what ``texts`` has for it."""
        for label in self.labels:
            self.main.get_by_label(label, exact=True).fill(texts[label])
        return self

    def send(self) -> None:
        """Use the form's button."""
        self.main.get_by_role("button", name=self.button, exact=True).click()

    def submit(self, texts: Mapping[str, str]) -> None:
        """Fill the form in and send it."""
        self.fill(texts).send()

    def paste_passwords(self, text: str) -> list[str]:
        """Paste ``text`` at each label that wants a password, and give what stands there then."""
        fields = self.main.locator("input[autocomplete$=password]")
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        for number in range(fields.count()):
            fields.nth(number).focus()
            self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
            self.page.keyboard.press("ControlOrMeta+V")
        return [fields.nth(number).input_value() for number in range(fields.count())]

    def expect_asks_for(self, labels: list[str]) -> None:
        """The form wants ``labels`` to be filled in, in this order, and no more. A box may be ticked or not."""
        expect(self.main.locator("label:not(.form-check-label)")).to_have_text(labels)
        for label in labels:
            expect(self.main.get_by_label(label, exact=True)).to_be_editable()

    def expect_way_to(self, words: str, path: str) -> None:
        """Beside the form, ``words`` lead to ``path``."""
        expect(self.main.get_by_role("link", name=words, exact=True)).to_have_attribute("href", path)

    def expect_kept(self, label: str, text: str) -> None:
        """``text`` still stands at ``label``."""
        expect(self.main.get_by_label(label, exact=True)).to_have_value(text)


class RegisterPage(FormPage):
    """Where a visitor opens an account."""

    path = "/register"
    labels = ("Email", "Password", "Confirm password")
    button = "Register"


class LoginPage(FormPage):
    """Where a member proves who they are."""

    path = "/login"
    labels = ("Email", "Password")
    button = "Log in"

    def remember(self) -> Self:
        """Ask to stay logged in."""
        self.main.get_by_label("Keep me logged in on this device").check()
        return self


class AccountPage(AnyPage):
    """What a member sees of themselves."""

    path = "/account"

    @property
    def logins(self) -> Locator:
        """Where the member is logged in, a list item each."""
        return self.main.get_by_role("listitem")

    def end_other(self) -> None:
        """End the one login that is not here."""
        self.main.get_by_role("button", name=re.compile("^End ")).click()

    def end_others(self) -> None:
        """End every login but this."""
        self.main.get_by_role("button", name="Log out everywhere else").click()


class ConfirmPage(FormPage):
    """Where a member gives the password again."""

    path = "/account/confirm"
    labels = ("Current password",)
    button = "Confirm"


class PasswordPage(FormPage):
    """Where a member changes the password."""

    path = "/account/password"
    labels = ("Current password", "Password", "Confirm password")
    button = "Change password"


class DeletePage(FormPage):
    """Where a member deletes the account."""

    path = "/account/delete"
    labels = ("Current password",)
    button = "Delete account"


class ProductsPage(AnyPage):
    """The public list."""

    path = "/products"

    def product(self, name: str) -> Locator:
        """The heading of the product called ``name``."""
        return self.main.get_by_role("heading", name=name, exact=True)


class NewProductPage(FormPage):
    """Where a member adds a product."""

    path = "/products/new"
    labels = ("Name", "Description")
    button = "Add product"
