"""What all pages have, and all forms, as a person sees them: by label, role and sentence.

Labels, buttons, sentences and paths are given in Latchkey's words; ``site`` knows what they are where the run is aimed.
This module knows Playwright, and neither app nor behave.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Self
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Response, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from features.support.login.site import site

#: How a page is drawn otherwise, through the CSSOM: the site's policy refuses a style that is put into the page.
DRAW = """([font, size]) => {
  document.body.style.fontFamily = font;
  document.documentElement.style.fontSize = `${size}%`;
}"""
#: What is there wherever people read, in a narrow shape and in a wide one.
FONTS = ("Arial, 'Liberation Sans', sans-serif", "Verdana, 'DejaVu Sans', sans-serif")
#: The address of a window in which no page was opened.
BLANK = "about:blank"


#: What is said of a login that failed, whichever half was wrong.
EITHER_HALF = "Invalid email or password"


class NoPageError(AssertionError):
    """What a person did has brought no page."""


class WordedOtherwise(AssertionError):
    """Something is said where a sentence was looked for, and it is another."""


#: What using the way out would send: a form less its token, or a link's address.
WAY_OUT = """(way, token) => way.form
  ? [way.form.method, way.form.action,
     Object.fromEntries([...new FormData(way.form)].filter(([name]) => name !== token))]
  : ["get", way.href, {}]"""


class AnyPage:
    """What every page of the site has: the ways in and out, and the messages."""

    path = "/"

    def __init__(self, page: Page) -> None:
        self.window = page

    @property
    def page(self) -> Page:
        """The page, to look at or to use; where none was opened in its window, that is where a login leads."""
        if self.window.url == BLANK:
            self.visit(site.start)
        return self.window

    @property
    def form(self) -> Locator:
        """What the page is about: its form, or what it has in place of one."""
        return self.page.locator(site.selector("form"))

    @property
    def messages(self) -> Locator:
        """The messages that the page shows."""
        return self.page.locator(site.selector("message"))

    def open(self) -> Self:
        """Go there by its address."""
        self.visit(self.path)
        return self

    def visit(self, path: str) -> Response | None:
        """Go to ``path`` by typing it. Gives the answer of the server, after redirects."""
        return self.window.goto(site.path(path))

    def each(self, paths: Iterable[str]) -> Iterator[str]:
        """Open the page at each of ``paths`` in turn. "/nowhere" is the one that no site has."""
        for path in paths:
            answer = self.visit(path)
            assert answer, path
            assert answer.ok or path == "/nowhere", f"{path} answers {answer.status}"
            yield path

    @contextmanager
    def turning(self) -> Iterator[None]:
        """Wait until what is done inside has brought the next page: whoever looks now would see the last one.

        Raises NoPageError where none comes.
        """
        try:
            with self.page.expect_event("domcontentloaded"):
                yield
        except PlaywrightTimeoutError as error:
            raise NoPageError(f"No page came of it: this one is still {self.page.url}. {error.message}") from None

    def expect_open(self) -> None:
        """This page is the one that is open, and nothing of another page's address is left."""
        self.expect_at(self.path)

    def expect_at(self, path: str) -> None:
        """The page at ``path`` is the one that is open: nobody was led elsewhere."""
        expect(self.page).to_have_url(re.compile(rf"^https?://[^/]+{re.escape(site.path(path))}$"))

    def token(self) -> str:
        """The CSRF token of this page's forms."""
        return site.token(self.page.content())

    def is_said(self, sentence: str, found: Locator, instead: Locator) -> bool:
        """Whether ``sentence`` can be seen where it is to be ``found``; False where a site has words of its own there.

        Such a site keeps its promise by saying something: what is seen ``instead`` is noted for its sheet. Raises
        WordedOtherwise for Latchkey, and where a site has two sentences for a login that failed: each of them would
        tell which half was wrong. Raises AssertionError where nothing is said.
        """
        try:
            expect(found).to_be_visible()
        except AssertionError as error:
            others = [" ".join(words.split()) for words in instead.filter(visible=True).all_inner_texts()]
            if not any(others):
                raise
            otherwise = f"“{'” “'.join(filter(None, others))}”, not “{site.words['messages'].get(sentence, sentence)}”"
            if site.is_own or (sentence == EITHER_HALF and site.gives(sentence)):
                raise WordedOtherwise(otherwise) from error
            site.otherwise.append(otherwise)
            return False
        return True

    def expect_told(self, sentence: str, category: str) -> None:
        """The page shows one message, which says ``sentence`` as ``category``."""
        self.is_said(sentence, self.message(sentence, category), self.messages)
        if site.is_own:  # others may have more to say
            expect(self.messages).to_have_count(1)

    def expect_text(self, sentence: str) -> None:
        """The page says ``sentence`` somewhere."""
        errors = self.page.locator(site.selector("error")).filter(visible=True)
        found = self.text(sentence)
        self.is_said(sentence, found, errors if errors.count() else self.page.locator("h1, h2, p").first)

    def send_empty(self) -> bool:
        """Send the page's form that wants to be filled in, if it has one, with nothing in it. Tells whether it has."""
        form = self.form.locator("form:has(input:not([type=hidden]))")
        if not form.count():
            return False
        for field in form.locator("input:not([type=hidden], [type=checkbox], [readonly]), textarea").all():
            field.clear()
        with self.turning():
            form.locator("[type=submit]").click()
        return True

    def message(self, sentence: str, category: str | None = None) -> Locator:
        """The messages that say exactly ``sentence``, of any category or of one."""
        of_kind = self.page.locator(site.selector("category", category=category)) if category else self.messages
        return of_kind.filter(has_text=re.compile(rf"^\s*{site.says(sentence)}\s*$"))

    def text(self, sentence: str) -> Locator:
        """Where the page says exactly ``sentence``."""
        return self.form.get_by_text(re.compile(rf"^\s*{site.says(sentence)}\s*$"))

    def closer(self, sentence: str) -> Locator:
        """What closes the message that says ``sentence``."""
        return self.message(sentence).locator(site.selector("close"))

    def dismiss(self, sentence: str) -> None:
        """Close the message that says ``sentence``."""
        self.closer(sentence).click()

    def expect_logged_out(self) -> None:
        """The page that is open is the one where a logout leads."""
        expect(self.page).to_have_url(re.compile(rf"^https?://[^/]+{re.escape(site.words['after_logout'])}$"))

    def send_log_out(self, *, token: bool) -> None:
        """Send by hand what the way out sends, with its ``token`` or without. A link has none to leave out."""
        way = self.page.locator(site.selector("log out"))
        if sure := site.selector("confirm log out"):
            with self.turning():
                way.click()
            way = self.page.locator(sure)
        method, target, form = way.evaluate(WAY_OUT, "" if token else site.words["names"]["csrf_token"])
        by_our_own_page = {"Sec-Fetch-Site": "same-origin"}
        request = self.page.request
        request.fetch(target, method=method, form=form or None, headers=by_our_own_page, max_redirects=0)

    def log_out(self) -> None:
        """Use the way out, and say so again where the site asks whether one is sure."""
        for name in ("log out", "confirm log out"):
            if selector := site.selector(name):
                with self.turning():
                    self.page.locator(selector).click()

    def expect_member(self, email: str) -> None:
        """The page is a member's, and this member's."""
        expect(self.page.locator(site.selector("member", email=email))).to_be_visible()
        expect(self.page.locator(site.selector("log out"))).to_be_visible()
        expect(self.page.locator(site.selector("log in"))).to_have_count(0)

    def expect_visitor(self) -> None:
        """The page is a visitor's."""
        expect(self.page.locator(site.selector("log in"))).to_be_visible()
        if not site.lacks(["needs-registering"]):
            expect(self.page.locator(site.selector("register"))).to_be_visible()
        expect(self.page.locator(site.selector("log out"))).to_have_count(0)

    def come_to_rest(self) -> None:
        """Wait until nothing moves or fades: half-way between two colours no text can be read."""
        self.page.evaluate("Promise.allSettled(document.getAnimations().map((one) => one.finished)).then(() => null)")

    def expect_fits(self, size: int) -> None:
        """In letters of ``size`` percent nothing is wider than the window, and all that the head offers is in it."""
        window = self.page.viewport_size
        assert window, "the window has no size of its own"
        for font in FONTS:
            self.page.evaluate(DRAW, [font, size])
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= window["width"], (self.page.url, font, wide)
            for offer in self.page.get_by_role("banner").locator("a, button").all():
                expect(offer).to_be_in_viewport(ratio=1)

    def control(self, label: str) -> Locator:
        """The control called ``label``."""
        return self.form.get_by_label(site.label(self.path, label), exact=True)

    def expect_error(self, label: str, sentence: str) -> None:
        """``sentence`` can be seen; and, where the site ties errors to controls, it is read out with ``label``'s."""
        said = self.is_said(sentence, self.text(sentence), self.page.locator(site.selector("error")))
        if said and not site.lacks(["needs-tied-errors"]):
            self.expect_tied_error(label, sentence)

    def expect_tied_error(self, label: str, sentence: str) -> None:
        """The control called ``label`` is marked as wrong, and ``sentence`` is read out with it."""
        wrong = self.control(label).and_(self.page.locator("[aria-invalid=true]"))
        expect(wrong).to_have_accessible_description(re.compile(rf"(^|\s){site.says(sentence)}$"))


class FormPage(AnyPage):
    """A page with a form: its labels in order, and the words on its button."""

    labels: tuple[str, ...]
    button: str

    def fill(self, texts: Mapping[str, str]) -> Self:
        """Type at each of the form's labels what ``texts`` has for it. A label that the site lacks is passed over."""
        browser = self.page.context.browser
        for label in self.labels:
            if site.label(self.path, label):
                if browser and browser.browser_type.name == "firefox":
                    self.control(label).clear()  # a stock one would add to the email address that stands there already
                self.control(label).fill(texts[label])
        return self

    def send(self) -> None:
        """Use the form's button."""
        with self.turning():
            self.form.get_by_role("button", name=site.button(self.button), exact=True).click()

    def send_twice(self) -> None:
        """Use the form's button with a double click, as people do who take a page for a desktop."""
        box = self.form.get_by_role("button", name=site.button(self.button), exact=True).bounding_box()
        assert box, f"there is no button {self.button}"
        with self.turning():
            for _ in range(2):  # each as long as a finger takes: two at the same instant are one for the browser
                self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, delay=40)

    def submit(self, texts: Mapping[str, str]) -> None:
        """Fill the form in and send it."""
        self.fill(texts).send()

    def expect_asks_for(self, labels: list[str]) -> None:
        """The form wants ``labels`` to be filled in, in this order, and no more. A box may be ticked or not."""
        theirs = self.form.locator(site.selector("labels"))
        for more in site.registering() if urlsplit(self.page.url).path == site.path("/register") else ():
            theirs = theirs.filter(has_not_text=re.compile(rf"^\s*{re.escape(more)}\s*$"))
        expect(theirs).to_have_text([site.label(self.path, label) for label in labels])
        for label in labels:
            expect(self.control(label)).to_be_editable()

    def expect_username(self, email: str) -> None:
        """A password manager finds ``email`` before the first password, and nobody else comes there or changes it."""
        username = self.form.locator("input[autocomplete=username]:has(~ * [type=password])")
        expect(username).to_have_value(email)
        expect(username).to_have_attribute("type", "text")
        expect(username).not_to_be_editable()
        expect(username).to_have_attribute("tabindex", "-1")

    def expect_way_to(self, words: str, path: str) -> None:
        """Beside the form, ``words`` lead to ``path``."""
        offered = self.form if site.is_own else self.page
        link = offered.get_by_role("link", name=site.link(words), exact=True).first
        expect(link).to_have_attribute("href", site.path(path))

    def expect_hint(self, label: str, sentence: str) -> None:
        """``sentence`` stands at ``label``, and is read out with it, an error or not."""
        expect(self.text(sentence)).to_be_visible()
        expect(self.control(label)).to_have_accessible_description(re.compile(rf"^{site.says(sentence)}(\s|$)"))

    def expect_kept(self, label: str, text: str) -> None:
        """``text`` still stands at ``label``, if the site has that label at all."""
        if site.label(self.path, label):
            expect(self.control(label)).to_have_value(text)
