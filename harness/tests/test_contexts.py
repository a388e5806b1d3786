"""The windows of a scenario: whose each of them is, and what goes wrong in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock, call

import pytest

pytest.importorskip("behave")

from behave.model import Scenario, Step
from behave.parser import parse_feature
from behave_browser import hooks
from behave_browser.contexts import Windows
from behave_browser.hooks import Harness
from behave_browser.launch import launch
from behave_browser.options import Options
from playwright.sync_api import Browser, Page, Route, sync_playwright

SITE = "http://site.test"
OPTIONS = Options(tracing="off")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright, Options())
        yield browser
        browser.close()


@pytest.fixture
def windows(browser: Browser) -> Iterator[Windows]:
    windows = Windows(browser, OPTIONS, {})
    yield windows
    for window in windows.contexts:
        window.close()


def show(page: Page, body: str, status: int = 200, **headers: str) -> None:
    """Open a page that has this ``body``, on a site that has a /style.css, no /missing, and a /broken."""

    def answer(route: Route) -> None:
        statuses = {"/": status, "/missing": 404, "/broken": 500}
        path = route.request.url.removeprefix(SITE)
        text = f"<!doctype html><link rel=icon href=data:,>{body}" if path == "/" else ""
        kind = "text/html" if path == "/" else "text/css"
        route.fulfill(status=statuses.get(path, 200), body=text, headers={"Content-Type": kind, **headers})

    page.route("**", answer)
    page.goto(SITE)
    page.evaluate("document.readyState")  # by its answer, all that was said before has come


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        ("<script>throw new Error('lost')</script>", "a script failed: lost"),
        ("<script>console.error('lost')</script>", "the console says error: lost"),
        ("<img src=/missing>", "404 for GET http://site.test/missing"),
        ("<img src=/broken>", "500 for GET http://site.test/broken"),
    ],
)
def test_what_goes_wrong_in_a_page_is_trouble(windows: Windows, body: str, trouble: str) -> None:
    show(windows.of("Ada"), body)
    assert windows.troubles == [trouble]


def test_what_a_page_only_says_is_no_trouble_and_kept(windows: Windows) -> None:
    show(windows.of("Ada"), "<link rel=stylesheet href=/style.css><script>console.warn('slow')</script>")
    assert windows.troubles == []
    assert windows.console == ["warning: slow"]


@pytest.mark.parametrize(
    ("status", "troubles"),
    [
        (200, []),
        (400, []),
        (404, []),
        (500, ["500 for GET http://site.test/"]),
        (503, ["503 for GET http://site.test/"]),
    ],
)
def test_a_page_may_be_refused_but_not_by_mistake(windows: Windows, status: int, troubles: list[str]) -> None:
    show(windows.of("Ada"), "", status)
    assert windows.troubles == troubles


def test_whatever_a_window_has_asked_another_site_for_is_astray_however_that_one_is_called(windows: Windows) -> None:
    ada, grace = windows.of("Ada"), windows.of("Grace")
    show(ada, "<img src=/style.css><img src=http://site.test.example/1><img src=http://other.example/2>")
    show(grace, "")
    assert windows.strays(ada, SITE) == ["http://site.test.example/1", "http://other.example/2"]
    assert windows.strays(grace, SITE) == []


def step(kind: str) -> Step:
    """Give a step of this ``kind``."""
    return parse_feature(f"Feature: One\nScenario: Two\n{kind} three", filename="one.feature").scenarios[0].steps[0]


def test_in_a_then_nobody_looks_at_a_window_that_nothing_has_opened(windows: Windows) -> None:
    windows.begin(step("Given"))
    ada = windows.of("Ada")
    windows.begin(step("Then"))
    assert windows.of("Ada") is ada
    for seat in (("Grace",), ("Ada", "their phone")):
        with pytest.raises(AssertionError, match=f"^{seat[0]} has no window on {seat[-1] if seat[1:] else 'a comp'}"):
            windows.of(*seat)
    assert len(windows.contexts) == 1


def test_the_latest_page_is_the_one_that_was_used_last(windows: Windows) -> None:
    ada, phone, grace = windows.of("Ada"), windows.of("Ada", "their phone"), windows.of("Grace")
    assert windows.latest is grace
    assert windows.of("Ada") is ada
    assert windows.latest is ada
    assert windows.of("Ada", "their phone") is phone
    assert windows.latest is phone


def test_each_window_has_cookies_of_its_own(windows: Windows) -> None:
    windows.of("Ada").context.add_cookies([{"name": "a", "value": "b", "url": SITE}])
    others = windows.of("Ada", "their phone"), windows.of("Grace")
    assert [page.context.cookies() for page in others] == [[], []]


def test_whoever_has_been_somewhere_has_been_nowhere_else(windows: Windows) -> None:
    windows.of("Ada", "their phone")
    found = [windows.has(*seat) for seat in (("Ada", "their phone"), ("Ada",), ("Grace", "their phone"))]
    assert found == [True, False, False]


def test_a_window_is_shaped_as_all_are_but_for_what_is_said_of_it(browser: Browser) -> None:
    windows = Windows(browser, OPTIONS, {"locale": "de-DE", "timezone_id": "Asia/Tokyo"})
    page = windows.open("Ada", locale="es-PE")
    told = page.evaluate("[navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone]")
    page.context.close()
    assert told == ["es-PE", "Asia/Tokyo"]


@pytest.mark.parametrize(
    ("tracing", "headed", "filmed"),
    [
        ("off", False, []),
        ("off", True, []),
        ("on", False, [True]),
        ("retain-on-failure", False, [False]),
        ("retain-on-failure", True, [True]),
    ],
)
def test_a_window_is_recorded_unless_nobody_wants_it_and_filmed_for_those_who_watch(
    tracing: Any, filmed: list[bool], *, headed: bool
) -> None:
    browser = Mock()
    Windows(browser, Options(tracing=tracing, headed=headed), {}).of("Ada")
    recorded = browser.new_context().tracing.start.mock_calls
    assert recorded == [call(snapshots=True, sources=True, screenshots=film) for film in filmed]


def scenario(*tags: str) -> Scenario:
    """Give a scenario of these ``tags`` that has passed."""
    words = " ".join(f"@{tag}" for tag in tags)
    (found,) = parse_feature(f"Feature: One\n{words}\nScenario: Two\nThen three", filename="one.feature").scenarios
    found.set_status("passed")
    return found


@pytest.mark.parametrize(("tags", "ran"), [([], False), (["axe"], True)])
def test_what_the_policy_of_a_page_refuses_is_refused_but_for_axe(
    browser: Browser, tags: list[str], *, ran: bool
) -> None:
    context: Any = SimpleNamespace(harness=Harness(OPTIONS, Mock(), browser, {}, ""), log=Mock())
    with contextmanager(hooks.windows)(context, scenario(*tags)) as windows:
        page = windows.of("Ada")
        show(page, "<script>document.title = 'ran'</script>", **{"Content-Security-Policy": "script-src 'none'"})
        assert (page.title() == "ran") is ran
        assert bool(windows.troubles) is not ran
