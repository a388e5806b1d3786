"""The server's log as its operator reads it: what is in it word for word, and nothing else."""

import re

from behave import given, then, when
from behave.runner import Context

from features.support.latchkey.payloads import EMAILS
from features.support.login.http_client import HttpClient
from features.support.login.people import people


def expected(context: Context, lines: str) -> list[str]:
    """The ``lines``, with each user's number, and each email, in the place of a name."""
    lines = re.sub(r"\buser=([A-Z][a-z]+)", lambda found: f"user={context.data.user_id(people[found[1]])}", lines)
    return re.sub(r"\bemail=([A-Z][a-z]+)", lambda found: f"email={people[found[1]].email}", lines).split(", event")


@given("the operator has read the log")
@when("the operator has read the log")
def step_log_read(context: Context) -> None:
    context.log.lines.clear()


@then("this is written down, and nothing else: {lines}")
def step_log_word_for_word(context: Context, lines: str) -> None:
    wanted = expected(context, lines)
    written = [line.removeprefix("event") if number else line for number, line in enumerate(context.log.lines)]
    assert written == wanted, (context.log.lines, lines)


@when("a stranger tries a wrong password with an email of {what}")
def step_guesses_email(context: Context, what: str) -> None:
    context.answer = HttpClient(context.server.url).log_in(EMAILS[what], "a guess")


@then('the log has the {level} "{words}"')
def step_log_has_level(context: Context, level: str, words: str) -> None:
    begins = f"{level.upper()} {words}"
    assert any(line.startswith(begins) for line in context.log.levels), context.log.levels


@then("the log has no {level}")
def step_log_has_no_level(context: Context, level: str) -> None:
    assert context.log.levels, "nothing was written at all"
    assert not [line for line in context.log.levels if line.startswith(level.upper())], context.log.levels
