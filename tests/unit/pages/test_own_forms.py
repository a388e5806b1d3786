"""Forms of other sites change nothing, and log nobody out; a site below a path finds its own pages."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import messages
from app.guards import is_own_form, return_to

OWN = {"Origin": "http://localhost"}
FOREIGN = [
    pytest.param({}, id="no header"),
    pytest.param({"Origin": "null"}, id="an opaque origin"),
    pytest.param({"Origin": ""}, id="an empty origin"),
    pytest.param({"Origin": "http://evil.example"}, id="another host"),
    pytest.param({"Origin": "https://localhost"}, id="another scheme"),
    pytest.param({"Origin": "http://localhost:8000"}, id="another port"),
    pytest.param({"Origin": "http://localhost.evil.example"}, id="a host that begins alike"),
    pytest.param({"Origin": "http://evil.localhost"}, id="a subdomain"),
    pytest.param({"Origin": "http://localhost/"}, id="a slash after"),
    pytest.param({"Sec-Fetch-Site": "cross-site"}, id="fetched from another site"),
    pytest.param({"Sec-Fetch-Site": "same-site"}, id="fetched from a neighbour"),
    pytest.param({"Sec-Fetch-Site": "none"}, id="fetched by the user"),
    pytest.param({"Sec-Fetch-Site": "cross-site", "Origin": "http://evil.example"}, id="both foreign"),
    pytest.param({"Referer": "http://localhost/login"}, id="a referrer alone"),
]
OWN_FORMS = [
    pytest.param(OWN, id="the origin"),
    pytest.param({"Sec-Fetch-Site": "same-origin"}, id="fetched from this site"),
    pytest.param({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, id="fetched from here, its origin kept back"),
]


@pytest.fixture
def is_own(app: Flask) -> Callable[..., bool]:
    """Whether a request is taken for one of this site's."""

    def judged(headers: dict[str, str], base_url: str = "http://localhost") -> bool:
        with app.test_request_context("/login", method="POST", headers=headers, base_url=base_url):
            return is_own_form()

    return judged


@pytest.mark.parametrize("headers", OWN_FORMS)
def test_a_form_of_this_site_is_known_by_what_the_browser_says(
    is_own: Callable[..., bool], headers: dict[str, str]
) -> None:
    assert is_own(headers)


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_form_of_which_the_browser_does_not_say_so_is_foreign(
    is_own: Callable[..., bool], headers: dict[str, str]
) -> None:
    assert not is_own(headers)


@pytest.mark.parametrize(
    ("base_url", "origin"),
    [
        ("http://localhost:8000", "http://localhost:8000"),
        ("https://shop.example/shop", "https://shop.example"),
        ("https://shop.example:443", "https://shop.example"),
        ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
    ],
)
def test_the_origin_is_the_sites_own_whatever_its_port_and_path(
    is_own: Callable[..., bool], base_url: str, origin: str
) -> None:
    assert is_own({"Origin": origin}, base_url=base_url)
    assert not is_own(OWN, base_url=base_url)


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_page_that_is_only_looked_at_may_be_asked_for_from_anywhere(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    assert client.get("/account/password", headers=headers).status_code == 302


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_visitor_whom_another_site_has_send_a_form_gets_an_error_page_and_no_cookie(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    for path in ("/logout", "/account/password", "/account/delete", "/account/sessions/1/end", "/login", "/register"):
        response = client.post(path, headers=headers)
        assert response.status_code == 400
        assert messages.FORM_EXPIRED in response.text
        assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_member_whom_another_site_has_send_a_form_stays_logged_in(
    member: FlaskClient, headers: dict[str, str]
) -> None:
    for path in ("/logout", "/login", "/account/delete", "/account/sessions/end-others"):
        assert member.post(path, headers=headers).status_code == 400
    assert member.get("/account").status_code == 200
    with member.session_transaction() as session:
        assert "_flashes" not in session


@pytest.mark.parametrize("headers", OWN_FORMS)
def test_a_form_of_this_site_that_outlived_its_login_leads_to_log_in(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    response = client.post("/account/password", headers=headers)
    assert (response.status_code, response.location.partition("?")[0]) == (302, "/login")


def test_a_form_with_its_token_goes_through_where_the_browser_says_nothing(
    member: FlaskClient, submit: Callable[..., TestResponse]
) -> None:
    assert submit(member, "/logout", form_at="/account").status_code == 302
    assert member.get("/account").status_code == 302


@pytest.mark.parametrize(
    "target", ["/shop/account/password", "/shop/account", "/shop/account/password?page=2", "/shop/"]
)
def test_a_site_below_a_path_leads_to_its_own_pages(app: Flask, target: str) -> None:
    with app.test_request_context("/login", base_url="http://localhost/shop", query_string={"next": target}):
        assert return_to() == target


@pytest.mark.parametrize(
    "target",
    [
        "/shop/nowhere",
        "/shop//evil.example",
        "//shop/account/password",
        "/shop/../account",
        "/shop/logout",
        "/other/account",
        "/account",
        "/shopaccount",
    ],
)
def test_a_site_below_a_path_leads_nowhere_else(app: Flask, target: str) -> None:
    with app.test_request_context("/login", base_url="http://localhost/shop", query_string={"next": target}):
        assert return_to() is None


def test_whoever_is_sent_to_log_in_below_a_path_comes_back_there(
    client: FlaskClient, add_user: Callable[..., int]
) -> None:
    add_user("ada@example.com", "correct horse battery")
    root = "http://localhost/shop"
    asked = client.get("/account", base_url=root)
    assert asked.location == "/shop/login?next=%2Fshop%2Faccount"
    path = asked.location.removeprefix("/shop")
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', client.get(path, base_url=root).text)
    assert token
    form = {"csrf_token": token[1], "email": "ada@example.com", "password": "correct horse battery"}
    assert client.post(path, base_url=root, data=form).location == "/shop/account"
