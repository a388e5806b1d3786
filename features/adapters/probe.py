"""See whether an adapter fits its site, before anything else: ``nox -s probe -- my_site.toml``.

It registers somebody, mistypes, logs in and logs out as the scenarios will, and names each key of the adapter that
matched nothing, with what stood there instead. ``--write`` makes a first adapter for a site that has none, as far as
labels, roles and addresses tell.

The exit code is 0 where every key fits, 1 where one does not, and 2 where there is nothing to probe.
"""

import argparse
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from behave_browser.launch import NoBrowserError, launch
from behave_browser.options import OptionError, Options
from playwright.sync_api import Browser, Error, Locator, Page, sync_playwright

from features.adapters.discovery import first_adapter
from features.support.login.http_client import HttpClient, is_for_members
from features.support.login.page import EITHER_HALF, AnyPage, FormPage, NoPageError
from features.support.login.pages import LoginPage, RegisterPage
from features.support.login.people import MISTAKES, Person
from features.support.login.site import site
from features.support.login.target import RemoteSite, confirm

PATIENCE = 3_000  # milliseconds
FITS, DOES_NOT_FIT, NOTHING_TO_PROBE = 0, 1, 2


@dataclass(frozen=True)
class Finding:
    """A key of the adapter that matched nothing, and what stood there instead."""

    key: str
    wrong: str
    instead: str = ""

    def __str__(self) -> str:
        return f"{self.key}: {self.wrong}." + (f" There is {self.instead}." if self.instead else "")


def listed(things: Locator, attribute: str = "") -> str:
    """Say what ``things`` are called that can be seen, or what an ``attribute`` of theirs is."""
    seen = things.filter(visible=True).all()
    words = [(one.get_attribute(attribute) if attribute else one.inner_text()) or "" for one in seen]
    words = [" ".join(word.split()) for word in words]
    return ", ".join(f"“{word}”" for word in dict.fromkeys(filter(None, words))) or "nothing"


class Probe:
    """A walk through the site at ``url``, in ``page``, as the scenarios will take it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        number = secrets.token_hex(4)
        self.ada = Person("Ada", site.anyone(site.words["member"], "Ada"), f"Ada keeps {number}")
        if accounts := site.accounts():
            self.ada = Person("Ada", *accounts[0], registered=True)

    def findings(self) -> Iterator[Finding]:
        """Every key that does not fit, as far as one can come with those before it."""
        found = [*self.forms()]
        yield from found
        if any(finding.key.startswith(("[paths]", "[labels]", "[buttons]")) for finding in found):
            return  # nobody comes further than the forms
        found = [*self.registering()]
        yield from found
        if not found:
            yield from self.logging_in()

    def forms(self) -> Iterator[Finding]:
        """The pages for logging in and registering, and what their forms are made of."""
        for form in (LoginPage(self.page), *([] if self.ada.registered else [RegisterPage(self.page)])):
            answer = form.visit(form.path)
            if not answer or not answer.ok:
                place = site.path(form.path)
                status = answer.status if answer else "nothing"
                self.page.goto("/")
                links = listed(self.page.locator("a[href]"), "href")
                yield Finding(f'[paths] "{form.path}"', f"{place} answers {status}", f"{links} on the first page")
                continue
            yield from self.parts(form)

    def parts(self, form: FormPage) -> Iterator[Finding]:
        """The parts of a ``form`` that is open."""
        if form.form.count() != 1:
            yield Finding('[selectors] "form"', f"{site.selector('form')} is there {form.form.count()} times, not once")
            return
        labels = listed(form.form.locator("label"))
        for label in form.labels:
            theirs = site.label(form.path, label)
            if theirs and form.control(label).count() != 1:
                yield Finding(f'[labels] "{label}"', f"no control of {form.path} is called “{theirs}”", labels)
        for label in site.words["registering"] if isinstance(form, RegisterPage) else ():
            if form.form.get_by_label(label, exact=True).count() != 1:
                yield Finding(f'[registering] "{label}"', f"no control of {form.path} is called “{label}”", labels)
        words = site.button(form.button)
        if form.form.get_by_role("button", name=words, exact=True).count() != 1:
            buttons = listed(form.form.locator("button, input[type=submit]"))
            yield Finding(f'[buttons] "{form.button}"', f"no button of {form.path} says “{words}”", buttons)
        if site.fields({"csrf_token": ""}) and not form.token():
            hidden = form.page.locator("input[type=hidden], meta[name*=token]").all()
            names = ", ".join(f"“{one.get_attribute('name')}”" for one in hidden) or 'nothing hidden: then it is ""'
            name = site.words["names"]["csrf_token"]
            yield Finding('[names] "csrf_token"', f"{form.path} has no “{name}”", names)

    def registering(self) -> Iterator[Finding]:
        """Somebody new, by the form and by hand."""
        register = RegisterPage(self.page)
        if not self.ada.registered:
            with self.told('[buttons] "Register"') as failed:
                register.open().submit(self.ada.typing())
            if failed:
                yield from failed
                return
            try:
                confirm(HttpClient(self.url), self.ada.email)
            except (AssertionError, OptionError) as error:
                yield Finding("mailbox", str(error).rstrip("."))
                return
        words = listed(self.page.locator(site.selector("error")))
        self.page.context.clear_cookies()
        login = LoginPage(self.page)
        with self.told('[buttons] "Log in"') as failed:
            login.open().submit(self.ada.typing())
        answer = login.visit("/account")
        if not failed and answer and answer.status >= 400:
            login.visit("landing")
            links = f"{listed(self.page.locator('a[href]'), 'href')} where a login leads"
            yield Finding('[paths] "/account"', f"{site.path('/account')} answers {answer.status}", links)
            return
        if failed or not self.is_in():
            wrong = f"whoever was registered as {self.ada.email} is not logged in"
            key = "[accounts]" if self.ada.registered else "[registering]"
            yield from failed or [Finding(key, wrong, f"{words} after registering")]
            return
        if self.ada.registered:
            self.page.context.clear_cookies()
            return
        try:
            grace = Person("Grace", site.anyone(site.words["member"], "Grace"), self.ada.password)
            RemoteSite(self.url).register(grace)
        except AssertionError as error:
            register_names = self.names_of(register)
            yield Finding("[names]", f"by hand, {str(error).partition('. ')[0]}", f"{register_names} in the form")
        self.page.context.clear_cookies()

    def names_of(self, form: FormPage) -> str:
        """What the fields of ``form`` are called, for someone who is logged out."""
        self.page.context.clear_cookies()
        form.open()
        return ", ".join(f"“{one.get_attribute('name')}”" for one in form.form.locator("input[name]").all())

    def logging_in(self) -> Iterator[Finding]:
        """A mistake, the right password, the pages behind it, and the way out."""
        login = LoginPage(self.page)
        login.open().submit(self.ada.typing() | MISTAKES["the wrong password"])
        said = self.page.locator(site.selector("error"))
        if not said.filter(visible=True).count():
            yield Finding('[selectors] "error"', f"nothing is at {site.selector('error')} after a wrong password")
        elif not login.text(EITHER_HALF).count():
            theirs = site.words["messages"][EITHER_HALF]
            yield Finding(f'[messages] "{EITHER_HALF}"', f"nothing says “{theirs}”", listed(said))
        login.open().submit(self.ada.typing())
        yield from self.at('[paths] "landing"', "a login", site.path("landing"))
        yield from self.seen(("member", "log out"))
        if not self.is_in():
            place = urlsplit(self.page.url).path
            yield Finding('[paths] "/account"', f"a member does not get {site.path('/account')}", place)
        if HttpClient(self.url).is_member(""):
            yield Finding('[paths] "/account"', f"everybody gets {site.path('/account')}")
        login.visit("landing")
        with self.told('[selectors] "log out"') as failed:
            login.log_out()
        if failed:
            yield from failed
            return
        yield from self.at("after_logout", "a logout", site.words["after_logout"])
        yield from self.seen(("log in",) if site.lacks(["needs-registering"]) else ("log in", "register"))

    def is_in(self) -> bool:
        """Whether whoever is at the page gets the one for members."""
        answer = AnyPage(self.page).visit("/account")
        return bool(answer and answer.ok) and is_for_members(urlsplit(self.page.url).path, self.page.content())

    def at(self, key: str, what: str, place: str) -> Iterator[Finding]:
        """Whether ``what`` has led to ``place``, as ``key`` says."""
        if (found := urlsplit(self.page.url).path) != place:
            yield Finding(key, f"{what} does not lead to {place}", found)

    def seen(self, names: tuple[str, ...]) -> Iterator[Finding]:
        """Whether each selector of ``names`` finds something on the page that is open."""
        for name in names:
            selector = site.selector(name, email=self.ada.email)
            if not self.page.locator(selector).filter(visible=True).count():
                yield Finding(f'[selectors] "{name}"', f"nothing is at {selector} on {self.page.url}", self.ways())

    @contextmanager
    def told(self, key: str) -> Iterator[list[Finding]]:
        """Have what does not come become a finding about ``key``."""
        failed: list[Finding] = []
        try:
            yield failed
        except (NoPageError, Error) as error:
            failed.append(Finding(key, f"it brings no page: {str(error).splitlines()[0]}", self.ways()))

    def ways(self) -> str:
        """What can be clicked on the page that is open."""
        return f"{listed(self.page.locator('a, button, input[type=submit]'))} to click"


def probe(browser: Browser, url: str, adapter: Path, *, write: bool) -> list[Finding]:
    """Give every key of ``adapter`` that does not fit the site at ``url``; ``write`` it first, if it is to be."""
    window = browser.new_context(base_url=url)
    window.set_default_timeout(PATIENCE)
    page = window.new_page()
    if write:
        adapter.write_text(first_adapter(page), encoding="utf-8")
    site.aim(adapter)
    window.clear_cookies()
    return [*Probe(page, url).findings()]


def look_at(adapter: Path, *, write: bool) -> None:
    """Raise OptionError for an ``adapter`` that is none, or that would be written over."""
    if not write:
        site.aim(adapter)
    elif adapter.exists():
        raise OptionError(f"{adapter} is there already, and what you have written in it stays.")


def main(arguments: list[str]) -> int:
    """Probe, print what was found, and give the exit code."""
    parser = argparse.ArgumentParser(
        prog="nox -s probe --", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("adapter", type=Path, help="the file that says what your site is like")
    parser.add_argument("--base-url", default="http://127.0.0.1:5000", help="where it runs (default: %(default)s)")
    parser.add_argument("--write", action="store_true", help="write the file first, which must not be there")
    asked = parser.parse_args(arguments)
    url = asked.base_url.rstrip("/")
    try:
        RemoteSite(url).check()
        look_at(asked.adapter, write=asked.write)
        with sync_playwright() as playwright:
            browser = launch(playwright, Options())
            found = probe(browser, url, asked.adapter, write=asked.write)
            browser.close()
    except (OptionError, NoBrowserError, RuntimeError) as error:
        print(error)
        return NOTHING_TO_PROBE
    for finding in found:
        print(finding)
    told = f"python -m behave -D base_url={url} -D adapter={asked.adapter} -f scores"
    print(f"{len(found)} of its keys to mend." if found else f"It fits. Next: {told}")
    return DOES_NOT_FIT if found else FITS


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
