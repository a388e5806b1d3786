"""The cookie that a login session lives in: copied, read, changed and forged."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from behave import given, then, when
from behave.runner import Context
from behave_browser.contexts import OWN

from features.support.latchkey.cookies import (
    change_byte,
    login_cookie,
    only_cookie,
    session_cookie,
    set_session_cookie,
    spellings,
    take_cookies,
    token_hash,
)
from features.support.login.http_client import HttpClient
from features.support.login.pages import AccountPage, LoginPage
from features.support.login.people import ANOTHER, Person, people

THIEF = "The thief"
ELSEWHERE = "/account/sessions/end-others"


@given("a thief has copied {person:Person}'s cookie")
def step_cookie_copied(context: Context, person: Person) -> None:
    page = context.windows.of(people[THIEF])
    take_cookies(context.windows.of(person), page)
    AccountPage(page).open().expect_member(person.email)


@then("the thief is not logged in")
def step_thief_is_visitor(context: Context) -> None:
    AccountPage(context.windows.of(people[THIEF])).open().expect_visitor()


@when("a thief logs in with {person:Person}'s password while she changes it")
def step_thief_logs_in_meanwhile(context: Context, person: Person) -> None:
    context.stranger = HttpClient(context.server.url)
    with done_meanwhile(context, person, "changes it"):
        context.stranger.log_in(person.email, person.first_password)


@when("a thief who is logged in deletes {person:Person}'s account with her password while she {act}")
def step_thief_deletes_meanwhile(context: Context, person: Person, act: str) -> None:
    context.stranger = HttpClient(context.server.url)
    assert context.stranger.logs_in(person.email, person.password)
    with done_meanwhile(context, person, act):
        context.stranger.post("/account/delete", {"current": person.first_password})


@contextmanager
def done_meanwhile(context: Context, person: Person, act: str) -> Iterator[None]:
    """Have ``person`` do something in her browser while the next password is being hashed."""
    page, member, typed = context.windows.of(person), HttpClient(context.server.url), person.changing()
    member.cookies = {only_cookie(page)["name"]: session_cookie(page)}
    fields = {"current": typed["Current password"], "password": typed["Password"], "confirm": typed["Password"]}
    acts = {
        "changes it": lambda: member.post("/account/password", fields),
        "logs out everywhere else": lambda: member.send_form(ELSEWHERE, {"csrf_token": member.token("/account")}),
    }
    with context.data.meanwhile(acts[act]):
        yield
    set_session_cookie(page, member.cookies[only_cookie(page)["name"]])
    if act == "changes it":
        person.password = typed["Password"]


@then("the thief's login is worth nothing")
def step_thief_is_not_in(context: Context) -> None:
    page = context.stranger.send("GET", "/account")
    assert page.status == 302, page


@given("a thief knows the token of {person:Person}'s log-in")
def step_token_known(context: Context, person: Person) -> None:
    context.token = LoginPage(context.windows.of(person)).open().token()


@then("the thief's token does not log {person:Person} out")
def step_token_is_dead(context: Context, person: Person) -> None:
    page = context.windows.of(person)
    answer = page.request.post("/logout", form={"csrf_token": context.token}, max_redirects=0)
    assert answer.status == 400, answer.status
    AccountPage(page).open().expect_member(person.email)


@when("an operator decodes {person:Person}'s cookie")
def step_decode(context: Context, person: Person) -> None:
    context.decoded = context.server.decode(session_cookie(context.windows.of(person)))


@then("the operator reads what it holds, when it was signed, and that this server signed it")
def step_decoded(context: Context) -> None:
    report = context.decoded
    assert report["payload"]["_user_id"], report
    assert abs(datetime.now(UTC) - datetime.fromisoformat(report["signed_at"])) < timedelta(minutes=1), report
    assert report["signed_by_this_server"] is True, report


@then("neither {person:Person}'s email nor her password is in it")
def step_nothing_personal(context: Context, person: Person) -> None:
    held = str(context.decoded["payload"]).lower()
    assert "_user_id" in held, held
    assert person.email not in held, held
    assert person.password.lower() not in held, held


@when("one byte in the {part} of {person:Person}'s cookie is changed")
def step_cookie_changed(context: Context, part: str, person: Person) -> None:
    change_byte(context.windows.of(person), ("payload", "time", "signature").index(part))


@when("{person:Person}'s cookie is signed anew with another key")
def step_cookie_forged(context: Context, person: Person) -> None:
    page = context.windows.of(person)
    payload = context.server.decode(session_cookie(page))["payload"]
    context.forged = context.server.sign(payload, "another key")
    set_session_cookie(page, context.forged)


@then("an operator sees that this server did not sign it")
def step_forgery_seen(context: Context) -> None:
    report = context.server.decode(context.forged)
    assert report["payload"]["_user_id"], report
    assert report["signed_by_this_server"] is False, report


@then("{person:Person}'s cookie ends with the window")
def step_cookie_ends_with_window(context: Context, person: Person) -> None:
    cookie = login_cookie(context.windows.of(person), context.server.url, person.email)
    assert cookie["expires"] == -1, cookie


@then("{person:Person}'s cookie ends with its {days:d} days")
def step_cookie_lasts(context: Context, person: Person, days: int) -> None:
    cookie = login_cookie(context.windows.of(person), context.server.url, person.email)
    left = cookie["expires"] - datetime.now(UTC).timestamp()
    assert abs(left - days * 86_400) < 60, cookie


@then("{person:Person}'s two tokens differ, and have 256 bits each")
def step_tokens_differ(context: Context, person: Person) -> None:
    cookies = [session_cookie(context.windows.of(person, place)) for place in (OWN, ANOTHER)]
    context.tokens = [context.server.decode(cookie)["payload"]["_user_id"] for cookie in cookies]
    assert context.tokens[0] != context.tokens[1], context.tokens
    assert all(len(spellings(token)[1]) * 8 == 256 for token in context.tokens), context.tokens


@then("neither token is stored, but the hash of each is")
def step_tokens_unstored(context: Context) -> None:
    stored = context.data.file_contents()
    for token in context.tokens:
        assert token_hash(token) in stored, f"{token}: looked in the wrong place"
        assert not [spelled for spelled in spellings(token) if spelled in stored], token
