"""Where a login may lead, and which pages are for visitors only."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.guards import anonymous_only, login_required, recent_login_required, return_to

HOSTILE = [
    # another site by its scheme
    "http://evil.example",
    "https://evil.example/account",
    "HTTPS://evil.example",
    "http:evil.example",
    "http:/evil.example",
    "http:///evil.example",
    "ftp://evil.example/",
    "http://localhost/account",
    "http://localhost@evil.example/account",
    "http://localhost.evil.example/account",
    # a scheme that runs or shows what comes with it
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "/javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "mailto:ada@example.com",
    # another site by its slashes
    "//",
    "///",
    "//evil.example",
    "///evil.example",
    "////evil.example/account",
    "//account",
    "//localhost/account",
    "//ada@evil.example/account",
    "//ada:secret@evil.example",
    "/@evil.example",
    # backslashes, which browsers take for slashes
    "\\",
    "\\\\evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "//\\evil.example",
    "/account\\..\\..\\evil.example",
    "/account?\\",
    # what browsers take out before they look
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "/\r\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    " /account",
    "\n/account",
    "/account ",
    "/account\n",
    "/account\r\nSet-Cookie: session=x",
    "/account?page=1\r\nSet-Cookie: session=x",
    "/account?page= 2",
    "\0/account",
    "/account\0",
    "/account?\0",
    "/account\x7f",
    "/account\x85",
    "/account\xa0",
    # slashes and letters that only look so
    "\uff0f\uff0fevil.example",
    "/\uff0fevil.example",
    "/\u2044evil.example",
    "/\u2215evil.example",
    "/acco\u00fcnt",
    "/account?\u202e",
    "/\ufeff/evil.example",
    # percent-encoded
    "%2f%2fevil.example",
    "/%2f%2fevil.example",
    "/%2Fevil.example",
    "/%5cevil.example",
    "/%5C%5Cevil.example",
    "/%09/evil.example",
    "/%0d%0aSet-Cookie:x",
    "/account%00",
    "/account%0d%0a",
    "/%252fevil.example",
    "%68ttp://evil.example",
    # hosts that parsers stumble over
    "//[",
    "//[::1]",
    "//[evil.example",
    "http://[::1",
    "http://[]/account",
    "//evil.example:port",
    "http://evil.example:99999",
    "//:80",
    # no page of this app
    "",
    "account",
    "./account",
    "?page=2",
    "#",
    "/nowhere",
    "/account/",
    "/account/1",
    "/account//password",
    "/account/../account",
    "/account/../../evil.example",
    "/ACCOUNT",
    "/.",
    "/..//evil.example",
    "/static/../account",
    "/static/..//evil.example",
    "/static/%2e%2e//evil.example",
    # a page that takes POST only
    "/logout",
    "/logout?now",
    "/%6cogout",
]
GOOD = ["/", "/account", "/account?page=2", "/account?page=2&sort=name%20up", "/account/password"]
GOOD += ["/account/%70assword", "/account?from=//evil.example", "/account?next=https://evil.example"]


@pytest.fixture
def destination(app: Flask) -> Callable[[str], str | None]:
    def of(target: str) -> str | None:
        with app.test_request_context("/login", query_string={"next": target}):
            return return_to()

    return of


@pytest.mark.parametrize("target", HOSTILE, ids=ascii)
def test_a_login_leads_nowhere_but_to_a_page_of_this_app(destination: Callable[[str], str | None], target: str) -> None:
    assert destination(target) is None


@pytest.mark.parametrize("target", GOOD)
def test_a_login_leads_to_the_page_first_asked_for(destination: Callable[[str], str | None], target: str) -> None:
    assert destination(target) == target


def test_a_login_leads_nowhere_in_particular_when_no_page_was_asked_for(app: Flask) -> None:
    with app.test_request_context("/login"):
        assert return_to() is None


def test_of_two_pages_the_hostile_one_is_never_followed(app: Flask) -> None:
    with app.test_request_context("/login?next=//evil.example&next=/account"):
        assert return_to() is None


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/account/password", "/account/password"),
        ("/account?page=2", "/account?page=2"),
        ("//evil.example", "/account"),
    ],
    ids=["a page", "a page and its query", "another site"],
)
def test_logging_in_goes_where_return_to_says(
    client: FlaskClient,
    add_user: Callable[..., int],
    submit: Callable[..., TestResponse],
    target: str,
    location: str,
) -> None:
    add_user("ada@example.com", "correct horse battery")
    path = f"/login?next={target}"
    response = submit(client, path, email="ada@example.com", password="correct horse battery")
    assert (response.status_code, response.location) == (302, location)


def hello(name: str) -> str:
    """Greet."""
    return f"Hello, {name}."


@pytest.mark.parametrize(
    ("guard", "visitors", "members", "stale"),
    [
        (anonymous_only, None, "/account", "/account"),
        (login_required, "/login", None, None),
        (recent_login_required, "/login", None, "/account/confirm"),
    ],
    ids=lambda guard: getattr(guard, "__name__", None),
)
def test_a_guard_lets_only_those_through_whom_its_page_is_for(  # noqa: PLR0913, PLR0917 -- the table's own columns
    app: Flask,
    request: pytest.FixtureRequest,
    set_back: Callable[..., None],
    guard: Callable[..., Callable[..., str]],
    visitors: str | None,
    members: str | None,
    stale: str | None,
) -> None:
    app.add_url_rule("/hello/<name>", "hello", guard(hello))
    member = request.getfixturevalue("member")  # now that the app has the page

    def asked(browser: FlaskClient) -> str | None:
        response = browser.get("/hello/Ada")
        assert response.location or response.text == "Hello, Ada."
        return response.location and response.location.partition("?")[0]

    assert (asked(app.test_client()), asked(member)) == (visitors, members)
    set_back(proven_at=timedelta(minutes=15))
    assert asked(member) == stale


@pytest.mark.parametrize("guard", [anonymous_only, login_required, recent_login_required])
def test_a_guarded_view_keeps_its_name_and_its_docstring(guard: Callable[..., Callable[..., str]]) -> None:
    assert (guard(hello).__name__, guard(hello).__doc__) == ("hello", "Greet.")


def test_a_guarded_view_is_called_with_what_the_address_says(app: Flask) -> None:
    with app.test_request_context("/hello"):
        assert anonymous_only(hello)("Ada") == "Hello, Ada."
        assert anonymous_only(hello)(name="Grace") == "Hello, Grace."


@pytest.mark.parametrize(
    ("guard", "target"),
    [(anonymous_only, "/account"), (login_required, None), (recent_login_required, None)],
    ids=lambda guard: getattr(guard, "__name__", None),
)
def test_whose_form_is_refused_hears_it_from_the_guard_of_the_page(
    app: Flask, request: pytest.FixtureRequest, guard: Callable[..., Callable[..., str]], target: str | None
) -> None:
    app.add_url_rule("/hello/<name>", "hello", guard(hello), methods=["POST"])
    member, visitor = request.getfixturevalue("member"), app.test_client()
    own = {"Origin": "http://localhost"}
    answers = [browser.post("/hello/Ada", headers=own).location for browser in (member, visitor)]
    assert [answer and answer.partition("?")[0] for answer in answers] == [target, None if target else "/login"]
