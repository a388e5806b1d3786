"""What a stranger sends by hand, and what the server makes of it."""

from unittest.mock import patch

from behave import given, then, when
from behave.runner import Context

from features.support.latchkey.payloads import COOKIES, FORMS, IDS, REQUESTS, with_broken_body
from features.support.login.http_client import HttpClient
from features.support.login.people import Person


@given("the server gives up half-way through what is sent")
def step_gives_up(context: Context) -> None:
    unreadable = patch.object(context.server.app, "wsgi_app", with_broken_body(context.server.app.wsgi_app))
    unreadable.start()
    context.add_cleanup(unreadable.stop)


@when("a stranger sends {what} while the database is gone")
def step_sends_while_gone(context: Context, what: str) -> None:
    stranger = HttpClient(context.server.url)
    # Whose cookie that is, only the database can tell.
    stranger.cookies = {"__Host-session": context.server.sign({"_user_id": IDS["an unknown id"]})}
    with context.data.gone():
        context.answer = stranger.send(*REQUESTS[what])


@when("a stranger sends {what} while the database is behind")
def step_sends_while_behind(context: Context, what: str) -> None:
    with context.data.behind():
        context.answer = HttpClient(context.server.url).send(*REQUESTS[what])


@when("a stranger sends a form with its token and {what}")
def step_sends_form(context: Context, what: str) -> None:
    stranger = HttpClient(context.server.url)
    context.before = context.data.counts(), len(context.server.hashes())
    context.answer = stranger.send(*FORMS[what](stranger.token("/register")))


@when("a stranger sends {what}")
def step_sends(context: Context, what: str) -> None:
    context.before = context.data.counts(), len(context.server.hashes())
    context.answer = HttpClient(context.server.url).send(*REQUESTS[what])


@when("{person:Person} writes the number {number} into every address that has one")
def step_writes_number(context: Context, person: Person, number: str) -> None:
    ask = context.windows.of(person).request.get
    context.answers = {path: ask(path) for path in context.server.routes.numbered(number)}


@then('at each of them the answer is "{sentence}"')
def step_answered_alike(context: Context, sentence: str) -> None:
    others = {path: answer.status for path, answer in context.answers.items() if sentence not in answer.text()}
    assert context.answers
    assert not others, others


@then('at one of them she sees "{words}"')
def step_seen_at_one(context: Context, words: str) -> None:
    assert any(words in answer.text() for answer in context.answers.values()), context.answers


@then('the stranger gets {status:d}, and is told "{sentence}"')
def step_gets_page(context: Context, status: int, sentence: str) -> None:
    assert context.answer.status == status, context.answer
    assert sentence in context.answer.text, context.answer
    assert "Latchkey</title>" in context.answer.text, context.answer


@then("nothing was stored or hashed")
def step_nothing_stored_or_hashed(context: Context) -> None:
    after = context.data.counts(), len(context.server.hashes())
    assert after == context.before, (context.before, after)


@when("a stranger's cookie is rightly signed, with {what}")
def step_comes_with_id(context: Context, what: str) -> None:
    context.stranger = HttpClient(context.server.url)
    context.stranger.cookies = {"__Host-session": context.server.sign({"_user_id": IDS[what]})}


@when("a stranger's cookie is {what}")
def step_comes_with_cookie(context: Context, what: str) -> None:
    context.stranger = HttpClient(context.server.url)
    context.stranger.cookies = dict(COOKIES[what])


@then("the stranger is a visitor like any other")
def step_is_visitor(context: Context) -> None:
    login, account = context.stranger.send("GET", "/login"), context.stranger.send("GET", "/account")
    assert (login.status, account.status) == (200, 302), (login, account)
    assert 'href="/login"' in login.text, login.text


@then('the page is called "{title}"')
def step_page_called(context: Context, title: str) -> None:
    assert f"<title>{title} – Latchkey</title>" in context.answer.text, context.answer
    assert f"<h1>{title}</h1>" in context.answer.text, context.answer


@then('the page is called "{title}", and to be asked for again in {seconds:d} seconds')
def step_page_again(context: Context, title: str, seconds: int) -> None:
    assert f"<title>{title} – Latchkey</title>" in context.answer.text, context.answer
    assert context.answer.headers["Retry-After"] == str(seconds), context.answer


@then("its Allow names {methods}")
def step_allow_names(context: Context, methods: str) -> None:
    assert sorted(context.answer.headers["Allow"].split(", ")) == methods.split(", "), context.answer
