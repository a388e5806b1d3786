"""The live server, as the steps have it at hand: what it tells is so."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

pytest.importorskip("behave")

from behave_browser.log_capture import capture_log

from features.support.latchkey.aim import LOGGERS
from features.support.latchkey.cookies import FORGERIES, spellings
from features.support.latchkey.server import LiveServer, live_server
from features.support.latchkey.test_data import ServerData
from features.support.login.http_client import Answer, HttpClient, at_once, difference
from features.support.login.people import Person

PASSWORD = "correct horse battery"


@pytest.fixture
def server() -> Iterator[LiveServer]:
    with contextmanager(live_server)(SimpleNamespace()) as running:
        yield running


@pytest.fixture
def data(server: LiveServer) -> ServerData:
    return ServerData(server)


@pytest.fixture
def ada(data: ServerData) -> Person:
    ada = Person("Ada", "ada@example.com", PASSWORD)
    data.register(ada)
    return ada


def test_a_mistake_of_the_app_s_is_heard(server: LiveServer) -> None:
    server.app.add_url_rule("/broken", "broken", lambda: 1 // 0)
    with capture_log(LOGGERS) as kept:
        assert HttpClient(server.url).send("GET", "/broken").status == 500
    [mistake] = kept.take_errors()
    assert "ZeroDivisionError" in mistake


@pytest.mark.parametrize("name", ["app", "app.guards", "latchkey.audit", "werkzeug"])
def test_whatever_of_the_server_s_writes_is_heard(name: str) -> None:
    with capture_log(LOGGERS) as kept:
        logging.getLogger(name).error("It broke.")
    assert kept.take_errors() == ["the server's log says It broke."]


def test_a_command_that_fails_is_told(server: LiveServer) -> None:
    assert "Usage" in server.run("--help")
    with pytest.raises(AssertionError, match="No such command 'no-such-command'"):
        server.run("no-such-command")


def test_each_hash_is_told_with_its_cost(server: LiveServer, ada: Person) -> None:
    before = len(server.hashes())
    assert HttpClient(server.url).logs_in(ada.email, ada.password)
    assert server.hashes()[before:] == [{"n": 128, "r": 8, "p": 1}]
    with server.production_hash():
        HttpClient(server.url).register("grace@example.com", PASSWORD)
    assert server.hashes()[-1] == {"n": 2**15, "r": 8, "p": 3}


def test_a_start_that_is_refused_is_told_from_one_that_is_not(server: LiveServer) -> None:
    assert server.refusal({}) == "It started."
    assert "SECRET_KEY" in server.refusal({"SECRET_KEY": ""})


def test_who_has_tried_too_often_may_try_again_in_the_next_scenario(server: LiveServer, ada: Person) -> None:
    for _ in range(6):
        refused = HttpClient(server.url).log_in(ada.email, "a guess")
    assert refused.status == 429
    server.forget_attempts()
    assert HttpClient(server.url).logs_in(ada.email, ada.password)


def test_a_cookie_is_a_forgery_in_one_way_alone(server: LiveServer) -> None:
    made = {name: forge(server, {"a": "b"}) for name, forge in FORGERIES.items()}
    right = server.sign({"a": "b"})
    read = server.app.session_interface.get_signing_serializer(server.app).loads  # type: ignore[attr-defined]
    assert read(right, max_age=60) == {"a": "b"}
    assert read(made["signed by this server long ago"]) == {"a": "b"}
    for cookie, days in ((made["signed by this server long ago"], 31), (made['signed with the key "secret"'], 99)):
        with pytest.raises(Exception, match="Signature"):
            read(cookie, max_age=days * 24 * 3600)
    assert made["not signed"] == right.rpartition(".")[0].rpartition(".")[0]


def test_a_token_is_looked_for_in_every_spelling() -> None:
    assert spellings("-_-_") == [b"-_-_", b"\xfb\xff\xbf", b"fbffbf"]


def test_what_is_counted_is_what_is_stored(data: ServerData, ada: Person) -> None:
    assert data.counts()["user"] == 1
    data.delete(ada)
    assert data.counts()["user"] == 0


@pytest.mark.parametrize("spelled", ["upper(email)", "' ' || email || ' '"])
def test_an_account_is_found_in_whatever_spelling_it_is_stored(data: ServerData, ada: Person, spelled: str) -> None:
    data.execute(f"UPDATE user SET email = {spelled}")  # noqa: S608 -- our own words
    assert data.has_account(ada)
    assert len(data.stored("Ada@Example.Com")) == 1
    assert not data.has_account(Person("Grace", "grace@example.com", PASSWORD))


def test_a_table_that_fails_takes_no_change_and_every_other_does(data: ServerData, ada: Person) -> None:
    with data.failing("login_session"):
        assert HttpClient(data.server.url).log_in(ada.email, ada.password).status == 503
        assert HttpClient(data.server.url).log_in(ada.email, "a guess").status == 200
    with data.failing("user"), pytest.raises(Exception, match="the disk is full"):
        data.delete(ada)
    assert data.has_account(ada)


def test_what_is_done_meanwhile_is_done(data: ServerData, ada: Person) -> None:
    done: list[bool] = []
    with data.meanwhile(lambda: done.append(True)):
        HttpClient(data.server.url).log_in(ada.email, ada.password)
    assert done
    with pytest.raises(AssertionError, match="no password was hashed"), data.meanwhile(lambda: None):
        pass


def test_forms_that_are_sent_at_once_wait_for_each_other(server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> None:
    acts: list[str] = []

    def token(stranger: HttpClient, _path: str) -> str:
        acts.append("open")
        return stranger.host

    def send_form(_stranger: HttpClient, _path: str, fields: dict[str, str]) -> str:
        acts.append("send")
        return fields["email"]

    monkeypatch.setattr(HttpClient, "token", token)
    monkeypatch.setattr(HttpClient, "send_form", send_form)
    strangers = [HttpClient(server.url) for _ in range(4)]
    assert at_once(strangers, "/login", [{"email": str(number)} for number in range(4)]) == list("0123")
    assert acts == ["open"] * 4 + ["send"] * 4


FIRST = Answer(200, {"Date": "today", "Set-Cookie": "a=1; Secure", "X": "y"}, "<p>\nHello ada@example.com", place="/x")


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (Answer(404, FIRST.headers, FIRST.text, place="/x"), "200 at /x and 404 at /x"),
        (Answer(200, FIRST.headers, FIRST.text, place="/y"), "200 at /x and 200 at /y"),
        (Answer(200, FIRST.headers, "<p>\nHi", place="/x"), "“Hello ada@example.com” and “Hi”"),
        (Answer(200, FIRST.headers, FIRST.text, place="/x"), ""),
    ],
)
def test_what_a_person_would_see_differ_is_told(other: Answer, told: str) -> None:
    assert difference(FIRST, other) == told


def test_two_answers_are_the_same_but_for_what_differs_between_any_two() -> None:
    headers = {"Date": "tomorrow", "Set-Cookie": "a=2; Secure", "X": "y"}
    text = FIRST.text.replace("ada", "eve")
    same = FIRST.but("ada@example.com")
    assert Answer(200, headers, text).but("eve@example.com") == same
    for changed in (
        Answer(302, headers, text),
        Answer(200, headers | {"X": "z"}, text),
        Answer(200, headers | {"Y": "z"}, text),
        Answer(200, headers | {"Set-Cookie": "a=2"}, text),
        Answer(200, headers, f"{text}!"),
    ):
        assert changed.but("eve@example.com") != same


def test_whoever_follows_does_not_leave_the_site(server: LiveServer) -> None:
    stranger = HttpClient(server.url)
    assert stranger.follow(stranger.send("GET", "/")).place == server.landing()[1]
    away = Answer(302, {"Location": "http://site.test/login"}, "", place="/x")
    assert stranger.follow(away) is away
    here = Answer(303, {"Location": f"{server.url}/login?next=/account"}, "", place="/x")
    assert stranger.follow(here).place == "/login?next=/account"
    assert stranger.follow(Answer(200, here.headers, "", place="/x")).place == "/x"


def test_every_policy_of_an_answer_counts() -> None:
    pairs = (("Content-Security-Policy", "one"), ("X", "y"), ("Content-Security-Policy", "two"))
    assert Answer(200, {}, "", pairs).policies == ("one", "two")
