"""The password fields of whatever form is open: what stands there, who can read it, and what is pasted.

Knows Playwright, and neither app nor behave.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, expect

from features.support.login.page import AnyPage
from features.support.login.site import site


class PasswordFields(AnyPage):
    """Every control of a page that wants a password, and the button beside it that shows what is typed there."""

    @property
    def passwords(self) -> Locator:
        """Every control that wants a password."""
        return self.form.locator(site.selector("passwords"))

    def shower(self, label: str) -> Locator:
        """The button that shows what stands at ``label``."""
        return self.button(f"Show {label.lower()}")

    def button(self, name: str, *, pressed: bool | None = None) -> Locator:
        """The button that a screen reader calls ``name``; in any state, or only ``pressed`` or not."""
        return self.form.get_by_role("button", name=site.button(name), exact=True, pressed=pressed)

    def show(self, label: str, text: str) -> None:
        """Type ``text`` at ``label``, have it shown, and take the hand away from the button."""
        self.control(label).fill(text)
        self.shower(label).click()
        self.page.mouse.move(0, 0)

    def show_half_way(self, label: str, text: str) -> None:
        """Type half of ``text`` at ``label``, look at it, type the rest, and hide it: with the keyboard alone."""
        keyboard, half = self.page.keyboard, len(text) // 2
        self.control(label).focus()
        keyboard.type(text[:half])
        with self.pressing(label):
            self.expect_shown(label, text[:half])
        keyboard.press("Shift+Tab")
        keyboard.press("End")
        keyboard.type(text[half:])
        with self.pressing(label):
            self.expect_hidden(label, text)

    @contextmanager
    def pressing(self, label: str) -> Iterator[None]:
        """Go on to the button of ``label`` and press it, and be there still when what is inside was done."""
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Space")
        yield
        expect(self.shower(label)).to_be_focused()

    def send_unanswered(self) -> None:
        """Send the form, and see what is left behind: where nothing comes back, the page stays."""
        self.page.route("**", lambda route: route.fulfill(status=204))
        with self.page.expect_response(lambda response: response.request.method == "POST"):
            self.passwords.last.press("Enter")

    def send(self) -> None:
        """Send the form as it is."""
        with self.turning():
            self.passwords.last.press("Enter")

    def leave_and_come_back(self) -> None:
        """Go to another page, and back by the page's own hand, for the browser to show the page that it has kept."""
        path = self.page.url
        self.visit(site.start)
        self.page.evaluate("history.back()")
        expect(self.page).to_have_url(path)

    def expect_shown(self, label: str, text: str) -> None:
        """``text`` can be read at ``label``."""
        expect(self.control(label)).to_have_attribute("type", "text")
        expect(self.control(label)).to_have_value(text)

    def expect_shown_alone(self, label: str, text: str) -> None:
        """``text`` can be read at ``label``, and what else wants a password hides it."""
        self.expect_shown(label, text)
        hidden = self.passwords.and_(self.page.locator("[type=password]"))
        expect(hidden).to_have_count(self.passwords.count() - 1)

    def expect_hidden(self, label: str, text: str | None = None) -> None:
        """Nobody reads what stands at ``label``; which is ``text``, if that is given."""
        expect(self.control(label)).to_have_attribute("type", "password")
        if text is not None:
            expect(self.control(label)).to_have_value(text)

    def expect_uncorrected(self, label: str) -> None:
        """Nothing checks the spelling of what is typed at ``label``, sends it away to do so, or changes it."""
        for hint, value in {"spellcheck": "false", "autocapitalize": "none", "autocorrect": "off"}.items():
            expect(self.control(label)).to_have_attribute(hint, value)

    def expect_unshowable(self, label: str) -> None:
        """``label`` wants a password, and nothing offers to show it."""
        expect(self.control(label)).to_be_visible()
        expect(self.shower(label)).to_be_hidden()

    def paste_passwords(self, text: str) -> list[str]:
        """Paste ``text`` at each label that wants a password, and give what stands there then."""
        self.copy(text)
        for number in range(self.passwords.count()):
            self.passwords.nth(number).focus()
            self.page.keyboard.press("ControlOrMeta+V")
        return [self.passwords.nth(number).input_value() for number in range(self.passwords.count())]

    def copy(self, text: str) -> None:
        """Take ``text`` to the clipboard as a person does, in a tab of its own: only Chromium lets a script do it."""
        tab = self.page.context.new_page()
        tab.set_content("<textarea></textarea>")
        tab.locator("textarea").fill(text)
        tab.keyboard.press("ControlOrMeta+A")
        tab.keyboard.press("ControlOrMeta+C")
        tab.close()

    def expect_no_password(self, sent: list[str]) -> None:
        """The form has come back with a complaint, and holds none of the passwords that were ``sent``, nor another."""
        expect(self.page.locator(site.selector("error")).first).to_be_visible()
        expect(self.passwords).to_have_count(len(sent))
        for number in range(len(sent)):
            expect(self.passwords.nth(number)).to_have_attribute("type", "password")
            expect(self.passwords.nth(number)).to_have_value("")
        assert not [password for password in sent if password in self.page.content()], self.page.content()
