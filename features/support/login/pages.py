"""The site's pages as a person sees them, one class each. Knows Playwright, and neither app nor behave."""

import re
from collections.abc import Mapping
from typing import Self
from urllib.parse import urlsplit

from playwright.sync_api import Cookie, Locator

from features.support.login.http_client import HttpClient, is_for_members
from features.support.login.page import BLANK, AnyPage, FormPage
from features.support.login.site import site


class RegisterPage(FormPage):
    """Where a visitor opens an account."""

    path = "/register"
    labels = ("Email", "Password", "Confirm password")
    button = "Register"

    def fill(self, texts: Mapping[str, str]) -> Self:
        """Type what every form for registering wants, and what this site's wants besides."""
        for label, text in site.registering().items():
            self.form.get_by_label(label, exact=True).fill(text)
        return super().fill(texts)


class LoginPage(FormPage):
    """Where a member proves who they are."""

    path = "/login"
    labels = ("Email", "Password")
    button = "Log in"

    def log_in_by_request(self, texts: Mapping[str, str]) -> None:
        """Send the form without drawing it, and read what comes of it: for those whom a scenario finds logged in.

        The site answers the same requests as ever. It is the browser that is spared three pages, half of a scenario.
        """
        send = self.window.request
        token = site.token(send.get(site.path(self.path)).text())
        typed = {"csrf_token": token, "email": texts["Email"], "password": texts["Password"]}
        by_our_own_page = {"Sec-Fetch-Site": "same-origin"}
        form: dict[str, str | float | bool] = {**site.fields(typed, self.path)}
        sent = send.post(site.path(self.path), form=form, headers=by_our_own_page, max_redirects=0)
        read = send.get(site.path("/account"))
        opened = read.ok and is_for_members(urlsplit(read.url).path, read.text())
        assert opened, f"{texts['Email']} was not logged in: {sent.status}, and then {read.status} at {read.url}"
        if self.window.url != BLANK:  # what is open there was a visitor's
            LandingPage(self.window).open()

    def remember(self) -> Self:
        """Ask to stay logged in."""
        self.control("Keep me logged in on this device").check()
        return self


class AccountPage(AnyPage):
    """What a member sees of themselves."""

    path = "/account"

    def login_cookie(self, url: str, email: str) -> Cookie:
        """The one cookie of this window that lets whoever has it into the site at ``url``, where there are several."""
        cookies = self.window.context.cookies()
        for cookie in cookies:
            thief = HttpClient(url)
            thief.cookies = {cookie["name"]: cookie["value"]}
            if thief.is_member(email):
                return cookie
        raise AssertionError(f"None of {', '.join(cookie['name'] for cookie in cookies)} alone lets {email} in.")

    @property
    def logins(self) -> Locator:
        """Where the member is logged in, a list item each."""
        return self.form.get_by_role("listitem")

    def login(self, words: str) -> Locator:
        """The login of which the list says ``words``, such as its device."""
        return self.logins.filter(has_text=words)

    def fact(self, term: str) -> Locator:
        """What the page says that ``term`` is, such as "Email"."""
        return self.form.locator("dt", has_text=term).locator("+ dd")

    def end_other(self) -> None:
        """End the one login that is not here."""
        with self.turning():
            self.form.get_by_role("button", name=re.compile("^End ")).click()

    def end(self, device: str) -> None:
        """End the login of ``device``, by what a screen reader calls the button that does it."""
        with self.turning():
            self.form.get_by_role("button", name=f"End {device}", exact=True).click()

    @property
    def way_out_elsewhere(self) -> Locator:
        """What ends every login but this."""
        return self.form.get_by_role("button", name=site.button("Log out everywhere else"))

    def end_others(self) -> None:
        """End every login but this."""
        with self.turning():
            self.way_out_elsewhere.click()


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


class LandingPage(AnyPage):
    """Where people are led who asked for nothing else."""

    path = "landing"
