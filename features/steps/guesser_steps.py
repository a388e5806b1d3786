"""A guesser, who tries passwords, and what it costs the server."""

import re
import secrets
import time

from behave import given, then, when
from behave.runner import Context

from features.support.login.http_client import HttpClient, at_once, difference
from features.support.login.people import Person
from features.support.login.site import site


def guess(context: Context, guessers: list[HttpClient], emails: list[str]) -> None:
    """Have one of ``guessers`` after the other try a wrong password for the next of ``emails``."""
    context.hashes_before = len(context.server.hashes())
    context.guessing_since = time.monotonic()
    context.answers = [
        guesser.log_in(email, f"guess {number}")
        for number, (guesser, email) in enumerate(zip(guessers, emails, strict=True))
    ]
    context.answer = context.answers[-1]


@when("a guesser tries {person:Person}'s email, and then an email that nobody has")
def step_guesses(context: Context, person: Person) -> None:
    context.emails = [person.email, f"x{person.email[1:]}"]
    context.guessers = [HttpClient(context.server.url) for _ in context.emails]
    guess(context, context.guessers, context.emails)


@then("the guesser gets the same answer twice")
def step_same_answer(context: Context) -> None:
    if site.is_own:  # elsewhere a proxy numbers its answers
        known, unknown = (answer.but(email) for answer, email in zip(context.answers, context.emails, strict=True))
        assert known == unknown, (known, unknown)
    pages = [guesser.follow(answer) for guesser, answer in zip(context.guessers, context.answers, strict=True)]
    known, unknown = (page.but(email) for page, email in zip(pages, context.emails, strict=True))
    assert not difference(known, unknown), difference(known, unknown)
    assert known.status == 200, known


@then("one password was hashed for each")
def step_one_hash_each(context: Context) -> None:
    hashes = context.server.hashes()[context.hashes_before :]
    assert hashes == [{"n": 32768, "r": 8, "p": 3}] * 2, hashes


@then("no password was hashed")
def step_no_hash(context: Context) -> None:
    hashes = context.server.hashes()[context.hashes_before :]
    assert not hashes, hashes


@given("a guesser has tried {times:d} wrong password for {person:Person}")
@given("a guesser has tried {times:d} wrong passwords for {person:Person}")
@when("a guesser tries {times:d} wrong password for {person:Person}")
@when("a guesser tries {times:d} wrong passwords for {person:Person}")
def step_guesses_wrongly(context: Context, times: int, person: Person) -> None:
    guess(context, [HttpClient(context.server.url)] * times, [person.email] * times)


@when("a guesser tries {times:d} wrong passwords for {person:Person}, each as if from another address")
def step_guesses_from_anywhere(context: Context, times: int, person: Person) -> None:
    addresses = [{"X-Forwarded-For": f"192.0.2.{number}"} for number in range(times)]
    guess(context, [HttpClient(context.server.url, address) for address in addresses], [person.email] * times)


@when(
    "a guesser tries {times:d} wrong passwords for {person:Person}, "
    "each as if from another address by way of a second proxy"
)
def step_guesses_by_two_proxies(context: Context, times: int, person: Person) -> None:
    addresses = [{"X-Forwarded-For": f"192.0.2.{number}, 198.51.100.1"} for number in range(times)]
    guess(context, [HttpClient(context.server.url, address) for address in addresses], [person.email] * times)


@when("a guesser tries {times:d} wrong passwords for {person:Person}, each from another address of one network")
def step_guesses_from_network(context: Context, times: int, person: Person) -> None:
    addresses = [{"X-Forwarded-For": f"2001:db8:0:1::{number:x}"} for number in range(times)]
    guess(context, [HttpClient(context.server.url, address) for address in addresses], [person.email] * times)


@when("a guesser tries {times:d} wrong passwords for {person:Person}, all as if from one other address")
def step_guesses_elsewhere(context: Context, times: int, person: Person) -> None:
    guess(context, [HttpClient(context.server.url, {"X-Forwarded-For": "192.0.2.1"})] * times, [person.email] * times)


@given("a guesser has tried 1 password for each of {count:d} emails")
@when("a guesser tries 1 password for each of {count:d} emails")
def step_sprays(context: Context, count: int) -> None:
    guess(context, [HttpClient(context.server.url)] * count, [f"{number}@example.com" for number in range(count)])


@when("a guesser tries {times:d} wrong passwords for {person:Person} at the same moment")
def step_guesses_at_once(context: Context, times: int, person: Person) -> None:
    context.hashes_before = len(context.server.hashes())
    wrong = [{"email": person.email, "password": "one of many"}] * times
    context.answers = at_once([HttpClient(context.server.url) for _ in wrong], "/login", wrong)


@when("a thief tries {times:d} passwords to delete {person:Person}'s account")
def step_guesses_in_session(context: Context, times: int, person: Person) -> None:
    thief = HttpClient(context.server.url)
    thief.cookies = {cookie["name"]: cookie["value"] for cookie in context.windows.of(person).context.cookies()}
    guess_inside(context, [thief] * times)


@when("a thief of {count:d} sessions of {person:Person}'s tries {times:d} passwords in them, {each:d} in each")
def step_guesses_in_sessions(context: Context, count: int, person: Person, times: int, each: int) -> None:
    thieves = [HttpClient(context.server.url) for _ in range(count)]
    for thief in thieves:
        thief.log_in(person.email, person.password)
    guess_inside(context, [thieves[number // each] for number in range(times)])


def guess_inside(context: Context, thieves: list[HttpClient]) -> None:
    """Have one of ``thieves`` after the other, each in a session that is not theirs, try a wrong password."""
    context.guessing_since = time.monotonic()
    context.answers = [thief.post("/account/delete", {"current": f"guess {n}"}) for n, thief in enumerate(thieves)]
    context.answer = context.answers[-1]


@when("a stranger logs in {times:d} time with {person:Person}'s password")
@when("a stranger logs in {times:d} times with {person:Person}'s password")
def step_logs_in_often(context: Context, times: int, person: Person) -> None:
    strangers = [HttpClient(context.server.url) for _ in range(times)]
    context.guessing_since = time.monotonic()
    context.answers = [stranger.log_in(person.email, person.password) for stranger in strangers]
    context.took = time.monotonic() - context.guessing_since
    context.answer, context.stranger = context.answers[-1], strangers[-1]


@then("it took {seconds:d} seconds at most")
def step_took(context: Context, seconds: int) -> None:
    assert context.took <= seconds, context.took


@then("the stranger is logged in as {person:Person}")
def step_stranger_logged_in(context: Context, person: Person) -> None:
    assert context.stranger.is_member(person.email), context.answer


@when("a stranger registers {times:d} times")
def step_registers_often(context: Context, times: int) -> None:
    password, someone = "a stranger's own", secrets.token_hex(4)
    context.guessing_since = time.monotonic()
    context.answers = [
        HttpClient(context.server.url).register(f"{someone}.{number}@example.com", password) for number in range(times)
    ]
    context.answer = context.answers[-1]


@when("a stranger sends {times:d} forms for registering, none of them with a token")
def step_registers_without_token(context: Context, times: int) -> None:
    stranger = HttpClient(context.server.url)
    context.answers = [stranger.send_form("/register", {"email": f"{number}@example.com"}) for number in range(times)]
    assert {answer.status for answer in context.answers} == {400}, context.answers


@when("a stranger sends {times:d} forms for registering, logged in as {person:Person}")
def step_registers_as_member(context: Context, times: int, person: Person) -> None:
    stranger = HttpClient(context.server.url)
    stranger.log_in(person.email, person.password)
    fields = {"csrf_token": stranger.token("/account")}
    context.answers = [stranger.send_form("/register", fields) for _ in range(times)]
    assert {answer.status for answer in context.answers} == {302}, context.answers


@then("{count:d} of the passwords were hashed, and no more")
def step_few_hashes(context: Context, count: int) -> None:
    hashes = context.server.hashes()[context.hashes_before :]
    assert len(hashes) == count, hashes


@then("only the last is refused, with {status:d}, until {seconds:d} seconds after the first")
def step_last_answer(context: Context, status: int, seconds: int) -> None:
    if not site.is_own:  # elsewhere a refusal is whatever is not the answer to a wrong password
        texts = [site.tokens().sub("", answer.text) for answer in context.answers]
        assert texts[:-1] == [texts[0]] * (len(texts) - 1), "those before differ"
        assert texts[-1] != texts[0], "the last is answered as any other"
        return
    took = time.monotonic() - context.guessing_since
    refused = [answer.status == status for answer in context.answers]
    assert refused == [False] * (len(refused) - 1) + [True], [answer.status for answer in context.answers]
    wait = int(context.answer.headers["Retry-After"])
    assert seconds - took - 1 <= wait <= seconds, (wait, took)


@then("the last is told how long to wait")
def step_told_how_long(context: Context) -> None:
    told = "Retry-After" in context.answer.headers or re.search(
        r"\d+ (second|minute|hour)|a minute", context.answer.text
    )
    assert told, "no answer says for how long"
