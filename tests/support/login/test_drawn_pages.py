"""What is asked of a page as it is drawn, and as it is used: each check can fail."""

from collections.abc import Callable
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

pytest.importorskip("behave")

from playwright.sync_api import Page, Route

from features.support.login import keyboard, page_checks
from features.support.login.links import Walk

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Log in – Latchkey</title>
<style>body { background: #fff; color: #000 } :focus { outline: 3px solid #000 }
a, button { display: inline-block; min-height: 24px }
a[href="#main"] { display: block; width: 200px; height: 30px }</style>
<body>
<a href="#main">Skip</a><header><nav><a href="/">Home</a></nav></header>
<main id="main" tabindex="-1">
<h1>Log in</h1>
<form>
  <div><label for="email">Email</label> <input id="email" autocomplete="username" aria-describedby="hint">
  <p class="form-text" id="hint">Yours alone.</p></div>
  <p><label for="word">Password</label> <input id="word" type="password" autocomplete="current-password"></p>
  <button>Log in</button>
</form>
<p>Since <time datetime="2026-11-02T14:05:09+00:00">2 November 2026</time></p>
</main>
</body></html>
"""


def accessible(page: Page) -> None:
    page_checks.expect_accessible(page, "here", page_checks.AXE)


def titled(page: Page) -> None:
    page_checks.expect_titled(page, "Latchkey")


CHECKS: list[tuple[Callable[[Page], object], list[tuple[str, str]]]] = [
    (
        accessible,
        [
            ('<label for="word">Password</label>', ""),
            ("<h1>", '<h1 style="color: #ddd">'),
            ("<h1>", '<p style="color: #fff">unseen</p><h1>'),
        ],
    ),
    (
        page_checks.expect_tied,
        [
            ('id="word"', 'id="email"'),
            (' aria-describedby="hint"', ""),
            ('describedby="hint"', 'describedby="hints"'),
            ('for="word"', 'for="main"'),
            ('<a href="#main"', '<a href="#text"'),
            (">Log in</button>", "></button>"),
        ],
    ),
    (
        page_checks.expect_managed,
        [("current-password", "new-password"), (' autocomplete="username"', ""), ("current-password", "off")],
    ),
    (
        page_checks.expect_moments,
        [("T14:05:09+00:00", "T14:05:09"), ("2 November", "3 November"), ("<p>Since", "<p>Since 1 May 2026, and")],
    ),
    (
        titled,
        [
            ("<h1>Log in</h1>", "<h1></h1>"),
            ("<h1>Log in</h1>", "<h1>Log in</h1><h1>Log in</h1>"),
            ("<title>Log in", "<title>Login"),
            ('lang="en"', 'lang="de"'),
            ("width=device-width, ", ""),
            ('class="form-text"', 'class="invalid-feedback"'),
        ],
    ),
    (
        keyboard.expect_focus_seen,
        [
            (":focus { outline: 3px", ":focus { outline: 1px"),
            ("solid #000 }", "solid #ddd }"),
            ('id="word"', 'id="word" tabindex="-1"'),
            ('id="word"', 'id="word" tabindex="1"'),
        ],
    ),
    (
        keyboard.expect_skip_link,
        [
            ('<a href="#main"', '<a href="#email"'),
            ("width: 200px", "width: 20px"),
            ("display: block", "position: absolute; left: -99px; display: block"),
            ('<a href="#main">', '<a href="#main" onclick="event.preventDefault()">'),
        ],
    ),
]


def show(page: Page, html: str) -> None:
    """Open a page of this text."""
    page.unroute("**")
    page.route("**", lambda route: route.fulfill(content_type="text/html", body=html))
    page.goto("/login")


@pytest.mark.parametrize(
    ("check", "right", "wrong"), [(check, *change) for check, changes in CHECKS for change in changes]
)
def test_a_page_is_as_it_is_to_be_or_is_found_wanting(
    page: Page, check: Callable[[Page], object], right: str, wrong: str
) -> None:
    assert right in PAGE
    show(page, PAGE.replace(right, wrong, 1))
    with pytest.raises(AssertionError):
        check(page)


@pytest.mark.parametrize("check", [check for check, _changes in CHECKS])
def test_a_page_that_is_as_it_is_to_be_passes(page: Page, check: Callable[[Page], object]) -> None:
    show(page, PAGE)
    check(page)


@pytest.mark.parametrize(("colours", "measured"), [("#fff, #000", 21), ("#777, #777", 1), ("#fff, #777", 4.48)])
def test_how_much_a_thing_stands_out_is_measured_as_it_is_drawn(page: Page, colours: str, measured: float) -> None:
    first, second = colours.split(", ")
    show(page, f"<p style='height: 20px; background: linear-gradient(90deg, {first} 50%, {second} 50%)'></p>")
    assert abs(page_checks.contrast(page.locator("p")) - measured) < 0.05


SITE = {
    "/": "<h1>Home</h1><a href=/list>List</a><a href=/gone>Gone</a><a href=/>Home</a>",
    "/list": """<h1>List</h1><a href=/deep>Deep</a><button type=button>Less</button>
    <button type=button onclick="this.textContent += 1">More</button>""",
    "/deep": "<h1>Deep</h1><button>Nothing</button>",
}


def answer(route: Route) -> None:
    """Give the page of ``SITE`` that is asked for."""
    text = SITE.get(urlsplit(route.request.url).path)
    body = f"<main>{text or '<h1>Not here</h1>'}</main>"
    route.fulfill(status=200 if text else 404, content_type="text/html", body=body)


def test_a_walk_uses_all_that_there_is_and_tells_what_goes_wrong(page: Page) -> None:
    page.route("**", answer)
    walk = Walk(page).start("http://site.test/")
    assert {one.way.name: (one.to, one.wrong.partition(":")[0]) for one in walk.used[1:]} == {
        "List": ("List", ""),
        "Gone": ("Not here", "is answered by 404"),
        "Home": ("Home", "leads to where one was"),
        "More": ("here", ""),
        "Less": ("here", "does nothing"),
        "Deep": ("Deep", ""),
        "Nothing": ("", "brings no page"),
    }
    assert {path for _method, path in walk.asked} == {"/", "/list", "/gone", "/deep"}


def test_whatever_was_asked_for_on_the_way_is_noted(page: Page) -> None:
    first = SimpleNamespace(method="POST", url="http://site.test/old?x", redirected_from=None)
    then = SimpleNamespace(method="GET", url="http://site.test/list", redirected_from=first)
    walk = Walk(page)
    assert walk.note(SimpleNamespace(request=then, status=200)) == 200
    assert walk.asked == [("GET", "/list"), ("POST", "/old")]
    assert walk.note(None) == 0
