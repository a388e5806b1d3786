"""Logging in and out, and the cookie that a login session lives in."""

import json
from datetime import UTC, datetime, timedelta

from behave import given, then, when
from behave.runner import Context

from features.support.cookies import (
    change_byte,
    session_cookie,
    set_session_cookie,
    signed,
    take_cookies,
)
from features.support.pages import AccountPage, AnyPage, LoginPage
from features.support.people import SPELLINGS, Person, people
from features.support.stranger import Stranger


@when("{person:Person} wants to log in")
def step_wants_to_log_in(context: Context, person: Person) -> None:
    LoginPage(context.page).open()


@given("{person:Person} is about to log in")
def step_about_to_log_in(context: Context, person: Person) -> None:
    context.form = LoginPage(context.page).open().fill(person.typing())


@given("{person:Person} is logged in")
def step_given_logged_in(context: Context, person: Person) -> None:
    context.server.register(person)
    LoginPage(context.page).open().submit(person.typing())
    AnyPage(context.page).expect_member(person.email)


@given("{person:Person} is logged out")
def step_given_logged_out(context: Context, person: Person) -> None:
    assert not context.page.context.cookies(), context.page.context.cookies()


@given("{person:Person} is logged in on another computer")
def step_given_logged_in_elsewhere(context: Context, person: Person) -> None:
    if not context.server.stored(person.email):
        context.server.register(person)
    LoginPage(context.windows.open()).open().submit(person.typing())
    AnyPage(context.windows.other).expect_member(person.email)


@when("{person:Person} logs in")
def step_logs_in(context: Context, person: Person) -> None:
    LoginPage(context.page).open().submit(person.typing())


@when("{person:Person} logs in there")
def step_logs_in_there(context: Context, person: Person) -> None:
    LoginPage(context.page).submit(person.typing())


@given("{person:Person} logs in in another tab")
def step_logs_in_in_tab(context: Context, person: Person) -> None:
    tab = context.page.context.new_page()
    LoginPage(tab).open().submit(person.typing())
    AnyPage(tab).expect_member(person.email)


@when("{person:Person} goes through with it")
def step_goes_through(context: Context, person: Person) -> None:
    context.form.send()


@when("{person:Person} logs in with her email {spelling}")
def step_logs_in_spelling(context: Context, person: Person, spelling: str) -> None:
    LoginPage(context.page).open().submit(person.typing() | {"Email": SPELLINGS[spelling](person.email)})


@when("{person:Person} tries to log in with {mistake}")
def step_logs_in_wrongly(context: Context, person: Person, mistake: str) -> None:
    context.hashes_before = len(context.server.hashes())
    LoginPage(context.page).open().submit(person.typing(mistake))


@when("{person:Person} mistypes her password there")
def step_mistypes_there(context: Context, person: Person) -> None:
    LoginPage(context.page).submit(person.typing("the wrong password"))
    LoginPage(context.page).expect_error("Email", "Invalid email or password")


@when("{person:Person} logs out")
def step_logs_out(context: Context, person: Person) -> None:
    AnyPage(context.page).log_out()


@then("{person:Person} may register instead")
def step_may_register(context: Context, person: Person) -> None:
    LoginPage(context.page).expect_way_to("Register", "/register")


@then("{person:Person} is logged in")
def step_is_logged_in(context: Context, person: Person) -> None:
    AnyPage(context.page).expect_member(person.email)


@then("{person:Person} is not logged in")
def step_is_not_logged_in(context: Context, person: Person) -> None:
    AnyPage(context.page).expect_visitor()


@then("{person:Person} is still logged in")
def step_is_still_logged_in(context: Context, person: Person) -> None:
    AccountPage(context.page).open().expect_member(person.email)


@then("{person:Person} is still logged in on the other computer")
def step_is_still_logged_in_elsewhere(context: Context, person: Person) -> None:
    AccountPage(context.windows.other).open().expect_member(person.email)


@then("{person:Person} is no longer logged in on the first computer")
def step_is_logged_out_at_first(context: Context, person: Person) -> None:
    AccountPage(context.windows.first).open().expect_visitor()
    LoginPage(context.windows.first).expect_asks_for(["Email", "Password"])


@when("a guesser tries {person:Person}'s email, and then an email that nobody has")
def step_guesses(context: Context, person: Person) -> None:
    unknown = person.email.replace("@", "x@")
    context.hashes_before = len(context.server.hashes())
    context.answers = [
        (email, Stranger(context.server.url).post("/login", {"email": email, "password": "a guess"}))
        for email in (person.email, unknown)
    ]


@then("the guesser gets the same answer twice")
def step_same_answer(context: Context) -> None:
    (known, first), (unknown, second) = context.answers
    assert first.status == second.status == 200, (first.status, second.status)
    assert first.headers.keys() == second.headers.keys(), (first.headers, second.headers)
    assert first.without(known) == second.without(unknown), (first.text, second.text)


@then("one password was hashed for each")
def step_one_hash_each(context: Context) -> None:
    hashes = context.server.hashes()[context.hashes_before :]
    assert hashes == [{"n": 32768, "r": 8, "p": 3}] * 2, hashes


@then("no password was hashed")
def step_no_hash(context: Context) -> None:
    hashes = context.server.hashes()[context.hashes_before :]
    assert not hashes, hashes


@given("a thief has copied {person:Person}'s cookie")
def step_cookie_copied(context: Context, person: Person) -> None:
    take_cookies(context.page, context.windows.open())
    AccountPage(context.windows.other).open().expect_member(person.email)


@then("the thief is not logged in")
def step_thief_is_visitor(context: Context) -> None:
    AccountPage(context.windows.other).open().expect_visitor()


@given("a thief knows the token of {person:Person}'s log-in")
def step_token_known(context: Context, person: Person) -> None:
    context.token = LoginPage(context.page).open().token()


@then("the thief's token logs nobody out")
def step_token_is_dead(context: Context) -> None:
    answer = context.page.request.post("/logout", form={"csrf_token": context.token}, max_redirects=0)
    assert answer.status == 400, answer.status
    AccountPage(context.page).open().expect_member(people["Ada"].email)


@when("an operator decodes {person:Person}'s cookie")
def step_decode(context: Context, person: Person) -> None:
    context.decoded = context.server.decode(session_cookie(context.page))


@then("the operator reads what it holds, when it was signed, and that this server signed it")
def step_decoded(context: Context) -> None:
    report = json.loads(context.decoded)
    assert report["payload"]["_user_id"], report
    assert datetime.now(UTC) - datetime.fromisoformat(report["signed_at"]) < timedelta(minutes=1), report
    assert report["signed_by_this_server"] is True, report


@then("neither {person:Person}'s email nor her password is in it")
def step_nothing_personal(context: Context, person: Person) -> None:
    assert person.email not in context.decoded, context.decoded
    assert person.password not in context.decoded, context.decoded


@when("one byte in the {part} of {person:Person}'s cookie is changed")
def step_cookie_changed(context: Context, part: str, person: Person) -> None:
    change_byte(context.page, ("payload", "time", "signature").index(part))


@when("{person:Person}'s cookie is signed anew with another key")
def step_cookie_forged(context: Context, person: Person) -> None:
    payload = json.loads(context.server.decode(session_cookie(context.page)))["payload"]
    set_session_cookie(context.page, signed(payload, "another key"))


@then("an operator sees that this server did not sign it")
def step_forgery_seen(context: Context) -> None:
    report = json.loads(context.server.decode(session_cookie(context.page)))
    assert report["signed_by_this_server"] is False, report
