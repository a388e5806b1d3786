"""The mark by which a browser is known: who makes it, how it is kept, and what is taken for none."""

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from flask import Flask, Response, session
from flask.testing import FlaskClient
from flask_login import user_logged_in
from itsdangerous import Signer
from werkzeug.test import TestResponse

from app.extensions import db
from app.models import User
from app.notices import marks

PASSWORD, ANOTHER_KEY = "correct horse battery", "another key, as good as the first: 0123456789"
COOKIE = "__Host-device"


def mark_of(app: Flask, number: int) -> str:
    """The mark of the member ``number``, made with the key of ``app``."""
    with app.app_context():
        return marks.signer().get_signature(str(number)).decode()


def told(app: Flask, user_id: int, cookie: str) -> bool:
    """Whether a browser with this ``cookie`` is known to be the user's."""
    with app.test_request_context(headers={"Cookie": f"{COOKIE}={cookie}"}):
        return marks.knows(db.session.get_one(User, user_id))


def left_by(response: TestResponse) -> list[str]:
    """What ``response`` leaves as marks, with all that is said of it."""
    return [said for said in response.headers.getlist("Set-Cookie") if said.startswith(("__Host-device=", "device="))]


def test_a_mark_has_256_bits_and_names_nobody(app: Flask, add_user: Callable[..., int]) -> None:
    first, second = (mark_of(app, add_user(email)) for email in ("ada@example.com", "grace@example.com"))
    assert re.fullmatch(r"[\w-]{43}", first)
    assert first != second


@pytest.mark.parametrize("salt", ["latchkey.link", "cookie-session", "itsdangerous.Signer"])
def test_nothing_else_that_the_key_signs_passes_for_a_mark(app: Flask, add_user: Callable[..., int], salt: str) -> None:
    ada = add_user("ada@example.com")
    other = Signer(app.config["SECRET_KEY"], salt=salt, key_derivation="hmac", digest_method=hashlib.sha256)
    assert not told(app, ada, other.get_signature(str(ada)).decode())


@pytest.mark.parametrize(
    ("cookie", "known"),
    [
        pytest.param("{mine}", True, id="mine"),
        pytest.param("{hers}.{mine}", True, id="mine after another's"),
        pytest.param("noise.{mine}", True, id="mine after noise"),
        pytest.param("{hers}", False, id="another's"),
        pytest.param("", False, id="nothing"),
        pytest.param("{mine}x", False, id="a letter too many"),
        pytest.param("{mine:.42}", False, id="a letter too few"),
        pytest.param("{hers}." * 8 + "{mine}", False, id="mine behind eight others"),
        pytest.param("{hers}." * 7 + "{mine}", True, id="mine behind seven others"),
        pytest.param("é" * 43, False, id="not ASCII"),
        pytest.param("." * 4000, False, id="dots"),
    ],
)
def test_what_a_browser_bears_is_known_or_taken_for_nothing(
    app: Flask, add_user: Callable[..., int], cookie: str, *, known: bool
) -> None:
    ada, grace = add_user("ada@example.com"), add_user("grace@example.com")
    assert told(app, ada, cookie.format(mine=mark_of(app, ada), hers=mark_of(app, grace))) == known


def test_a_mark_of_a_key_before_is_known_and_replaced(
    app: Flask,
    make_app: Callable[[Mapping[str, Any]], Flask],
    settings: dict[str, Any],
    add_user: Callable[..., int],
    submit: Callable[..., TestResponse],
) -> None:
    ada = add_user("ada@example.com", PASSWORD)
    rotated = make_app(settings | {"SECRET_KEY": ANOTHER_KEY, "SECRET_KEY_FALLBACKS": [settings["SECRET_KEY"]]})
    replaced = make_app(settings | {"SECRET_KEY": ANOTHER_KEY})
    old, new = mark_of(app, ada), mark_of(rotated, ada)
    assert old != new == mark_of(replaced, ada)
    assert [told(one, ada, old) for one in (app, rotated, replaced)] == [True, True, False]
    browser = rotated.test_client()
    browser.set_cookie(COOKIE, old)
    [said] = left_by(submit(browser, "/login", email="ada@example.com", password=PASSWORD))
    assert said.startswith(f"{COOKIE}={new};")


def test_the_mark_is_out_of_reach_of_scripts_and_other_hosts(
    app: Flask, add_user: Callable[..., int], client: FlaskClient, submit: Callable[..., TestResponse]
) -> None:
    ada = add_user("ada@example.com", PASSWORD)
    [said] = left_by(submit(client, "/login", email="ada@example.com", password=PASSWORD))
    value, *attributes = said.split("; ")
    assert value == f"{COOKIE}={mark_of(app, ada)}"
    expected = {"Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=34560000"}
    assert {one for one in attributes if not one.startswith("Expires=")} == expected


def test_a_development_server_leaves_a_mark_that_a_browser_takes_over_http(
    app: Flask, add_user: Callable[..., int], client: FlaskClient, submit: Callable[..., TestResponse]
) -> None:
    add_user("ada@example.com", PASSWORD)
    app.config["SESSION_COOKIE_SECURE"] = False
    [said] = left_by(submit(client, "/login", email="ada@example.com", password=PASSWORD))
    assert said.startswith("device=")
    assert "Secure" not in said.split("; ")


def test_of_many_members_the_last_are_kept_and_the_cookie_stays_small(
    app: Flask, add_user: Callable[..., int], client: FlaskClient, submit: Callable[..., TestResponse]
) -> None:
    people = {f"{number}@example.com": add_user(f"{number}@example.com", PASSWORD) for number in range(10)}
    for email in people:
        [said] = left_by(submit(client, "/login", email=email, password=PASSWORD))
        submit(client, "/logout", form_at="/account")
    kept = said.partition(";")[0].removeprefix(f"{COOKIE}=")
    assert kept.split(".") == [mark_of(app, number) for number in reversed(list(people.values())[2:])]
    assert len(kept) < 400


def test_a_mark_that_is_the_first_already_is_left_once(
    app: Flask, add_user: Callable[..., int], client: FlaskClient, submit: Callable[..., TestResponse]
) -> None:
    ada, grace = add_user("ada@example.com", PASSWORD), add_user("grace@example.com", PASSWORD)
    mine, hers = mark_of(app, ada), mark_of(app, grace)
    logins = []
    for email in ("ada@example.com", "ada@example.com", "grace@example.com", "ada@example.com"):
        said = left_by(submit(client, "/login", email=email, password=PASSWORD))
        logins.append([one.partition(";")[0].removeprefix(f"{COOKIE}=") for one in said])
        submit(client, "/logout", form_at="/account")
    assert logins == [[mine], [], [f"{hers}.{mine}"], [f"{mine}.{hers}"]]


def test_a_login_that_is_taken_back_leaves_no_mark(
    add_user: Callable[..., int], client: FlaskClient, submit: Callable[..., TestResponse]
) -> None:
    def fail(_sender: object, **_facts: object) -> None:
        raise ZeroDivisionError

    add_user("ada@example.com", PASSWORD)
    with user_logged_in.connected_to(fail):
        response = submit(client, "/login", email="ada@example.com", password=PASSWORD)
    assert (response.status_code, left_by(response)) == (500, [])


def test_a_mark_is_left_with_the_login_that_it_was_made_for(app: Flask) -> None:
    with app.test_request_context():
        session["_user_id"] = "the login's"
        responses = [marks.write(["a", "b"], token, Response()) for token in ("the login's", "another's")]
    assert [len(response.headers.getlist("Set-Cookie")) for response in responses] == [1, 0]
    assert responses[0].headers["Set-Cookie"].startswith(f"{COOKIE}=a.b;")
