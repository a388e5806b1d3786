"""What machines ask of the server, and what they read of it."""

import json
import logging
from io import StringIO

from behave import given, then, when
from behave.runner import Context

from features.support.login.http_client import Answer, HttpClient

#: Where a machine asks, what the server has to say there when all is well, and what when it is not.
QUESTIONS = {"alive": "/healthz", "ready": "/readyz"}
ANSWERS = {"alive": (200, "alive\n"), "ready": (200, "ready\n"), "not ready": (503, "not ready\n")}


def ask(context: Context) -> dict[str, Answer]:
    """What a machine is told, by what it asks."""
    return {what: HttpClient(context.server.url).send("GET", path) for what, path in QUESTIONS.items()}


def expect_told(answers: dict[str, Answer], what: str) -> None:
    """Among ``answers`` it was told that the server is ``what``."""
    answer = answers[what.removeprefix("not ")]
    assert (answer.status, answer.text) == ANSWERS[what], answer


@when("the database goes away")
def step_database_goes(context: Context) -> None:
    with context.data.gone():
        context.told = ask(context)


@when("the database is behind")
def step_database_behind(context: Context) -> None:
    with context.data.behind():
        context.told = ask(context)


@then("a machine that asks is told that the server is {what}")
def step_told(context: Context, what: str) -> None:
    expect_told(ask(context), what)


@then("a machine that asked was told meanwhile that the server is {what}")
def step_was_told(context: Context, what: str) -> None:
    expect_told(context.told, what)


@then("neither answer has a cookie, or may be kept, or names what the server is made of")
def step_told_nothing_else(context: Context) -> None:
    for what, answer in ask(context).items():
        expect_told({what: answer}, what)
        assert "Set-Cookie" not in answer.headers, answer
        assert answer.headers["Cache-Control"] == "no-store", answer
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8", answer
        assert "sqlite" not in str(answer).lower(), answer


@given("the log is read by a machine")
def step_log_by_machine(context: Context) -> None:
    handlers = [one for one in logging.getLogger("latchkey.audit").handlers if type(one) is logging.StreamHandler]
    assert len(handlers) == 1, handlers
    (handler,) = handlers
    stream, formatter = handler.stream, handler.formatter
    context.add_cleanup(handler.setStream, stream)
    context.add_cleanup(handler.setFormatter, formatter)
    context.written = StringIO()
    handler.setStream(context.written)


@then('it reads a line that says "{words}", with the id that the guesser was told')
def step_machine_reads(context: Context, words: str) -> None:
    lines = [json.loads(line) for line in context.written.getvalue().splitlines()]
    (line,) = [line for line in lines if line["message"].startswith(words)]
    assert line["request"] == context.answers[-1].headers["X-Request-ID"], (line, context.answers[-1])
