"""The headers that every response carries, and the warning where a cookie would be dropped."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import messages
from app.headers import CONTENT_SECURITY_POLICY, HEADERS

PATHS = {"/register": 200, "/login": 200, "/account": 302, "/nowhere": 404, "/logout": 405, "/fail": 500}
EVERY_PAGE = pytest.mark.parametrize(("path", "status"), PATHS.items())

#: Answers to other questions than for a page.
LESS_USUAL = pytest.mark.parametrize(
    ("method", "path", "sent", "status"),
    [
        ("GET", "/static/latchkey.css", {}, 200),
        ("GET", "/static/latchkey.css", {"If-Modified-Since": "Fri, 31 Dec 2100 00:00:00 GMT"}, 304),
        ("GET", "/static/latchkey.css", {"Range": "bytes=0-9"}, 206),
        ("HEAD", "/login", {}, 200),
        ("OPTIONS", "/login", {}, 200),
        ("POST", "/login", {}, 400),
        ("DELETE", "/login", {}, 405),
    ],
)


@pytest.fixture(autouse=True)
def failing_page(app: Flask) -> None:
    def fail() -> str:
        raise RuntimeError

    app.add_url_rule("/fail", view_func=fail)


def warnings(client: FlaskClient, caplog: pytest.LogCaptureFixture, address: str, path: str = "/login") -> list[str]:
    """What the log says when ``path`` of the site at ``address`` is opened."""
    caplog.clear()
    client.get(path, base_url=address)
    return [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]


@EVERY_PAGE
def test_every_response_carries_the_headers(client: FlaskClient, path: str, status: int) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert {name: response.headers.getlist(name) for name in HEADERS} == {
        name: [value] for name, value in HEADERS.items()
    }


@LESS_USUAL
def test_so_does_whatever_else_is_answered(
    client: FlaskClient, method: str, path: str, sent: dict[str, str], status: int
) -> None:
    with client.open(path, method=method, headers=sent, base_url="https://shop.example") as response:
        assert response.status_code == status
        assert HEADERS.items() <= dict(response.headers).items()
        assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
        assert response.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


@LESS_USUAL
def test_a_cache_is_told_of_whatever_is_no_static_file_that_it_depends_on_the_cookie(
    client: FlaskClient, method: str, path: str, sent: dict[str, str], status: int
) -> None:
    with client.open(path, method=method, headers=sent) as response:
        assert response.status_code == status
        assert response.headers.getlist("Vary") == ([] if path.startswith("/static") else ["Cookie"])


def test_no_script_may_stand_in_a_page_and_no_frame_round_it() -> None:
    rules = dict(rule.split(" ", 1) for rule in CONTENT_SECURITY_POLICY.split("; "))
    assert rules["default-src"] == rules["form-action"] == "'self'"
    assert rules["frame-ancestors"] == rules["base-uri"] == rules["object-src"] == "'none'"
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "script-src" not in rules


@EVERY_PAGE
def test_a_browser_is_told_to_keep_to_https_where_it_came_by_https(client: FlaskClient, path: str, status: int) -> None:
    response = client.get(path, base_url="https://shop.example")
    assert response.status_code == status
    assert response.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


@EVERY_PAGE
def test_a_browser_that_came_by_http_is_not_told_so(client: FlaskClient, path: str, status: int) -> None:
    response = client.get(path, base_url="http://shop.example")
    assert response.status_code == status
    assert "Strict-Transport-Security" not in response.headers


@EVERY_PAGE
def test_no_cache_keeps_a_page(client: FlaskClient, path: str, status: int) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers.getlist("Vary") == ["Cookie"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 200), ({"Range": "bytes=0-9"}, 206), ({"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}, 304)],
)
def test_anybody_may_keep_a_static_file(member: FlaskClient, headers: dict[str, str], status: int) -> None:
    with member.get("/static/latchkey.css", headers=headers) as response:
        assert response.status_code == status
        assert not response.cache_control.no_store
        assert response.cache_control.max_age == 3600
        assert {"Vary", "Set-Cookie"}.isdisjoint(response.headers.keys())


@pytest.mark.parametrize("path", ["/static/nope.css", "/static/", "/static/../config.py", "/static/bootstrap"])
def test_no_cache_keeps_a_page_that_is_no_static_file(member: FlaskClient, path: str) -> None:
    response = member.get(path)
    assert (response.status_code, "ada@example.com" in response.text) == (404, True)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers.getlist("Vary") == ["Cookie"]


def test_no_cache_keeps_a_cookie_even_where_it_is_set_at_each_request(
    app: Flask, add_user: Callable[..., int], log_in: Callable[..., FlaskClient]
) -> None:
    add_user()
    browser = log_in(remember="y")
    app.config["SESSION_REFRESH_EACH_REQUEST"] = True
    with browser.get("/static/latchkey.css") as response:
        assert "Set-Cookie" in response.headers
        assert response.headers["Cache-Control"] == "no-store"


def test_a_view_may_have_a_policy_of_its_own_beside_the_sites(app: Flask, client: FlaskClient) -> None:
    strict = "script-src 'none'"
    app.add_url_rule("/strict", view_func=lambda: ("strict", {"Content-Security-Policy": strict}))
    policies = client.get("/strict").headers.getlist("Content-Security-Policy")
    assert policies == [strict, CONTENT_SECURITY_POLICY]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "max-age=63072000; includeSubDomains"),
        ({"HSTS_SECONDS": 300, "HSTS_SUBDOMAINS": False}, "max-age=300"),
        ({"HSTS_SECONDS": 0}, "max-age=0; includeSubDomains"),
    ],
)
def test_for_how_long_https_is_kept_to_and_by_which_hosts_can_be_set(
    make_app: Callable[..., Flask], settings: dict[str, object], changes: dict[str, object], told: str
) -> None:
    client = make_app(settings | changes).test_client()
    response = client.get("/login", base_url="https://shop.example")
    assert response.headers["Strict-Transport-Security"] == told


@pytest.mark.parametrize(
    "address",
    ["http://shop.example", "http://192.0.2.1:5000", "http://localhost.example:5000", "http://[2001:db8::1]:80"],
)
def test_a_cookie_that_a_browser_will_drop_is_warned_of(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    assert warnings(client, caplog, address) == [messages.COOKIE_DROPPED]


@pytest.mark.parametrize(
    "address",
    [
        "https://shop.example",
        "https://192.0.2.1:5000",
        "http://localhost:5000",
        "http://127.0.0.1:5000",
        "http://[::1]:5000",
        "http://localhost",
        "http://[::1]",
    ],
)
def test_a_cookie_that_arrives_is_not_warned_of(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    assert warnings(client, caplog, address) == []


def test_a_page_without_a_cookie_is_not_warned_of(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    assert warnings(client, caplog, "http://shop.example", "/nowhere") == []


def test_a_cookie_that_may_travel_over_http_is_not_warned_of(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    app.config["SESSION_COOKIE_SECURE"] = False
    assert warnings(client, caplog, "http://shop.example") == []


def test_a_remembered_member_gets_a_static_file_too(
    add_user: Callable[..., int], log_in: Callable[..., FlaskClient]
) -> None:
    add_user()
    with log_in(remember="y").get("/static/latchkey.css") as response:
        assert (response.status_code, "Set-Cookie" in response.headers) == (200, False)
