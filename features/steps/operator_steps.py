"""What the operator does: start servers, change settings, run commands."""

import json
import os
import stat
from pathlib import Path
from tempfile import TemporaryDirectory

from behave import then, when
from behave.runner import Context

from features.support.latchkey.payloads import REFUSED
from features.support.login.people import Person

ANOTHER_KEY = "another key, as good as the first: 0123456789"


def run_elsewhere(context: Context, *arguments: str) -> None:
    """Run ``flask`` with another database, which is not there, until the scenario ends."""
    folder = TemporaryDirectory()
    context.add_cleanup(folder.cleanup)
    context.database = Path(folder.name, "other.sqlite")
    settings = {"SQLALCHEMY_DATABASE_URI": f"sqlite:///{context.database}"}
    app = context.server.another_app(settings)
    context.said = app.test_cli_runner().invoke(args=arguments).output


@when("an operator deactivates {person:Person}'s account")
def step_operator_deactivates(context: Context, person: Person) -> None:
    context.server.run("account", "deactivate", "--email", person.email)


@when("an operator activates {person:Person}'s account")
def step_operator_activates(context: Context, person: Person) -> None:
    context.server.run("account", "activate", "--email", person.email)


@when("an operator ends {person:Person}'s sessions")
def step_operator_ends(context: Context, person: Person) -> None:
    context.server.run("session", "end", "--email", person.email)


@when("an operator purges the sessions")
def step_operator_purges(context: Context) -> None:
    context.said = context.server.run("session", "purge")


@then("nothing is stored of {person:Person}'s sessions")
def step_sessions_purged(context: Context, person: Person) -> None:
    stored = context.data.login_sessions(person)
    assert not stored, stored


@when("the server starts anew with another key, and the old one to fall back on")
def step_key_rotated(context: Context) -> None:
    old = context.server.settings["SECRET_KEY"]
    context.server.restart(SECRET_KEY=ANOTHER_KEY, SECRET_KEY_FALLBACKS=[old])


@when("the server starts anew with another key")
def step_key_replaced(context: Context) -> None:
    context.server.restart(SECRET_KEY=ANOTHER_KEY)


@when("an operator starts a server with {what}")
def step_operator_starts(context: Context, what: str) -> None:
    context.said = context.server.refusal(REFUSED[what])


@when("an operator starts a server where {setting:w} is {value}")
def step_operator_starts_where(context: Context, setting: str, value: str) -> None:
    context.said = context.server.refusal({setting: json.loads(value)})


@then('the operator is told "{sentence}"')
def step_operator_told(context: Context, sentence: str) -> None:
    assert sentence in context.said, context.said


@when("an operator makes a database, on a machine that lets everyone read")
def step_makes_database(context: Context) -> None:
    before = os.umask(0)
    try:
        run_elsewhere(context, "db", "upgrade")
    finally:
        os.umask(before)


@then("nobody but its owner may read the database")
def step_owners_alone(context: Context) -> None:
    files = list(context.database.parent.glob(f"{context.database.name}*"))
    modes = {file.name: stat.filemode(file.stat().st_mode) for file in files}
    assert context.database in files, context.said
    assert set(modes.values()) == {"-rw-------"}, modes


@when("an operator purges the sessions of a database that is not there")
def step_purges_elsewhere(context: Context) -> None:
    run_elsewhere(context, "session", "purge")


@then("the database is not there")
def step_database_not_there(context: Context) -> None:
    assert not list(context.database.parent.iterdir()), list(context.database.parent.iterdir())


@then("the operator is told the database")
def step_told_database(context: Context) -> None:
    assert context.data.database_url in context.said, context.said
