"""behave's hooks, ready for an ``environment.py`` to import or to call, and what they give its steps.

``context.harness`` is the Harness of the run, from ``before_all`` on. ``context.windows`` are the Windows of the
scenario that runs, and ``context.log`` is its LogCapture. Nothing else is hung on behave's context.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from multiprocessing import parent_process
from typing import Any

from behave import fixture, use_fixture
from behave.model import Scenario, Step
from behave.runner import Context
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from behave_browser.artifacts import keep_artifacts, photograph, spared
from behave_browser.contexts import Windows
from behave_browser.launch import launch, shape
from behave_browser.log_capture import LogCapture, capture_log
from behave_browser.options import Options
from behave_browser.output import discard_artifacts, make_folder


@dataclass
class Harness:
    """What a run has, from its first scenario to its last. A project sets what is not its own in ``before_all``."""

    options: Options
    playwright: Playwright
    browser: Browser
    #: How each window is opened: arguments of Playwright's ``new_context``.
    settings: dict[str, Any]
    #: Where pages are that a step opens by their path.
    base_url: str
    #: Scripts that each page runs before its own.
    init_scripts: list[str] = field(default_factory=list)
    #: The loggers that are listened to while a scenario runs; "" is the root.
    loggers: tuple[str, ...] = ("",)


@fixture
def harness(context: Context, kind: type[Options]) -> Iterator[Harness]:
    """Read the options, and start one browser for the whole run."""
    options = kind.from_userdata(context.config.userdata)
    expect.set_options(timeout=options.expect_timeout)
    with sync_playwright() as playwright:
        browser = launch(playwright, options)
        yield Harness(options, playwright, browser, shape(playwright, options), options.base_url)
        browser.close()


@fixture
def log(context: Context) -> Iterator[LogCapture]:
    """Listen to what the server writes while a scenario runs: it must be in this process for that."""
    with capture_log(context.harness.loggers) as context.log:
        yield context.log


@fixture
def windows(context: Context, scenario: Scenario) -> Iterator[Windows]:
    """Give ``scenario`` its windows, and keep those artifacts of it that are wanted.

    One tagged @debug is shown on the screen, and stops in Playwright's inspector in its first window; @axe lets scripts
    of the test into a page whose policy refuses them; @back-forward-cache has what people have on, and tests have not.
    """
    given: Harness = context.harness
    tags = scenario.effective_tags
    options = replace(given.options, headed=given.options.headed or "debug" in tags)
    own = options != given.options or "back-forward-cache" in tags
    browser = given.browser
    if own:
        browser = launch(given.playwright, options, back_forward_cache="back-forward-cache" in tags)
    settings = given.settings | {"base_url": given.base_url or None, "bypass_csp": "axe" in tags}
    if options.video != "off":
        make_folder(options.output / "videos")
        settings["record_video_dir"] = options.output / "videos"
    context.windows = Windows(browser, options, settings, given.init_scripts, debug="debug" in tags)
    yield context.windows
    keep_artifacts(scenario, context.windows.contexts, context.windows.console, context.log, options)
    if own:
        browser.close()


def before_all(context: Context, kind: type[Options] = Options) -> None:
    """Start the browser that ``-D`` asks for; ``kind`` is the project's own subclass of Options, if it has one."""
    context.harness = use_fixture(harness, context, kind)
    if parent_process() is None:  # else the one that has started several has seen to it
        discard_artifacts(context.harness.options.output)


def reason_to_skip(context: Context, scenario: Scenario) -> str:
    """Say why ``scenario`` cannot run as this run is, or nothing."""
    needs_scripts = "javascript" in scenario.effective_tags and not context.harness.options.javascript
    return "needs JavaScript" if needs_scripts else ""


def before_scenario(context: Context, scenario: Scenario) -> None:
    """Give ``scenario`` its windows and its log, unless it cannot run."""
    if reason := reason_to_skip(context, scenario):
        scenario.skip(reason)
        return
    use_fixture(log, context)
    use_fixture(windows, context, scenario)


def before_step(context: Context, step: Step) -> None:
    """Write ``step`` into the recordings."""
    context.windows.begin(step)


def after_step(context: Context, step: Step) -> None:
    """End ``step`` in the recordings, take its picture, and fail it for whatever the site did wrong meanwhile."""
    context.windows.end()
    options, page = context.harness.options, context.windows.latest
    if page and options.screenshot == "on" and step.step_type == "then" and step.status == "passed":
        with spared(step, "No picture could be taken"):
            context.attach("image/jpeg", photograph(page, type="jpeg", quality=60))
    if page and options.pause and step.status.has_failed():
        page.pause()
    complain(context, context.scenario)


def after_scenario(context: Context, scenario: Scenario) -> None:
    """Fail ``scenario`` for what the site did wrong after its last step."""
    if scenario.status != "skipped":
        complain(context, scenario)


def complain(context: Context, scenario: Scenario) -> None:
    """Fail a step in which the server or a page of the site made a mistake, unless the scenario is about one.

    Raises AssertionError with what it was. The tag @mistakes says that a scenario expects it.
    """
    troubles, context.windows.troubles = context.windows.troubles + context.log.take_errors(), []
    assert not troubles or "mistakes" in scenario.effective_tags, "; ".join(troubles)
