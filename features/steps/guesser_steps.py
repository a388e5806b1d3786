"""A guesser, who tries passwords, and what it costs the server."""

from behave import given, then, when
from behave.runner import Context

from features.support.people import Person
from features.support.stranger import Stranger, at_once


@when("a guesser tries {person:Person}'s email, and then an email that nobody has")
def step_guesses(context: Context, person: Person) -> None:
    unknown = person.email.replace("@", "x@")
    context.hashes_before = len(context.server.hashes())
    context.answers = [
        (email, Stranger(context.server.url).log_in(email, "a guess")) for email in (person.email, unknown)
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


@given("a guesser has tried {times:d} wrong passwords for {person:Person}")
@when("a guesser tries {times:d} wrong passwords for {person:Person}")
def step_guesses_wrongly(context: Context, times: int, person: Person) -> None:
    context.hashes_before = len(context.server.hashes())
    guesser = Stranger(context.server.url)
    for number in range(times):
        context.answer = guesser.log_in(person.email, f"guess {number}")


@when("a guesser tries {times:d} wrong passwords for {person:Person}, each as if from another address")
def step_guesses_from_anywhere(context: Context, times: int, person: Person) -> None:
    for number in range(times):
        guesser = Stranger(context.server.url, {"X-Forwarded-For": f"192.0.2.{number}"})
        context.answer = guesser.log_in(person.email, f"guess {number}")


@when("a guesser tries {times:d} wrong passwords for {person:Person} at the same moment")
def step_guesses_at_once(context: Context, times: int, person: Person) -> None:
    context.hashes_before = len(context.server.hashes())
    guess = {"email": person.email, "password": "one of many"}
    context.answers = at_once([Stranger(context.server.url) for _ in range(times)], "/login", guess)


@when("a guesser tries 1 password for each of {count:d} emails")
def step_sprays(context: Context, count: int) -> None:
    guesser = Stranger(context.server.url)
    for number in range(count):
        context.answer = guesser.log_in(f"{number}@example.com", "Summer2026!")


@when("a thief tries {times:d} passwords to delete {person:Person}'s account")
def step_guesses_in_session(context: Context, times: int, person: Person) -> None:
    thief = Stranger(context.server.url)
    thief.cookies = {cookie["name"]: cookie["value"] for cookie in context.page.context.cookies()}
    for number in range(times):
        context.answer = thief.post("/account/delete", {"current": f"guess {number}"})


@when("a stranger registers {times:d} times")
def step_registers_often(context: Context, times: int) -> None:
    stranger = Stranger(context.server.url)
    for number in range(times):
        context.answer = stranger.post("/register", {"email": f"stranger {number}"})


@then("no more than {count:d} passwords were hashed")
def step_few_hashes(context: Context, count: int) -> None:
    hashes = context.server.hashes()[context.hashes_before :]
    assert len(hashes) == count, hashes


@then("the last answer is {status:d}, to be tried again after {seconds:d} seconds")
def step_last_answer(context: Context, status: int, seconds: int) -> None:
    assert context.answer.status == status, context.answer
    wait = int(context.answer.headers["Retry-After"])
    assert seconds - 60 < wait <= seconds, wait
