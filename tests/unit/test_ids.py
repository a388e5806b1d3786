"""Numbers in addresses, at every edge that they have: each is a page, or no page, and never a mistake of ours."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

IDS = ["1", "2147483647"]
#: What no row has: PostgreSQL's integers end at 2³¹ - 1, and those that SQLite's driver takes at 2⁶³ - 1.
NO_IDS = ["0", "-1", "2147483648", "9223372036854775807", "9223372036854775808", "9" * 40, "007", "1.5", "٣", "x"]


def numbered(app: Flask) -> list[tuple[str, str]]:
    """Every address that has something in it that varies, but for files, and each method that it takes."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.arguments and rule.endpoint != "static"]
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


@pytest.mark.parametrize("number", [*IDS, *NO_IDS, ""])
def test_a_page_of_the_list_that_no_list_has_is_no_page(client: FlaskClient, number: str) -> None:
    assert client.get("/login", query_string={"page": number}).status_code in {200, 404}
