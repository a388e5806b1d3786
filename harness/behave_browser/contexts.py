"""The browser contexts of a scenario, a window each: whose each of them is, and what happens in them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Protocol

from behave.model import Step
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, Response

from behave_browser.options import Options

#: Where people are, unless a step says otherwise.
OWN = "a computer of their own"
NO_WINDOW = "{} has no window on {}: nothing in this scenario has opened one, so there is nothing to see."


class Named(Protocol):
    """Somebody who is known by a name."""

    name: str


class Windows:
    """Every browser window of one scenario. Each is somebody's, with cookies of its own as on a machine of its own."""

    def __init__(
        self,
        browser: Browser,
        options: Options,
        settings: Mapping[str, Any],
        init_scripts: Iterable[str] = (),
        *,
        debug: bool = False,
    ) -> None:
        self.browser = browser
        self.options = options
        self.settings = settings
        self.init_scripts = init_scripts
        self.debug = debug
        self.contexts: list[BrowserContext] = []
        self.seats: dict[tuple[str, str], Page] = {}
        self.latest: Page | None = None  # the page that was used last
        self.step: Step | None = None
        self.requested: dict[BrowserContext, list[str]] = defaultdict(list)
        self.console: list[str] = []
        self.troubles: list[str] = []

    def has(self, person: str | Named, place: str = OWN) -> bool:
        """Whether ``person`` has been at ``place`` in this scenario."""
        return (name_of(person), place) in self.seats

    def of(self, person: str | Named, place: str = OWN) -> Page:
        """The page that ``person`` has open at ``place``. What they do first there opens it.

        Raises AssertionError in a Then where nothing has opened one: it would look at an empty window.
        """
        seat = (name_of(person), place)
        if seat not in self.seats:
            assert self.step is None or self.step.step_type != "then", NO_WINDOW.format(*seat)
            self.open(person, place)
        self.latest = self.seats[seat]
        return self.latest

    def open(self, person: str | Named, place: str = OWN, **settings: Any) -> Page:
        """Open a window in which nobody has ever been, for ``person`` at ``place``, and record what happens there."""
        window = self.browser.new_context(**{**self.settings, **settings})
        for script in self.init_scripts:
            window.add_init_script(script)
        window.set_default_timeout(0 if self.debug else self.options.expect_timeout + 2_000)
        self.listen(window)
        if self.options.tracing != "off":
            # The filmstrip costs a third more: it is for those who watch, or who keep every trace.
            filmstrip = self.options.headed or self.options.tracing == "on"
            window.tracing.start(snapshots=True, sources=True, screenshots=filmstrip)
            self.group(window)
        self.contexts.append(window)
        page = window.new_page()
        self.seat(person, page, place)
        if self.debug and len(self.contexts) == 1:
            page.pause()
        return page

    def seat(self, person: str | Named, page: Page, place: str = OWN) -> None:
        """Have ``person`` sit before ``page`` from now on, whoever else does."""
        self.seats[name_of(person), place] = self.latest = page

    def listen(self, window: BrowserContext) -> None:
        """Keep what ``window`` asks for, what its pages say, and what goes wrong in it."""
        window.on("request", lambda request: self.requested[window].append(request.url))
        window.on("console", self.on_console)
        window.on("weberror", lambda error: self.troubles.append(f"a script failed: {error.error}"))
        window.on("response", self.on_response)

    def on_console(self, message: ConsoleMessage) -> None:
        """Keep what the browser's console says. An error is trouble, unless ``on_response`` judges it."""
        line = f"{message.type}: {message.text}"
        self.console.append(line)
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.troubles.append(f"the console says {line}")

    def on_response(self, response: Response) -> None:
        """Take a mistake of the server's for trouble, and whatever a page needs and does not get."""
        if response.status >= 500 or (response.status >= 400 and not is_page(response.request)):
            self.troubles.append(f"{response.status} for {response.request.method} {response.url}")

    def strays(self, page: Page, url: str) -> list[str]:
        """Give what the window of ``page`` has asked for that is not of the site at ``url``."""
        return [address for address in self.requested[page.context] if not address.startswith(f"{url}/")]

    def begin(self, step: Step) -> None:
        """Write ``step`` into the recordings, with its line in the feature file."""
        self.step = step
        for window in self.contexts:
            self.group(window)

    def group(self, window: BrowserContext) -> None:
        """Write the step that runs into the recording of ``window``. A recording that fails is no scenario's fault."""
        if self.step:
            location: Any = {"file": self.step.filename, "line": self.step.line, "column": 1}
            with suppress(Error):
                window.tracing.group(f"{self.step.keyword} {self.step.name}", location=location)

    def end(self) -> None:
        """Close the step in the recordings."""
        for window in self.contexts:
            with suppress(Error):
                window.tracing.group_end()


def name_of(person: str | Named) -> str:
    """What ``person`` is called."""
    return person if isinstance(person, str) else person.name


def is_page(request: Request) -> bool:
    """Whether ``request`` is for a page, and not for something that a page needs."""
    return request.resource_type == "document"
