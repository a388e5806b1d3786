"""One act, one transaction: what fails anywhere in an act undoes all of it, and leaves the cookie as it came."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_login import user_logged_in
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from app import accounts, messages, signals
from app.extensions import db
from app.models import LoginSession, Overtaken, User

ADA, PASSWORD, NEW = "ada@example.com", "correct horse battery", "staple of many colours"
#: Each act of a member: its path, where its form is, and what is typed.
ACTS = {
    "confirm": ("/account/confirm", None, {"current": PASSWORD}),
    "password": ("/account/password", None, {"current": PASSWORD, "password": NEW, "confirm": NEW}),
    "delete": ("/account/delete", None, {"current": PASSWORD}),
    "end-others": ("/account/sessions/end-others", "/account", {}),
    "logout": ("/logout", "/account", {}),
}


@pytest.fixture
def broken_commits() -> Iterator[Callable[[], None]]:
    """From when it is called, the database fails at every commit."""

    def fail(_session: object) -> None:
        raise OperationalError("COMMIT", {}, Exception("the disk is full"))

    def break_them() -> None:
        event.listen(db.session, "before_commit", fail)

    yield break_them
    if event.contains(db.session, "before_commit", fail):
        event.remove(db.session, "before_commit", fail)


def everything(app: Flask) -> list[object]:
    """All that is stored, as it is stored."""
    with app.app_context():
        return [db.session.execute(db.select(table)).all() for table in db.metadata.sorted_tables]


@pytest.mark.parametrize(("path", "form_at", "fields"), ACTS.values(), ids=ACTS.keys())
def test_an_act_that_cannot_be_committed_changes_nothing(  # noqa: PLR0913, PLR0917 -- fixtures, and the table's own columns
    app: Flask,
    member: FlaskClient,
    log_in: Callable[..., FlaskClient],
    submit: Callable[..., TestResponse],
    broken_commits: Callable[[], None],
    path: str,
    form_at: str | None,
    fields: dict[str, str],
) -> None:
    phone = log_in()
    member.get(form_at or path)  # which makes the token of its forms
    stored, cookie = everything(app), member.get_cookie(app.config["SESSION_COOKIE_NAME"])
    broken_commits()
    response = submit(member, path, form_at=form_at, **fields)
    assert (response.status_code, messages.ERRORS[503][1] in response.text) == (503, True)
    assert "Set-Cookie" not in response.headers
    assert member.get_cookie(app.config["SESSION_COOKIE_NAME"]) == cookie
    assert everything(app) == stored
    assert [browser.get("/account").status_code for browser in (member, phone)] == [200, 200]


@pytest.mark.parametrize("act", ["password", "delete", "end-others", "logout"])
def test_an_act_takes_the_row_of_the_user_before_those_that_hang_on_it(
    member: FlaskClient, submit: Callable[..., TestResponse], taken: list[str], act: str
) -> None:
    path, form_at, fields = ACTS[act]
    member.get(form_at or path)
    taken.clear()
    assert submit(member, path, form_at=form_at, **fields).status_code == 302
    assert "login_session" in taken or act == "delete"
    assert taken[0] == "user"


@pytest.mark.parametrize("path", ["/login", "/register"])
def test_a_login_that_cannot_be_committed_logs_nobody_in(  # noqa: PLR0913, PLR0917 -- likewise
    app: Flask,
    client: FlaskClient,
    add_user: Callable[..., int],
    submit: Callable[..., TestResponse],
    broken_commits: Callable[[], None],
    path: str,
) -> None:
    if path == "/login":
        add_user(ADA, PASSWORD)
    stored = everything(app)
    client.get(path)
    broken_commits()
    response = submit(client, path, email=ADA, password=PASSWORD, confirm=PASSWORD)
    assert response.status_code == 503
    assert "Set-Cookie" not in response.headers
    assert everything(app) == stored
    assert client.get("/account").status_code == 302


@pytest.mark.parametrize(
    ("failure", "status"), [(ZeroDivisionError(), 500), (Overtaken("ada"), 409)], ids=["a mistake", "overtaken"]
)
def test_what_goes_wrong_after_a_login_has_begun_undoes_it(  # noqa: PLR0913, PLR0917 -- likewise
    app: Flask,
    client: FlaskClient,
    add_user: Callable[..., int],
    submit: Callable[..., TestResponse],
    failure: Exception,
    status: int,
) -> None:
    def listen(_sender: object, **_facts: object) -> None:
        raise failure

    add_user(ADA, PASSWORD)
    client.get("/login")
    stored = everything(app)
    with user_logged_in.connected_to(listen):
        response = submit(client, "/login", email=ADA, password=PASSWORD)
    assert response.status_code == status
    assert "Set-Cookie" not in response.headers
    assert everything(app) == stored


def test_a_listener_adds_rows_to_the_act_which_fall_with_it(
    app: Flask, client: FlaskClient, submit: Callable[..., TestResponse]
) -> None:
    def welcome(_sender: object, user: User) -> None:
        db.session.add(LoginSession(token_hash=b"a key to begin with, of member %d" % user.id, user_id=user.id))

    def keys() -> list[bytes]:
        return [key for key in db.session.scalars(db.select(LoginSession.token_hash)) if key.startswith(b"a key")]

    with signals.registered.connected_to(welcome):
        submit(client, "/register", email=ADA, password=PASSWORD, confirm=PASSWORD)
        with app.app_context():
            assert keys() == [b"a key to begin with, of member 1"]
            accounts.register("grace@example.com", PASSWORD)
            db.session.rollback()
            assert keys() == [b"a key to begin with, of member 1"]


@pytest.mark.parametrize(
    "arguments",
    [("session", "end", "--email", ADA), ("session", "purge"), ("account", "deactivate", "--email", ADA)],
    ids=" ".join,
)
def test_a_command_that_cannot_be_committed_changes_nothing(
    app: Flask, member: FlaskClient, broken_commits: Callable[[], None], arguments: tuple[str, ...]
) -> None:
    stored = everything(app)
    broken_commits()
    assert app.test_cli_runner().invoke(args=arguments).exit_code == 1
    assert everything(app) == stored
    assert member.get("/account").status_code == 200


def test_an_act_is_one_commit(
    app: Flask, member: FlaskClient, submit: Callable[..., TestResponse], client: FlaskClient
) -> None:
    commits: list[object] = []

    def count(session: object) -> None:
        commits.append(session)

    event.listen(db.session, "after_commit", count)
    acts = [(member, "/account/password", {"current": PASSWORD, "password": NEW, "confirm": NEW})]
    acts += [(client, "/register", {"email": "grace@example.com", "password": PASSWORD, "confirm": PASSWORD})]
    for browser, path, fields in acts:
        browser.get(path)
        commits.clear()
        submit(browser, path, **fields)
        assert len(commits) == 1, path
    event.remove(db.session, "after_commit", count)
    with app.app_context():
        assert len(db.session.scalars(db.select(LoginSession)).all()) == 2
