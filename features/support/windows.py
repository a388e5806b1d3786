"""The windows of a scenario, and what happens in them."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from behave import fixture
from behave.model import Scenario, Step
from behave.runner import Context
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from features.support.browser import launch
from features.support.evidence import keep_evidence
from features.support.options import Options


class Windows:
    """Every browser window that one scenario opens. A window has cookies of its own, as on another machine."""

    def __init__(self, browser: Browser, options: Options, settings: dict[str, Any]) -> None:
        self.browser = browser
        self.options = options
        self.settings = settings
        self.contexts: list[BrowserContext] = []
        self.requested: list[str] = []
        self.console: list[str] = []
        self.troubles: list[str] = []

    def open(self, **settings: Any) -> Page:
        """Open a window in which nobody has ever been, and record what happens there."""
        window = self.browser.new_context(**self.settings | settings)
        window.set_default_timeout(self.options.expect_timeout + 2_000)
        window.on("request", lambda request: self.requested.append(request.url))
        window.on("console", self.hear)
        window.on("weberror", lambda error: self.troubles.append(f"a script failed: {error.error}"))
        window.on("response", self.judge)
        if self.options.tracing != "off":
            # The filmstrip costs a third more: it is for those who watch, or who keep every trace.
            filmstrip = self.options.headed or self.options.tracing == "on"
            window.tracing.start(snapshots=True, sources=True, screenshots=filmstrip)
        self.contexts.append(window)
        return window.new_page()

    def hear(self, message: ConsoleMessage) -> None:
        """Keep what the browser's console says. An error is trouble, unless ``judge`` has judged what it is about."""
        line = f"{message.type}: {message.text}"
        self.console.append(line)
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.troubles.append(f"the console says {line}")

    def judge(self, response: Response) -> None:
        """Take a mistake of the server's for trouble, and whatever a page needs and does not get."""
        if response.status >= 500 or (response.status >= 400 and response.request.resource_type != "document"):
            self.troubles.append(f"{response.status} for {response.request.method} {response.url}")

    @property
    def first(self) -> Page:
        """The page open on the first computer."""
        return self.contexts[0].pages[0]

    @property
    def other(self) -> Page:
        """The page open on the computer that came last."""
        return self.contexts[-1].pages[0]

    def begin(self, step: Step) -> None:
        """Write ``step`` into the recordings, with its line in the feature file."""
        for window in self.contexts:
            window.tracing.group(
                f"{step.keyword} {step.name}", location={"file": step.filename, "line": step.line, "column": 1}
            )

    def end(self) -> None:
        """Close the step in the recordings."""
        for window in self.contexts:
            window.tracing.group_end()

    def close(self) -> None:
        """Close every window."""
        for window in self.contexts:
            window.close()


@fixture
def windows(context: Context, scenario: Scenario) -> Iterator[Windows]:
    """Give a scenario its windows, one of them open, and keep the evidence of them that is wanted.

    A scenario tagged @debug is shown on the screen and stops in Playwright's inspector before its first step.
    """
    tags = scenario.effective_tags
    options = dataclasses.replace(context.options, headed=context.options.headed or "debug" in tags)
    own = options != context.options or "back-forward-cache" in tags
    browser = context.browser
    if own:
        browser = launch(context.playwright, options, back_forward_cache="back-forward-cache" in tags)
    # axe comes into the page as a script of its own, which the site's policy would refuse.
    settings = context.shape | {"base_url": context.server.url, "bypass_csp": "axe" in tags}
    if options.video != "off":
        settings["record_video_dir"] = options.output / "videos"
    context.windows = Windows(browser, options, settings)
    context.page = context.windows.open()
    if "debug" in tags:
        context.windows.contexts[0].set_default_timeout(0)
        context.page.pause()
    yield context.windows
    keep_evidence(context, scenario)
    if own:
        browser.close()
