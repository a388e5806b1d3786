"""What is sent with an email or a password in it, and whether it was one attempt too many."""

import time

from behave import then, when
from behave.runner import Context

from features.support.login.guesses import MEMBERS, VISITORS
from features.support.login.http_client import HttpClient
from features.support.login.people import Person


@when("a stranger sends {form} of {person:Person}'s, {times:d} times")
def step_sends_tries(context: Context, form: str, person: Person, times: int) -> None:
    context.guessing_since = time.monotonic()
    context.answers = [VISITORS[form](HttpClient(context.server.url), person) for _ in range(times)]
    context.answer = context.answers[-1]


@when("a stranger who is in as {person:Person} sends {form}, {times:d} times")
def step_sends_tries_inside(context: Context, person: Person, form: str, times: int) -> None:
    stranger = HttpClient(context.server.url)
    assert stranger.logs_in(person.email, person.password), "the stranger is not in"
    context.guessing_since = time.monotonic()
    context.answers = [MEMBERS[form](stranger, person) for _ in range(times)]
    context.answer = context.answers[-1]


@then("none of them is refused as one too many")
def step_none_refused(context: Context) -> None:
    statuses = {answer.status for answer in context.answers}
    assert len(context.answers) > 1, context.answers
    assert statuses <= {200, 302, 400}, context.answers
