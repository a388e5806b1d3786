"""Numbers in addresses, at every edge that they have: each is a page, or no page, and never a mistake of ours."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.unit.routes import IDS, NO_IDS, WORDS


def numbered(app: Flask) -> list[tuple[str, str]]:
    """Every address that has the number of a row in it, and each method that it takes."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.arguments - WORDS.keys()]
    return [(re.sub("<[^>]*>", "{}", rule.rule), method) for rule in rules for method in rule.methods or ()]


def test_there_are_numbers_in_addresses(app: Flask) -> None:
    assert ("/account/sessions/{}/end", "POST") in numbered(app)


@pytest.mark.parametrize("number", NO_IDS)
def test_what_no_row_can_have_is_no_address(app: Flask, member: FlaskClient, number: str) -> None:
    tried = {(path, method): member.open(path.format(number), method=method) for path, method in numbered(app)}
    wrong = {place: answer.status_code for place, answer in tried.items() if answer.status_code != 404}
    assert not wrong, "Write <id:…> in the route: a page of <int:…> is a mistake of ours at 2⁶³."


@pytest.mark.parametrize("number", IDS)
def test_what_a_row_may_have_is_an_address_whether_there_is_one_or_not(
    app: Flask,
    add_user: Callable[..., int],
    log_in: Callable[..., FlaskClient],
    submit: Callable[..., TestResponse],
    number: str,
) -> None:
    add_user()
    for path, method in numbered(app):
        member = log_in()  # the one before may have been ended by what was sent
        if method == "POST":
            assert submit(member, path.format(number), form_at="/account").status_code < 500
        assert member.open(path.format(number), method=method).status_code < 500
