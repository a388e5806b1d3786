"""The cookie that a login session lives in: copied, read, changed and forged."""

from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta

from behave import given, then, when
from behave.runner import Context

from features.support.cookies import change_byte, only_cookie, session_cookie, set_session_cookie, signed, take_cookies
from features.support.pages import AccountPage, LoginPage
from features.support.people import Person, people


@given("a thief has copied {person:Person}'s cookie")
def step_cookie_copied(context: Context, person: Person) -> None:
    context.thief = context.windows.open()
    take_cookies(context.page, context.thief)
    AccountPage(context.thief).open().expect_member(person.email)


@then("the thief is not logged in")
def step_thief_is_visitor(context: Context) -> None:
    AccountPage(context.thief).open().expect_visitor()


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
    report = context.decoded
    assert report["payload"]["_user_id"], report
    assert datetime.now(UTC) - datetime.fromisoformat(report["signed_at"]) < timedelta(minutes=1), report
    assert report["signed_by_this_server"] is True, report


@then("neither {person:Person}'s email nor her password is in it")
def step_nothing_personal(context: Context, person: Person) -> None:
    assert person.email not in str(context.decoded), context.decoded
    assert person.password not in str(context.decoded), context.decoded


@when("one byte in the {part} of {person:Person}'s cookie is changed")
def step_cookie_changed(context: Context, part: str, person: Person) -> None:
    change_byte(context.page, ("payload", "time", "signature").index(part))


@when("{person:Person}'s cookie is signed anew with another key")
def step_cookie_forged(context: Context, person: Person) -> None:
    payload = context.server.decode(session_cookie(context.page))["payload"]
    set_session_cookie(context.page, signed(payload, "another key"))


@then("an operator sees that this server did not sign it")
def step_forgery_seen(context: Context) -> None:
    report = context.server.decode(session_cookie(context.page))
    assert report["signed_by_this_server"] is False, report


@then("{person:Person}'s cookie ends with the window")
def step_cookie_ends_with_window(context: Context, person: Person) -> None:
    cookie = only_cookie(context.page)
    assert cookie["expires"] == -1, cookie


@then("{person:Person}'s cookie ends with its 30 days")
def step_cookie_lasts(context: Context, person: Person) -> None:
    cookie = only_cookie(context.page)
    left = cookie["expires"] - datetime.now(UTC).timestamp()
    assert 29.9 * 86_400 < left <= 30 * 86_400, cookie


@then("{person:Person}'s two tokens differ, and have 256 bits each")
def step_tokens_differ(context: Context, person: Person) -> None:
    cookies = [session_cookie(page) for page in (context.windows.first, context.windows.other)]
    context.tokens = [context.server.decode(cookie)["payload"]["_user_id"] for cookie in cookies]
    assert context.tokens[0] != context.tokens[1], context.tokens
    assert all(len(urlsafe_b64decode(f"{token}=")) * 8 == 256 for token in context.tokens), context.tokens


@then("neither token is stored")
def step_tokens_unstored(context: Context) -> None:
    stored = (
        context.backstage.database.read_bytes() + context.backstage.database.with_suffix(".sqlite-wal").read_bytes()
    )
    assert len(stored) > 1000, stored
    assert not [token for token in context.tokens if token.encode() in stored]
