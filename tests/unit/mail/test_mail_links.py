"""A link is the signed name of a row: nobody else writes one, and it is good once and for a while."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask, session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from app import accounts
from app.extensions import db
from app.mail import links, messages, outbox
from app.mail.models import Mail
from app.models import Overtaken

ADA, GRACE = "ada@example.com", "grace@example.com"
OLD, NEW = "0123456789abcdef" * 4, "fedcba9876543210" * 4
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
#: No text is signed but what this server has signed; and none is an exception.
UNREADABLE = {
    "nothing": "",
    "a dot": ".",
    "dots": "....",
    "a word": "door",
    "a kind and a nonce that nobody has signed": f"door.{'0' * 32}",
    "a signature of nothing": f".{'A' * 43}",
    "not ASCII": "dööR.é.☃🗝",
    "NUL": "door.\0.\0",
    "NUL at the end": "\0",
    "half a surrogate pair": "\ud800.\udcff",
    "a line feed": "door\n.x",
    "very long": "a" * 100_000,
    "very many dots": "." * 100_000,
    "padding": f"door.{'0' * 32}.====",
}


@pytest.fixture
def token(app: Flask, add_user: Callable[..., int], post: Callable[..., Mail]) -> str:
    """The link that was mailed to Ada."""
    add_user(ADA)
    mail = post("door")
    with app.app_context():
        return links.token(mail)


def opens(app: Flask, token: str, kind: str = "door") -> str | None:
    """Whose account ``token`` opens something of."""
    with app.test_request_context():
        session[links.KEPT] = token
        found = links.find(kind)
        assert not db.session().in_transaction(), "a page would hold it while it hashes"
        return found[1].email if found and found[1] else None


def test_a_link_names_its_row(app: Flask, token: str, mails: Callable[[], list[Mail]]) -> None:
    (mail,) = mails()
    with app.app_context():
        assert links.read(token) == ("door", mail.nonce)
    assert opens(app, token) == ADA


def test_a_link_is_signed_with_sha_256(token: str) -> None:
    """In base64, 32 bytes are 43 letters; SHA-1, which the library takes by itself, would make 27."""
    assert len(token.rpartition(".")[2]) == 43


def test_every_letter_of_a_link_counts(app: Flask, token: str) -> None:
    with app.app_context():
        for place, letter in enumerate(token):
            # Far enough away: the last letter of a signature has two bits that mean nothing.
            other = LETTERS[(LETTERS.find(letter) + 32) % 64]
            assert links.read(token[:place] + other + token[place + 1 :]) is None, f"letter {place}"
            assert links.read(token[:place] + token[place + 1 :]) is None, f"without letter {place}"


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE)
def test_what_nobody_has_signed_is_no_link_and_no_exception(app: Flask, text: str) -> None:
    with app.app_context():
        assert links.read(text) is None
    assert opens(app, text) is None


@pytest.mark.parametrize("value", [None, 7, ["a"], {"a": 1}, b"door"])
def test_what_is_no_text_is_no_link(app: Flask, value: object) -> None:
    with app.app_context():
        assert links.read(value) is None


def test_a_link_of_another_kind_opens_nothing_nor_one_that_is_called_otherwise(app: Flask, token: str) -> None:
    assert opens(app, token, "notice") is None
    with app.app_context():
        assert links.read(token.replace("door", "notice")) is None


def test_a_link_of_another_kind_is_not_even_looked_for(app: Flask, token: str, queries: list[str]) -> None:
    queries.clear()
    assert opens(app, token, "notice") is None
    assert queries == []


def test_a_link_that_says_another_kind_than_its_row_opens_nothing(app: Flask, post: Callable[..., Mail]) -> None:
    mail = post("notice", "nobody@example.com")
    with app.test_request_context():
        session[links.KEPT] = links.signer().sign(f"door.{mail.nonce.hex()}").decode()
        assert links.find("door") is None


def test_neither_a_cookie_nor_the_token_of_a_form_is_a_link(app: Flask, member: FlaskClient) -> None:
    cookie = member.get_cookie("__Host-session", path="/")
    assert cookie
    with app.test_request_context():
        assert [links.read(text) for text in (cookie.value, generate_csrf())] == [None, None]


def test_a_link_that_was_signed_with_an_older_key_opens_for_as_long_as_that_is_believed(app: Flask, token: str) -> None:
    assert app.config["SECRET_KEY"] == OLD
    app.config |= {"SECRET_KEY": NEW, "SECRET_KEY_FALLBACKS": [OLD]}
    assert opens(app, token) == ADA
    app.config["SECRET_KEY_FALLBACKS"] = []
    assert opens(app, token) is None


def test_the_newest_key_signs(app: Flask, token: str, mails: Callable[[], list[Mail]]) -> None:
    app.config |= {"SECRET_KEY": NEW, "SECRET_KEY_FALLBACKS": [OLD]}
    with app.app_context():
        newer = links.token(mails()[0])
    assert newer != token
    app.config["SECRET_KEY_FALLBACKS"] = []
    assert opens(app, newer) == ADA


@pytest.mark.parametrize("minutes", [30, 5])
@pytest.mark.parametrize(("aside", "whose"), [(-1, ADA), (1, None)], ids=["a second before", "a second after"])
def test_a_link_is_good_for_so_long_from_when_it_was_asked_for(  # noqa: PLR0913, PLR0917 -- fixtures, and the table's columns
    app: Flask, token: str, turn_back: Callable[..., None], minutes: int, aside: int, whose: str | None
) -> None:
    app.config["LINK_MINUTES"] = minutes
    turn_back(created_at=timedelta(minutes=minutes, seconds=aside), due_at=timedelta(0))
    assert opens(app, token) == whose


@pytest.mark.usefixtures("anywhere")
def test_a_links_time_is_the_same_in_every_time_zone(app: Flask, token: str, turn_back: Callable[..., None]) -> None:
    assert opens(app, token) == ADA
    turn_back(created_at=timedelta(minutes=30, seconds=1))
    assert opens(app, token) is None


@pytest.mark.parametrize(
    "act",
    [
        lambda ada: accounts.change_password(ada, "staple of many colours"),
        accounts.deactivate,
        accounts.delete,
        lambda ada: accounts.write(ada, db.true(), is_active=False),
    ],
    ids=["new password", "shut", "deleted", "shut, and nothing counted"],
)
def test_a_link_dies_with_what_proves_who_its_member_is(
    app: Flask, token: str, add_user: Callable[..., int], post: Callable[..., Mail], act: Callable[..., object]
) -> None:
    add_user(GRACE)
    with app.app_context():
        graces = links.token(post("door", GRACE))
    with app.app_context():
        act(accounts.find(ADA))
        db.session.commit()
    assert opens(app, token) is None
    assert opens(app, graces) == GRACE


def test_a_link_does_not_come_back_with_an_account_that_is_opened_again(app: Flask, token: str) -> None:
    for act in (accounts.deactivate, accounts.activate):
        with app.app_context():
            ada = accounts.find(ADA)
            assert ada
            act(ada)
            db.session.commit()
    assert opens(app, token) is None


def test_a_link_of_nobodys_is_found_and_has_no_user(app: Flask, post: Callable[..., Mail]) -> None:
    mail = post("door", "nobody@example.com")
    with app.test_request_context():
        session[links.KEPT] = links.token(mail)
        found = links.find("door")
        assert found
        assert (found[0].nonce, found[1]) == (mail.nonce, None)


def test_whoever_spends_a_link_second_is_overtaken(app: Flask, token: str, mails: Callable[[], list[Mail]]) -> None:
    (mail,) = mails()
    with app.test_request_context():
        session[links.KEPT] = token
        links.spend(mail)
        db.session.commit()
        assert links.KEPT not in session
    assert mails() == []
    assert opens(app, token) is None
    with app.test_request_context(), pytest.raises(Overtaken):
        links.spend(mail)


def test_spending_a_link_that_was_replaced_leaves_the_newer_one(
    app: Flask, token: str, mails: Callable[[], list[Mail]]
) -> None:
    (mail,) = mails()
    with app.app_context():
        outbox.replace("door", ADA, accounts.find(ADA))
        db.session.commit()
    with app.test_request_context(), pytest.raises(Overtaken):
        links.spend(mail)
    assert opens(app, token) is None
    (newer,) = mails()
    with app.app_context():
        assert opens(app, links.token(newer)) == ADA


def test_of_two_that_were_asked_for_at_the_same_moment_the_newer_one_is_good(
    app: Flask, token: str, post: Callable[..., Mail]
) -> None:
    newer = post()
    assert opens(app, token) is None
    with app.app_context():
        assert opens(app, links.token(newer)) == ADA


@pytest.mark.parametrize("other", ["of another kind", "of another member"])
def test_what_is_newer_and_not_of_its_kind_leaves_a_link_good(
    app: Flask, add_user: Callable[..., int], token: str, post: Callable[..., Mail], other: str
) -> None:
    add_user("grace@example.com")
    post("notice") if other == "of another kind" else post(email="grace@example.com")
    assert opens(app, token) == ADA


def test_spending_is_undone_with_the_act(app: Flask, token: str, mails: Callable[[], list[Mail]]) -> None:
    with app.test_request_context():
        links.spend(mails()[0])
        db.session.rollback()
    assert opens(app, token) == ADA


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_following_a_link_leads_on_keeps_it_out_of_the_address_and_spends_nothing(
    app: Flask, client: FlaskClient, token: str, method: str
) -> None:
    for _ in range(3):
        response = client.open(f"/link/{token}", method=method)
        assert (response.status_code, response.location) == (302, "/door")
        assert token not in response.text
    with client.session_transaction() as kept:
        assert kept[links.KEPT] == token
    assert opens(app, token) == ADA


def test_whoever_follows_a_link_reaches_its_page_once(client: FlaskClient, token: str) -> None:
    client.get(f"/link/{token}")
    assert client.get("/door").text == f"door of {ADA}"
    response = client.get("/door")
    assert (response.status_code, response.location) == (302, "/login")
    with client.session_transaction() as kept:
        assert kept["_flashes"] == [("warning", messages.LINK_GONE.format(minutes=30))]


def test_a_page_without_a_link_leads_to_where_one_gets_one_and_forgets_one_that_is_gone(
    client: FlaskClient, token: str, turn_back: Callable[..., None]
) -> None:
    client.get(f"/link/{token}")
    turn_back(created_at=timedelta(hours=1))
    assert client.get("/door").location == "/login"
    with client.session_transaction() as kept:
        assert links.KEPT not in kept


@pytest.mark.parametrize(
    "path", ["/link/x", "/link/%00", "/link/%ff.%fe", "/link/d%C3%B6r.%E2%98%83", f"/link/{'a' * 5000}"]
)
def test_following_what_is_no_link_is_told_and_leads_to_the_front_door(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.location) == (302, "/login")
    with client.session_transaction() as kept:
        assert kept["_flashes"] == [("warning", messages.LINK_UNREADABLE)]
        assert links.KEPT not in kept


def test_what_is_no_link_does_not_take_the_place_of_one(client: FlaskClient, token: str) -> None:
    client.get(f"/link/{token}")
    client.get("/link/x")
    assert client.get("/door").text == f"door of {ADA}"


def test_a_member_who_follows_what_is_no_link_stays_logged_in_and_is_led_to_the_landing_page(
    member: FlaskClient,
) -> None:
    assert member.get("/link/x").location == "/account"
    assert member.get("/account").status_code == 200


def test_a_link_whose_letter_this_server_does_not_know_is_unreadable(
    app: Flask, client: FlaskClient, post: Callable[..., Mail]
) -> None:
    mail = post("newer")
    with app.app_context():
        token = links.token(mail)
    assert client.get(f"/link/{token}").location == "/login"


def test_nobody_follows_a_link_with_a_form(client: FlaskClient, submit: Callable[..., TestResponse]) -> None:
    assert submit(client, "/link/x", form_at="/login").status_code == 405


def test_following_asks_the_database_for_nothing(client: FlaskClient, token: str, queries: list[str]) -> None:
    queries.clear()
    client.get(f"/link/{token}")
    assert queries == []
