"""The windows of a scenario, and the evidence that is kept of them when it fails."""

import contextlib
import dataclasses
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from behave import fixture
from behave.model import Scenario, Step
from behave.runner import Context
from playwright.sync_api import Browser, BrowserContext, Error, Page

from features.support.browser import launch

EVIDENCE = Path("test-results")


class Windows:
    """Every browser window that one scenario opens. A window has cookies of its own, as on another machine."""

    def __init__(self, browser: Browser, **settings: Any) -> None:
        self.browser = browser
        self.settings = settings
        self.contexts: list[BrowserContext] = []
        self.requested: list[str] = []

    def open(self) -> Page:
        """Open a window in which nobody has ever been, and record what happens there."""
        window = self.browser.new_context(**self.settings)
        window.set_default_timeout(5_000)
        window.on("request", lambda request: self.requested.append(request.url))
        window.tracing.start(snapshots=True, sources=True)
        self.contexts.append(window)
        return window.new_page()

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

    def keep(self, folder: Path) -> list[str]:
        """Put a screenshot, the page and the recording of each window into ``folder``, and say what is where."""
        folder.mkdir(parents=True)
        kept = []
        for number, window in enumerate(self.contexts, start=1):
            for page in window.pages[-1:]:
                kept.append(f"at     {page.url}")
                (folder / f"window-{number}.html").write_text(page.content())
                kept.append(f"page   {folder}/window-{number}.html")
                # A page that is about to leave may refuse to be pictured; the trace is worth having all the same.
                with contextlib.suppress(Error):
                    page.screenshot(path=folder / f"window-{number}.png", full_page=True)
                    kept.append(f"image  {folder}/window-{number}.png")
            window.tracing.stop(path=folder / f"trace-{number}.zip")
            kept.append(f"trace  playwright show-trace {folder}/trace-{number}.zip")
        return kept

    def close(self) -> None:
        """Close every window."""
        for window in self.contexts:
            window.close()


def discard_evidence() -> None:
    """Start a run without the evidence of the last one."""
    shutil.rmtree(EVIDENCE, ignore_errors=True)


@fixture
def windows(context: Context, scenario: Scenario) -> Iterator[Windows]:
    """Give a scenario its windows, one of them open. If it fails, their evidence is kept and its place printed.

    A scenario tagged @debug is shown on the screen and stops in Playwright's inspector before its first step.
    """
    tags = scenario.effective_tags
    options = dataclasses.replace(
        context.options,
        headed=context.options.headed or "debug" in tags,
        back_forward_cache="back-forward-cache" in tags,
    )
    browser = context.browser if options == context.options else launch(context.playwright, options)
    # axe comes into the page as a script of its own, which the site's policy would refuse.
    context.windows = Windows(browser, base_url=context.server.url, bypass_csp="axe" in tags)
    context.page = context.windows.open()
    if "debug" in tags:
        context.windows.contexts[0].set_default_timeout(0)
        context.page.pause()
    yield context.windows
    if scenario.status.has_failed():
        for line in context.windows.keep(EVIDENCE / slug(scenario)):
            print(f"      {line}")  # noqa: T201 -- behave shows it under the scenario
    context.windows.close()
    if browser is not context.browser:
        browser.close()


def slug(scenario: Scenario) -> str:
    """A folder's name for ``scenario``: its file, line and name, in letters that every system takes."""
    stem = Path(scenario.filename).stem
    return re.sub(r"[^a-z0-9]+", "-", f"{stem} {scenario.line} {scenario.name}".lower()).strip("-")[:80]
