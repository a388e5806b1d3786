"""A run of behave whose score sheet is looked at, and a browser for what is asked of pages."""

from collections.abc import Iterator
from typing import Any

import pytest
from written_run import run_trial


@pytest.fixture(scope="session")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines of the sheet."""
    sheet = run_trial(tmp_path_factory.mktemp("run"), "-f", "features.support.login.conformance:ScoreSheet")
    return sheet.splitlines()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser in which nothing is waited for long."""
    api, harness = pytest.importorskip("playwright.sync_api"), pytest.importorskip("behave_browser.launch")
    with api.sync_playwright() as playwright:
        browser = harness.launch(playwright, harness.Options())
        api.expect.set_options(timeout=500)
        yield browser
        api.expect.set_options(timeout=5_000)
        browser.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A window as wide as a phone's."""
    context = browser.new_context(base_url="http://site.test", viewport={"width": 400, "height": 600})
    context.set_default_timeout(2_000)
    yield context.new_page()
    context.close()
