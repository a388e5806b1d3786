"""What an operator types at the command line, and what comes of it: exit code, standard output and error."""

import re

from behave import given, then, when
from behave.runner import Context

from features.support.login.people import people


def run(context: Context, command: str) -> None:
    """Run ``flask`` with the words of ``command``: a name stands for an email, in capitals for one in capitals."""
    emails = {name: people[name].email for name in ("Ada", "Grace")}
    emails |= {name.upper(): email.upper() for name, email in emails.items()}
    with context.server.clock:
        runner = context.server.app.test_cli_runner()
        context.command = runner.invoke(args=[emails.get(word, word) for word in command.split()])


@when('an operator types "{command}" while the database is behind')
def step_types_behind(context: Context, command: str) -> None:
    with context.data.behind():
        run(context, command)


@when('an operator types "{command}" while the database is locked')
def step_types_locked(context: Context, command: str) -> None:
    with context.data.locked():
        run(context, command)


@when('an operator types "{command}"')
def step_types(context: Context, command: str) -> None:
    run(context, command)


@given("an operator has purged the sessions of everyone, {minutes:d} minutes later")
def step_purged_later(context: Context, minutes: int) -> None:
    context.server.pass_time(minutes=minutes)
    run(context, "session purge")
    told = re.fullmatch(r"(\d+) deleted\n", context.command.stdout)
    assert told, context.command.output
    assert int(told[1]) >= 2, context.command.output


@then('the command ends with {code:d}, and prints "{words}"')
def step_command_prints(context: Context, code: int, words: str) -> None:
    ended = context.command
    assert (ended.exit_code, ended.stdout) == (code, f"{words}\n"), ended.output
    told = [line for line in ended.stderr.splitlines() if "INFO in audit: event=" not in line]
    assert told == [f"Database: {context.data.database_url}"], ended.stderr


@then('the command ends with {code:d}, and complains "{sentence}"')
def step_command_complains(context: Context, code: int, sentence: str) -> None:
    ended = context.command
    assert (ended.exit_code, ended.stdout) == (code, ""), ended.output
    assert ended.stderr.splitlines()[-1] == sentence, ended.stderr


@then('the command ends with {code:d}, and explains "{words}"')
def step_command_explains(context: Context, code: int, words: str) -> None:
    ended = context.command
    assert (ended.exit_code, ended.stderr) == (code, ""), ended.output
    assert words in " ".join(ended.stdout.split()), ended.stdout
