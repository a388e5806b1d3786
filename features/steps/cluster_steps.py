"""Several servers: at which one somebody is, and what becomes of whoever comes while one of their parts is lost."""

import time

from behave import given, then, when
from behave.runner import Context

from features.support.cluster.crowd import Crowd
from features.support.latchkey.aim import until_the_end
from features.support.login.http_client import HttpClient, at_once
from features.support.login.page import AnyPage
from features.support.login.pages import AccountPage, LoginPage, PasswordPage
from features.support.login.people import ANOTHER, Person

ANOTHER_KEY = "another key, as good as the first: 0123456789"


@given("{person:Person} comes to server {name}")
def step_comes_to(context: Context, person: Person, name: str) -> None:
    context.windows.open(person, base_url=context.server.url_of(name))


@given("{person:Person} is logged in at server {name} on another computer")
def step_logged_in_at(context: Context, person: Person, name: str) -> None:
    page = context.windows.open(person, ANOTHER, base_url=context.server.url_of(name))
    LoginPage(page).log_in_by_request(person.typing())


@then("{person:Person} is in at server {name}")
def step_is_in_at(context: Context, person: Person, name: str) -> None:
    page = AnyPage(context.windows.of(person))
    page.visit(f"{context.server.url_of(name)}/account")
    AccountPage(page.page).expect_member(person.email)


@when("eight visitors register {owner:Person}'s email at the same moment, four at each server")
def step_register_at_both(context: Context, owner: Person) -> None:
    context.passwords = [f"{owner.password} of visitor {number}" for number in range(8)]
    context.visitors = in_turn(context, 8)
    forms = [{"email": owner.email, "password": one, "confirm": one} for one in context.passwords]
    context.answers = at_once(context.visitors, "/register", forms)


@when("a guesser tries {times:d} wrong passwords for {person:Person}, at one server after the other")
def step_guesses_at_both(context: Context, times: int, person: Person) -> None:
    context.guessing_since = time.monotonic()
    context.answers = [
        one.log_in(person.email, f"guess {number}") for number, one in enumerate(in_turn(context, times))
    ]
    context.answer = context.answers[-1]


def in_turn(context: Context, count: int) -> list[HttpClient]:
    """Give ``count`` clients, each at the server that the one before it is not at."""
    return [HttpClient(context.server.url_of("AB"[number % 2])) for number in range(count)]


@when('a visitor for whom "{header}: {value}" is said tries a wrong password')
def step_visitor_says(context: Context, header: str, value: str) -> None:
    context.answer = HttpClient(context.server.url, {header: value}).log_in("nobody@example.com", "a guess")


@given("visitors register without a pause")
def step_crowd(context: Context) -> None:
    # All of them come from one address, which else may register so many and no more.
    until_the_end(context, context.server.configured(LIMIT_REGISTRATIONS="100000 per hour"))
    context.crowd = Crowd(context.server.url)
    context.add_cleanup(context.crowd.stop)
    context.crowd.wait_for(5)


@when("a worker of each server is killed {times:d} times")
def step_workers_killed(context: Context, times: int) -> None:
    for _ in range(times):
        for name in "AB":
            context.server.kill_a_worker(name)
        context.crowd.wait_for(5, within=5)


@then("everyone who was answered has an account")
def step_answered_stored(context: Context) -> None:
    context.crowd.stop()
    registered = context.crowd.registered()
    lost = [email for email in registered if not context.data.stored(email)]
    assert registered, "nobody has registered"
    assert not lost, lost


@when("the database is started anew")
def step_database_anew(context: Context) -> None:
    with context.data.gone():
        context.crowd.wait_for_answers(5)


@then("visitors register as before, {seconds:d} seconds later at most")
def step_back_within(context: Context, seconds: int) -> None:
    context.crowd.wait_for(5, within=seconds)


@then('everyone else was told "{sentence}" with {status:d}')
def step_everyone_else_told(context: Context, sentence: str, status: int) -> None:
    others = context.crowd.others()
    assert others, "everyone has registered: the database was never away"
    told = [answer.status == status and sentence in answer.text for answer in others]
    assert all(told), [answer for answer in others if answer.status != status or sentence not in answer.text]


@given("{person:Person} has begun to change her password")
def step_begun_to_change(context: Context, person: Person) -> None:
    person.unsent = PasswordPage(context.windows.of(person)).open().fill(person.changing())


@when("one server after the other is started anew with another key, and the old one to fall back on")
def step_rolled(context: Context) -> None:
    old = context.server.settings["SECRET_KEY"]
    context.server.roll(SECRET_KEY=ANOTHER_KEY, SECRET_KEY_FALLBACKS=[old])
    context.crowd.wait_for(5)


@then("every visitor has registered")
def step_every_visitor(context: Context) -> None:
    context.crowd.stop()
    others = [(answer.status, answer.place) for answer in context.crowd.others()]
    assert not others, (others, context.server.nginx.end_of_log())
    assert not context.crowd.unanswered, context.crowd.unanswered[:3]


@then("what {person:Person} has begun is taken")
def step_begun_taken(context: Context, person: Person) -> None:
    assert person.unsent, f"{person.name} has filled in no form"
    person.unsent.send()
    page = AnyPage(context.windows.of(person))
    page.expect_told("Your password was changed. You were logged out everywhere else.", "success")


@when("the store of attempts {trouble}")
def step_store_lost(context: Context, trouble: str) -> None:
    context.store_is_back = until_the_end(context, context.server.without_redis(trouble))


@when("half a minute has passed since the store of attempts came back")
def step_store_back(context: Context) -> None:
    context.store_is_back()
    time.sleep(31)  # a server asks one that was silent again after 30 seconds


@then("a stranger logs in with {person:Person}'s password within {seconds:d} seconds")
def step_logs_in_within(context: Context, person: Person, seconds: int) -> None:
    since = time.monotonic()
    assert HttpClient(context.server.url).logs_in(person.email, person.password)
    took = time.monotonic() - since
    assert took <= seconds, took


@when("{person:Person} looks at her account while PostgreSQL has {nothing}")
def step_looks_in_vain(context: Context, person: Person, nothing: str) -> None:
    with context.server.database.without(nothing):
        AccountPage(context.windows.of(person)).open()


@when("{person:Person} changes her password while PostgreSQL may only be read")
def step_changes_in_vain(context: Context, person: Person) -> None:
    with context.server.database.read_only():
        PasswordPage(context.windows.of(person)).open().submit(person.changing())


@given("the disk of the database is full")
def step_disk_full(context: Context) -> None:
    until_the_end(context, context.data.on_a_full_disk())
