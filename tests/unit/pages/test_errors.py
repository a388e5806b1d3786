"""Every refusal is a page of the site, and a failure tells nothing of itself."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from flask_login import current_user
from werkzeug.exceptions import ImATeapot
from werkzeug.test import EnvironBuilder, TestResponse, run_wsgi_app

from app import accounts, errors, messages, sessions

SECRET = "the database is at ada:hunter2@db.example"


@pytest.fixture(autouse=True)
def failing_pages(app: Flask) -> None:
    def fail() -> str:
        raise RuntimeError(SECRET)

    def fail_half_way() -> str:
        sessions.end_all(current_user)
        return fail()

    app.add_url_rule("/fail/half-way", view_func=fail_half_way)
    app.add_url_rule("/fail", view_func=fail, methods=["GET"])
    app.add_url_rule("/abort/<int:code>", "abort", view_func=abort)


def assert_page(response: TestResponse, status: int, title: str, sentence: str) -> None:
    assert response.status_code == status
    assert response.mimetype == "text/html"
    assert f"<h1>{title}</h1>" in response.text
    assert f"<p>{sentence}</p>" in response.text
    assert '<nav class="navbar"' in response.text


def test_an_exception_shows_the_page_of_the_site_and_nothing_of_itself(client: FlaskClient) -> None:
    response = client.get("/fail")
    assert_page(response, 500, *messages.ERRORS[500])
    for trace in (SECRET, "hunter2", "RuntimeError", "Traceback"):
        assert trace not in response.text


def test_an_exception_is_written_down(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    client.get("/fail")
    assert SECRET in caplog.text


@pytest.mark.parametrize(("path", "status"), [("/fail", 500), ("/nowhere", 404), ("/abort/418", 418)])
def test_an_error_page_says_who_is_logged_in(client: FlaskClient, member: FlaskClient, path: str, status: int) -> None:
    visitors, members = client.get(path), member.get(path)
    assert (visitors.status_code, members.status_code) == (status, status)
    assert ('href="/login"' in visitors.text, "ada@example.com" in visitors.text) == (True, False)
    assert ('href="/login"' in members.text, "ada@example.com" in members.text) == (False, True)


def test_an_error_page_sees_nothing_of_what_the_failed_act_has_written(member: FlaskClient) -> None:
    page = member.get("/fail/half-way")
    assert page.status_code == 500
    assert "ada@example.com" in page.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/fail", 500), ("GET", "/nowhere", 404), ("GET", "/static/nope.css", 404), ("GET", "/logout", 405)],
)
def test_where_the_member_cannot_be_loaded_an_error_page_keeps_its_status_and_names_nobody(
    member: FlaskClient,
    failing: Callable[[str], AbstractContextManager[None]],
    method: str,
    path: str,
    status: int,
) -> None:
    with failing("login_session"):
        response = member.open(path, method=method)
    assert_page(response, status, *messages.ERRORS[status])
    assert 'href="/login"' not in response.text
    assert "ada@example.com" not in response.text


def test_a_loader_that_raises_leaves_an_error_page_without_a_name(
    member: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr("app.sessions.digest", fail)
    for path, status in (("/nowhere", 404), ("/account", 500)):
        assert_page(member.get(path), status, *messages.ERRORS[status])


def test_an_act_that_failed_makes_nobody_a_member(app: Flask, client: FlaskClient) -> None:
    def fail() -> str:
        sessions.start(accounts.register("late@example.com", "correct horse battery"))
        raise RuntimeError(SECRET)

    app.add_url_rule("/half", "half", fail)
    response = client.get("/half")
    assert_page(response, 500, *messages.ERRORS[500])
    assert ('href="/login"' in response.text, "late@example.com" in response.text) == (True, False)


def test_a_member_sees_the_page_when_the_database_fails(
    member: FlaskClient, failing: Callable[[str], AbstractContextManager[None]]
) -> None:
    with failing("login_session"):
        assert_page(member.get("/account"), 503, *messages.ERRORS[503])


@pytest.mark.parametrize("path", ["/nowhere", "/account/", "/%00", "/account/sessions", "/account/sessions/x/end"])
def test_an_address_without_a_page_says_so(client: FlaskClient, path: str) -> None:
    assert_page(client.get(path), 404, *messages.ERRORS[404])


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/logout", {"POST", "OPTIONS"}),
        ("DELETE", "/login", {"GET", "HEAD", "OPTIONS", "POST"}),
        ("POST", "/account", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_a_method_that_is_not_allowed_says_so_and_which_are(
    client: FlaskClient, method: str, path: str, allowed: set[str]
) -> None:
    response = client.open(path, method=method)
    assert_page(response, 405, *messages.ERRORS[405])
    assert response.allow.as_set(preserve_casing=True) == allowed


def test_a_body_of_more_than_64_kibibytes_is_refused(client: FlaskClient, submit: Callable[..., TestResponse]) -> None:
    response = client.post("/login", data={"email": "x" * 64 * 1024})
    assert_page(response, 413, *messages.ERRORS[413])
    assert submit(client, "/login", email="x" * 63 * 1024).status_code == 200


def test_a_form_without_a_csrf_token_says_that_it_is_no_longer_valid(client: FlaskClient) -> None:
    assert_page(client.post("/logout"), 400, messages.ERRORS[400][0], messages.FORM_EXPIRED)


@pytest.mark.parametrize("status", [400, 403, 410, 418, 501])
def test_any_other_refusal_keeps_its_status(client: FlaskClient, status: int) -> None:
    response = client.get(f"/abort/{status}")
    assert_page(response, status, *messages.ERRORS[400])
    assert ImATeapot.description not in response.text
    assert response.content_length == len(response.data)


class Broken:
    """What a WSGI server hands on where it cannot make out the body: it raises exceptions of its own."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def read(self, *_size: int) -> bytes:
        """Raise it."""
        raise self.error


@pytest.mark.parametrize(
    "error", [OSError("Invalid chunk header"), ArithmeticError("Invalid chunk size"), ValueError("line too long")]
)
@pytest.mark.parametrize("path", ["/login", "/logout", "/account/password"])
@pytest.mark.parametrize(
    "length",
    [{"CONTENT_LENGTH": "9"}, {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}],
    ids=["told", "in chunks"],
)
def test_a_body_that_cannot_be_read_is_the_senders_mistake(
    client: FlaskClient, path: str, error: Exception, length: dict[str, str]
) -> None:
    response = client.post(
        path,
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"wsgi.input": Broken(error), "wsgi.input_terminated": True, **length},
    )
    assert_page(response, 400, *messages.ERRORS[400])


@pytest.mark.parametrize("host", [".", "a..example", f"{'a' * 70}.example", "xn--a", "XN--A", "shop.xn--a.example"])
@pytest.mark.parametrize("path", ["/", "/login", "/static/latchkey.css", "/nowhere"])
def test_a_host_that_is_no_name_is_the_senders_mistake(app: Flask, host: str, path: str) -> None:
    for method in ("GET", "POST"):
        environ = EnvironBuilder(path, method=method).get_environ() | {"HTTP_HOST": host}
        body, status, headers = run_wsgi_app(app.wsgi_app, environ)  # a test client would itself stumble over it
        assert (status, b"".join(body).decode()) == ("400 BAD REQUEST", messages.ERRORS[400][1])
        assert headers["Content-Type"] == "text/plain; charset=utf-8"


def test_what_cannot_be_read_is_written_down(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    broken = {"wsgi.input": Broken(ArithmeticError("Invalid chunk size")), "wsgi.input_terminated": True}
    client.application.logger.setLevel("INFO")
    client.post("/login", content_type="application/x-www-form-urlencoded", environ_overrides=broken)
    assert "What was sent cannot be read: Invalid chunk size" in caplog.messages


def test_that_a_member_cannot_be_loaded_is_written_down_with_the_reason(
    member: FlaskClient, failing: Callable[[str], AbstractContextManager[None]], caplog: pytest.LogCaptureFixture
) -> None:
    with failing("login_session"):
        member.get("/nowhere")
    assert "Who is logged in cannot be found out" in caplog.messages
    assert "gone" in caplog.text


@pytest.mark.parametrize("path", ["/logout", "/account/password"])
def test_a_page_without_a_member_keeps_its_own_sentence(
    member: FlaskClient, failing: Callable[[str], AbstractContextManager[None]], path: str
) -> None:
    with failing("login_session"):
        response = member.post(path)
    assert_page(response, 400, messages.ERRORS[400][0], messages.FORM_EXPIRED)


@pytest.mark.parametrize("page", [errors.page, errors.page_without_member])
def test_a_status_that_has_no_sentence_of_its_own_has_that_of_400(app: Flask, page: Callable[[int], str]) -> None:
    title, sentence = messages.ERRORS[400]
    with app.test_request_context():
        html = page(418)
    assert f"<h1>{title}</h1>" in html
    assert sentence in html
