"""The headers that every response carries, and the warning where a cookie would be dropped."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import messages
from app.headers import CONTENT_SECURITY_POLICY, HEADERS

PATHS = {"/products": 200, "/login": 200, "/account": 302, "/nowhere": 404, "/logout": 405, "/fail": 500}
EVERY_PAGE = pytest.mark.parametrize(("path", "status"), PATHS.items())


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


def test_a_static_file_carries_them_too(client: FlaskClient) -> None:
    with client.get("/static/latchkey.css") as response:
        assert response.status_code == 200
        assert HEADERS.items() <= dict(response.headers).items()


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
    assert "Cookie" in response.vary


def test_a_browser_may_keep_a_static_file(client: FlaskClient) -> None:
    with client.get("/static/latchkey.css") as response:
        assert not response.cache_control.no_store
        assert response.cache_control.max_age == 3600


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
    assert warnings(client, caplog, "http://shop.example", "/products") == []


def test_a_cookie_that_may_travel_over_http_is_not_warned_of(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    app.config["SESSION_COOKIE_SECURE"] = False
    assert warnings(client, caplog, "http://shop.example") == []
