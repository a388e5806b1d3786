"""What an operator sets, as an operator sets it: in the environment, before the server starts."""

import os
import re
from unittest.mock import patch

from behave import given, then, when
from behave.runner import Context

from features.support.latchkey.payloads import URLENCODED
from features.support.login.http_client import HttpClient

#: Such as LOGIN_HOURS to 2, or LIMIT_PER_EMAIL to "5 per hour".
SETTING = re.compile(r'([A-Z_]+) to ("[^"]*"|[^ ,]+)')


@given("the operator has set {settings}")
def step_operator_has_set(context: Context, settings: str) -> None:
    environment = {f"FLASK_{name}": value.strip('"') for name, value in SETTING.findall(settings)}
    assert environment, settings
    with patch.dict(os.environ, environment):
        context.server.restart()


@when("a stranger sends a form of {size:d} bytes")
def step_sends_form_of(context: Context, size: int) -> None:
    context.answer = HttpClient(context.server.url).send("POST", "/login", "x" * size, URLENCODED)


@then('its {header} says "{words}"')
def step_header_says(context: Context, header: str, words: str) -> None:
    assert words in context.answer.headers[header], context.answer.headers
