"""Guards and CSRF tokens: each holds whatever becomes of the other."""

import logging
import sys
from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import messages
from app.guards import anonymous_only, login_required, recent_login_required, return_to

GUARDS = [anonymous_only, login_required, recent_login_required]
HTTPS = "https://localhost"
OWN, FOREIGN = {"Origin": HTTPS}, {"Origin": "https://evil.example"}


def is_guard(view: Any) -> bool:
    """Whether ``view`` is what a guard makes of a view, and not what something else has made of that."""
    return isinstance(view, FunctionType) and view.__code__.co_name == "guarded"


def misplaced(app: Flask) -> list[str]:
    """The endpoints of ``app`` whose guard stands above their route, or has another decorator above it."""
    found = []
    for endpoint, view in app.view_functions.items():
        named = getattr(sys.modules[view.__module__], view.__name__, view)
        guarded = is_guard(named) or hasattr(view, "turn_away")
        if guarded and not is_guard(view):
            found.append(endpoint)
    return found


@pytest.fixture
def late(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., FlaskClient]:
    """A visitor's browser at a site with one more page, whose guard stands above its route."""

    def visited(guard: Callable[..., Any]) -> FlaskClient:
        bp = Blueprint("late", __name__)

        @guard
        @bp.route("/late", methods=["GET", "POST"])
        def late_page() -> str:
            return "changed"

        monkeypatch.setattr(sys.modules[__name__], "late_page", late_page, raising=False)
        app.register_blueprint(bp)
        return app.test_client()

    return visited


@pytest.mark.parametrize("guard", GUARDS)
def test_a_guard_above_the_route_opens_no_view_to_a_form_without_a_token(
    late: Callable[..., FlaskClient], guard: Callable[..., Any]
) -> None:
    client = late(guard)
    for headers in ({}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}):
        response = client.post("/late", headers=headers)
        assert (response.status_code, "changed" in response.text) == (400, False)


def test_the_guard_of_every_route_is_its_outermost(app: Flask) -> None:
    assert misplaced(app) == []
    assert len([view for view in app.view_functions.values() if is_guard(view)]) >= 9


def test_a_guard_above_the_route_is_found(app: Flask, late: Callable[..., FlaskClient]) -> None:
    late(login_required)
    assert misplaced(app) == ["late.late_page"]


def test_a_guard_below_another_decorator_is_found(app: Flask) -> None:
    @wraps(app.view_functions["users.logout"])
    def other(*_arguments: Any) -> str:
        return "changed"

    app.view_functions["users.logout"] = other
    assert misplaced(app) == ["users.logout"]


@pytest.fixture
def at_https(app: Flask, add_user: Callable[..., int]) -> Callable[..., TestResponse]:
    """Send the form for logging in, with its token, over https."""
    add_user("ada@example.com", "correct horse battery")
    client = app.test_client()

    def send(headers: dict[str, str], site: str = HTTPS) -> TestResponse:
        page = client.get("/login", base_url=site).text
        token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
        form = {"csrf_token": token, "email": "ada@example.com", "password": "correct horse battery"}
        return client.post("/login", base_url=site, data=form, headers=headers)

    return send


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param(OWN, id="the origin"),
        pytest.param({"Referer": f"{HTTPS}/login"}, id="the referrer"),
        pytest.param({"Sec-Fetch-Site": "same-origin"}, id="fetched from here"),
        pytest.param(OWN | {"Referer": f"{HTTPS}/login"}, id="both"),
        pytest.param({"Sec-Fetch-Site": "same-origin"} | FOREIGN, id="fetched from here, behind a proxy"),
    ],
)
def test_over_https_a_form_with_its_token_goes_through_if_this_site_sent_it(
    at_https: Callable[..., TestResponse], headers: dict[str, str]
) -> None:
    assert at_https(headers).status_code == 302


@pytest.mark.parametrize("header", ["Origin", "Referer"])
def test_a_site_whose_name_is_beyond_ascii_knows_its_own_forms(
    at_https: Callable[..., TestResponse], header: str
) -> None:
    site = "https://xn--bcher-kva.example"
    assert at_https({header: site if header == "Origin" else f"{site}/login"}, site).status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="nothing"),
        pytest.param(FOREIGN, id="another origin"),
        pytest.param({"Origin": "null"}, id="an opaque origin"),
        pytest.param({"Origin": "http://localhost"}, id="the origin without TLS"),
        pytest.param({"Referer": "https://evil.example/"}, id="another referrer"),
        pytest.param({"Referer": "https://localhost.evil.example/"}, id="a referrer that begins alike"),
        pytest.param({"Referer": "http://localhost/login"}, id="a referrer without TLS"),
        pytest.param(FOREIGN | {"Referer": f"{HTTPS}/login"}, id="another origin, and our referrer"),
        pytest.param({"Sec-Fetch-Site": "same-site", "Referer": "https://www.localhost/"}, id="a neighbour"),
    ],
)
def test_over_https_a_form_with_its_token_is_refused_if_another_site_sent_it(
    at_https: Callable[..., TestResponse], headers: dict[str, str]
) -> None:
    response = at_https(headers)
    assert response.status_code == 400
    assert messages.FORM_EXPIRED in response.text
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    ("send", "reason"),
    [
        (lambda client: client.post("/logout"), "The CSRF token is missing."),
        (lambda client: client.post("/login", data={"csrf_token": "foreign"}), "The CSRF session token is missing."),
    ],
    ids=["no token", "a foreign one"],
)
def test_why_a_form_was_refused_is_logged(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, send: Callable[..., TestResponse], reason: str
) -> None:
    with caplog.at_level(logging.INFO, "latchkey.audit"):
        send(client)
    lines = [record.getMessage() for record in caplog.records if record.name == "latchkey.audit"]
    assert [f'event=form-refused reason="{reason}"' in line for line in lines] == [True]


def test_that_another_site_sent_a_form_is_logged(
    at_https: Callable[..., TestResponse], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "latchkey.audit"):
        at_https(FOREIGN)
    assert any("event=form-refused" in line and "another site" in line for line in caplog.messages)


@pytest.mark.parametrize("target", ["/login", "/register", "/login?next=%2Fregister", "/%6cogin"])
def test_a_login_leads_to_no_page_that_is_for_visitors(app: Flask, target: str) -> None:
    with app.test_request_context("/login", query_string={"next": target}):
        assert return_to() is None


def test_whoever_hears_from_the_guard_is_not_logged_as_refused(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "latchkey.audit"):
        response = client.post("/account/password", headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 302
    assert not [message for message in caplog.messages if "form-refused" in message]


@pytest.mark.parametrize("target", ["/static/latchkey.css", "/static/nowhere.css"])
def test_a_login_leads_to_no_style_sheet(app: Flask, target: str) -> None:
    with app.test_request_context("/login", query_string={"next": target}):
        assert return_to() is None
