"""What is looked for in a page, and found wanting: each Then can fail."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("behave")

from playwright.sync_api import Browser, Page

from features.support.latchkey.cookies import MARK, SESSION, change_byte, only_cookie, session_cookie, take_cookies
from features.support.login import page as module
from features.support.login.page import EITHER_HALF, FormPage, NoPageError, WordedOtherwise
from features.support.login.site import Site

EMAIL = "ada@example.com"
VISITOR = '<nav aria-label="Site"><a href="/login">Login</a> <a href="/register">Register</a></nav>'
MEMBER = f'<nav aria-label="Site"><a href="/account">{EMAIL}</a> <button>Log out</button></nav>'
FORM = """
<form action="/register">
  <label for="mail">Email</label><input id="mail">
  <label for="password">Password</label><input id="password" aria-describedby="hint wrong" aria-invalid="true">
  <p class="invalid-feedback" id="wrong">Enter your password.</p><p id="hint">Use at least 8 characters.</p>
  <button>Log in</button>
</form>
<a href="/register">Register</a>
"""


class LoginForm(FormPage):
    """The form that is looked at."""

    path = "/login"
    labels = ("Email", "Password")
    button = "Log in"


@pytest.fixture
def shown(page: Page) -> Callable[..., LoginForm]:
    """Open a page of this text, and give it."""

    def show(text: str = "", head: str = VISITOR, at: str = "/login", status: int = 200) -> LoginForm:
        html = f"<!doctype html><title>One</title><header>{head}</header><main><h1>Log in</h1>{text}</main>"
        page.route("**", lambda route: route.fulfill(status=status, content_type="text/html", body=html))
        page.goto(at)
        return LoginForm(page)

    return show


def alert(sentence: str, category: str = "danger") -> str:
    return f'<div class="alert alert-{category}">\n  {sentence}\n</div>'


@pytest.fixture
def theirs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Site:
    """Another site, which says of a failed login that it is not right."""
    (tmp_path / "theirs.toml").write_text(f'[messages]\n"{EITHER_HALF}" = "That is not right."\n')
    site = Site()
    site.aim(tmp_path / "theirs.toml")
    monkeypatch.setattr(module, "site", site)
    return site


SHOWN = Callable[..., LoginForm]


def test_a_message_is_the_one_that_the_page_shows(shown: SHOWN) -> None:
    shown(alert("You are in.")).expect_told("You are in.", "danger")


@pytest.mark.parametrize(
    "text",
    [
        "",
        alert("You are in.", "success"),
        alert("You are in. Or not."),
        alert("Once more: You are in."),
        alert("You are in.") * 2,
        alert("You are in.") + alert("You are out.", "success"),
        alert("You are out."),
        f"<div hidden>{alert('You are in.')}</div>",
    ],
)
def test_a_message_that_is_not_there_alone_is_missed(shown: SHOWN, text: str) -> None:
    form = shown(text)
    with pytest.raises(AssertionError):
        form.expect_told("You are in.", "danger")
    assert module.site.otherwise == []


def test_latchkey_says_its_sentences_word_for_word(shown: SHOWN) -> None:
    form = shown(alert("You are out."))
    with pytest.raises(WordedOtherwise, match=r"^“You are out\.”, not “You are in\.”$"):
        form.expect_told("You are in.", "danger")


def test_another_site_may_say_it_in_other_words_and_that_is_noted(shown: SHOWN, theirs: Site) -> None:
    shown(alert("Welcome")).expect_told("You are in.", "danger")
    assert theirs.otherwise == ["“Welcome”, not “You are in.”"]


def test_another_site_may_not_say_nothing(shown: SHOWN, theirs: Site) -> None:
    form = shown()
    with pytest.raises(AssertionError, match="to be visible"):
        form.expect_told("You are in.", "danger")
    assert theirs.otherwise == []


@pytest.mark.usefixtures("theirs")
def test_a_second_sentence_for_a_login_that_failed_is_told_as_broken(shown: SHOWN) -> None:
    shown(alert("That is not right.")).expect_told(EITHER_HALF, "danger")
    form = shown(alert("Nobody is called that."))
    with pytest.raises(WordedOtherwise, match="Nobody is called that"):
        form.expect_told(EITHER_HALF, "danger")


@pytest.mark.parametrize("at", ["/login?next=/account", "/login/", "/", "/account/login", "/login2"])
def test_a_page_at_another_address_is_another_page(shown: SHOWN, at: str) -> None:
    shown(at="/login").expect_open()
    form = shown(at=at)
    with pytest.raises(AssertionError, match="Page URL"):
        form.expect_open()


@pytest.mark.parametrize("at", ["/products?from=logout", "/products/new", "/login"])
def test_a_logout_leads_to_one_page_and_no_other(shown: SHOWN, at: str) -> None:
    shown(at="/products").expect_logged_out()
    form = shown(at=at)
    with pytest.raises(AssertionError, match="Page URL"):
        form.expect_logged_out()


def test_a_page_is_a_visitor_s_or_a_member_s(shown: SHOWN) -> None:
    shown(head=VISITOR).expect_visitor()
    shown(head=MEMBER).expect_member(EMAIL)


@pytest.mark.parametrize(
    "head",
    [
        MEMBER,
        VISITOR.replace("Login", "Enter"),
        VISITOR.replace("Register", "Join"),
        VISITOR.replace("</nav>", "<button>Log out</button></nav>"),
    ],
)
def test_a_page_that_is_not_wholly_a_visitor_s_is_none(shown: SHOWN, head: str) -> None:
    form = shown(head=head)
    with pytest.raises(AssertionError):
        form.expect_visitor()


@pytest.mark.parametrize(
    "head",
    [
        VISITOR,
        MEMBER.replace("ada", "grace"),
        MEMBER.replace("Log out", "Leave"),
        MEMBER.replace("</nav>", '<a href="/login">Login</a></nav>'),
    ],
)
def test_a_page_that_is_not_wholly_this_member_s_is_none(shown: SHOWN, head: str) -> None:
    form = shown(head=head)
    with pytest.raises(AssertionError):
        form.expect_member(EMAIL)


ASKS: list[tuple[Callable[[LoginForm], object], list[tuple[str, str]]]] = [
    (
        lambda form: form.expect_asks_for(["Email", "Password"]),
        [("<button>", "<label>PIN</label><button>"), (">Email<", ">Name<"), ('id="mail"', 'id="mail" readonly')],
    ),
    (
        lambda form: form.expect_error("Password", "Enter your password."),
        [
            ("hint wrong", "hint"),
            (' aria-invalid="true"', ""),
            ("Enter your", "Enter"),
            ("password.<", "password. Do.<"),
        ],
    ),
    (
        lambda form: form.expect_hint("Password", "Use at least 8 characters."),
        [("hint wrong", "wrong"), ("Use at", "At"), ("characters.<", "characters. Do.<")],
    ),
    (
        lambda form: form.expect_way_to("Register", "/register"),
        [('<a href="/register">', '<a href="/login">'), ('<a href="/register">', "<a>"), (">Register<", ">Join<")],
    ),
    (lambda form: form.expect_kept("Email", ""), [('id="mail"', 'id="mail" value="eve"')]),
    (lambda form: form.expect_text("Use at least 8 characters."), [("characters.<", "characters. Do.<")]),
]


@pytest.mark.parametrize(("ask", "right", "wrong"), [(ask, *change) for ask, changes in ASKS for change in changes])
def test_a_form_has_what_is_asked_of_it_or_is_found_wanting(
    shown: SHOWN, ask: Callable[[LoginForm], object], right: str, wrong: str
) -> None:
    ask(shown(FORM))
    assert right in FORM
    form = shown(FORM.replace(right, wrong))
    with pytest.raises(AssertionError):
        ask(form)


USERNAME = f"""
<form>
  <input type="text" autocomplete="username" value="{EMAIL}" tabindex="-1" readonly>
  <p><input type="password"></p>
</form>
"""


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (EMAIL, "eve"),
        ('"text"', '"email"'),
        (" readonly", ""),
        ('"-1"', '"0"'),
        ("username", "off"),
        ("password", "text"),
    ],
)
def test_whose_a_password_is_stands_before_it_and_stays(shown: SHOWN, right: str, wrong: str) -> None:
    shown(USERNAME).expect_username(EMAIL)
    assert right in USERNAME
    form = shown(USERNAME.replace(right, wrong))
    with pytest.raises(AssertionError):
        form.expect_username(EMAIL)


def test_a_person_waits_for_the_next_page_and_says_so_where_none_comes(shown: SHOWN) -> None:
    form = shown(FORM)
    form.send()
    assert form.page.url == "http://site.test/register?"
    still = shown(FORM.replace("<button>", '<button type="button">'))
    with pytest.raises(NoPageError, match=r"^No page came of it: this one is still http://site\.test/login\."):
        still.send()


@pytest.mark.parametrize(("status", "path", "right"), [(200, "/x", True), (404, "/x", False), (404, "/nowhere", True)])
def test_a_page_that_is_refused_is_not_looked_at_for_another(
    shown: SHOWN, status: int, path: str, *, right: bool
) -> None:
    form = shown(status=status)
    if right:
        assert list(form.each([path])) == [path]
    else:
        with pytest.raises(AssertionError, match="/x answers 404"):
            list(form.each([path]))


def test_what_is_wider_than_the_window_does_not_fit(shown: SHOWN) -> None:
    shown("<p>short</p>").expect_fits(100)
    for wide in ("<p style=width:500px>wide</p>", "<p>" + "long" * 40):
        form = shown(wide)
        with pytest.raises(AssertionError, match=r"http://site\.test/login"):
            form.expect_fits(100)


COOKIE: Any = {"name": SESSION, "value": "a", "url": "https://site.test", "secure": True}


def test_a_thief_has_every_cookie_that_the_owner_has(page: Page, browser: Browser) -> None:
    page.context.add_cookies([COOKIE])
    thief = browser.new_page()
    take_cookies(page, thief)
    assert session_cookie(thief) == "a"
    thief.close()


def test_one_cookie_beside_a_mark_is_the_session_and_one_more_is_too_many(page: Page) -> None:
    with pytest.raises(AssertionError, match="The site has set no cookie"):
        only_cookie(page)
    page.context.add_cookies([COOKIE, COOKIE | {"name": MARK}])
    assert only_cookie(page)["value"] == "a"
    page.context.add_cookies([COOKIE | {"name": "another"}])
    with pytest.raises(AssertionError, match=r"The site has set .*another"):
        only_cookie(page)


@pytest.mark.parametrize("part", [0, 1, 2])
def test_one_byte_of_a_cookie_is_changed_where_it_was_asked_for(page: Page, part: int) -> None:
    page.context.add_cookies([COOKIE | {"value": "aaa.AAAA.a.AAA"}])
    before = "aaa.AAAA", "a", "AAA"
    change_byte(page, part)
    after = tuple(session_cookie(page).rsplit(".", 2))
    changed = [
        sum(one != other for one, other in zip(*texts, strict=True)) for texts in zip(before, after, strict=True)
    ]
    assert changed == [int(number == part) for number in range(3)]
