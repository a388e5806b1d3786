"""The server's time, its operator, its log, and what may break."""

import re
import socket
from threading import Timer

from behave import given, then, when
from behave.runner import Context

from features.support.latchkey.aim import until_the_end
from features.support.login.http_client import HttpClient
from features.support.login.page import AnyPage
from features.support.login.pages import AccountPage, ConfirmPage, PasswordPage
from features.support.login.people import Person


@given("the site is new")
def step_site_is_new(context: Context) -> None:
    context.data.begin_anew()


@given("{count:d} {unit:Unit} pass")
@when("{count:d} {unit:Unit} pass")
def step_time_passes(context: Context, count: int, unit: str) -> None:
    context.server.pass_time(**{unit: count})


@when("the server's clock is set back by {count:d} {unit:Unit}")
def step_clock_set_back(context: Context, count: int, unit: str) -> None:
    context.server.pass_time(**{unit: -count})


@when("{person:Person} comes back every {minutes:d} minutes for {hours:d} hours")
def step_comes_back(context: Context, person: Person, minutes: int, hours: int) -> None:
    for _ in range(hours * 60 // minutes):
        context.server.pass_time(minutes=minutes)
        answer = context.windows.of(person).request.get("/account")
        assert answer.status == 200, answer.status


@then('the log says "{words}"')
def step_log_says(context: Context, words: str) -> None:
    assert any(words in line for line in context.log.lines), context.log.lines


@then('the log has a line of {person:Person}\'s that begins with "{words}"')
def step_log_has_line(context: Context, person: Person, words: str) -> None:
    mine = f"{words} user={context.data.user_id(person)} "
    assert any(f"{line} ".startswith(mine) for line in context.log.lines), (mine, context.log.lines)


@then('the log has {count:d} line "{words}" with {person:Person}\'s email')
@then('the log has {count:d} lines "{words}" with {person:Person}\'s email')
def step_log_counts(context: Context, count: int, words: str, person: Person) -> None:
    found = [line for line in context.log.lines if line.startswith(f"{words} email={person.email} ")]
    assert len(found) == count, context.log.lines


@then("no line holds a password or a token of {person:Person}'s")
def step_no_secret_logged(context: Context, person: Person) -> None:
    token = r"[\w-]{40,}"
    secret = re.compile("|".join([token, "guess", *map(re.escape, (person.password, person.first_password))]))
    told = [line for line in context.log.lines if secret.search(line)]
    assert context.log.lines, "nothing was written at all"
    assert not told, told


@when("a visitor registers {person:Person} while the database is locked for {seconds:d} second")
@when("a visitor registers {person:Person} while the database is locked for {seconds:d} seconds")
def step_registers_while_locked(context: Context, person: Person, seconds: int) -> None:
    visitor = context.visitor = HttpClient(context.server.url)
    fields = {"email": person.email, "password": person.password, "confirm": person.password}
    with context.data.locked() as unlock:
        Timer(seconds, unlock).start()
        context.answer = visitor.post("/register", fields)


@then("the visitor is logged in as {person:Person}")
def step_visitor_logged_in(context: Context, person: Person) -> None:
    assert context.visitor.is_member(person.email), context.answer


@then('the visitor is told "{sentence}" with {status:d}')
def step_visitor_told(context: Context, sentence: str, status: int) -> None:
    assert context.answer.status == status, context.answer
    assert sentence in context.answer.text, context.answer
    assert "Latchkey</title>" in context.answer.text, context.answer


@when('{person:Person} goes to "{path}" while the database is gone')
def step_goes_while_gone(context: Context, person: Person, path: str) -> None:
    with context.data.gone():
        AnyPage(context.windows.of(person)).visit(path)


@when("{person:Person} looks at her account while the database is locked")
def step_looks_while_locked(context: Context, person: Person) -> None:
    with context.data.locked():
        AccountPage(context.windows.of(person)).open()


@when("{person:Person} changes her password, and the database fails half-way")
def step_changes_password_in_vain(context: Context, person: Person) -> None:
    with context.data.failing("login_session"):
        PasswordPage(context.windows.of(person)).open().submit(person.changing())


@when("{person:Person} gives her password again, and the database fails at the very end")
def step_gives_password_in_vain(context: Context, person: Person) -> None:
    page = ConfirmPage(context.windows.of(person)).open()
    with context.data.failing_at_the_end():
        page.submit({"Current password": person.password})


@given("a hash takes longer than a double click")
def step_hash_slow(context: Context) -> None:
    until_the_end(context, context.data.slow_hashes())


@given("hashes have become dearer since")
def step_hashes_dearer(context: Context) -> None:
    until_the_end(context, context.server.configured(PASSWORD_HASH_METHOD="scrypt:256:8:1"))


@when("{person:Person} looks at her account while the database is behind")
def step_looks_while_behind(context: Context, person: Person) -> None:
    with context.data.behind():
        AccountPage(context.windows.of(person)).open()


@given("the server counts attempts in a Redis that is gone")
def step_redis_gone(context: Context) -> None:
    context.server.restart(RATELIMIT_STORAGE_URI="redis://127.0.0.1:1")


@given("the server counts attempts in a Redis that accepts and never answers")
def step_redis_hangs(context: Context) -> None:
    silent = socket.create_server(("127.0.0.1", 0))  # the system accepts, and nobody ever reads
    context.add_cleanup(silent.close)
    context.server.restart(RATELIMIT_STORAGE_URI=f"redis://127.0.0.1:{silent.getsockname()[1]}")


@given('the limit {setting} is "{limit}"')
def step_limit_set(context: Context, setting: str, limit: str) -> None:
    until_the_end(context, context.server.configured(**{setting: limit}))


@given("the database closes every connection")
@when("the database closes every connection")
def step_connections_closed(context: Context) -> None:
    context.data.close_connections()
