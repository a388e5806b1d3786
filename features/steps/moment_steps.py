"""The dates and times that a page shows, and where on earth its reader and its server are."""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from unittest.mock import patch

from behave import given, then, when
from behave.runner import Context
from playwright.sync_api import expect

from features.support.login.pages import AccountPage, LandingPage
from features.support.login.people import PHONE, Person


@contextmanager
def time_zone(name: str) -> Iterator[None]:
    """Have this process be in the time zone ``name``, such as "Asia/Kathmandu", for a while."""
    with patch.dict(os.environ, TZ=name):
        time.tzset()
        yield
    time.tzset()


@given("it is {moment:Moment}")
def step_it_is(context: Context, moment: datetime) -> None:
    context.server.set_time(moment)


@given('the server is in "{zone}"')
def step_server_in_zone(context: Context, zone: str) -> None:
    stack = ExitStack()
    stack.enter_context(time_zone(zone))
    context.add_cleanup(stack.close)


@given('{person:Person}\'s browser is in "{zone}", and speaks "{locale}"')
def step_browser_in_zone(context: Context, person: Person, zone: str, locale: str) -> None:
    context.windows.open(person, timezone_id=zone, locale=locale)


@when("{person:Person} uses her phone")
def step_uses_phone(context: Context, person: Person) -> None:
    LandingPage(context.windows.of(person, PHONE)).open().expect_member(person.email)


@then('{person:Person} reads that she is a member since "{day}"')
def step_reads_member_since(context: Context, person: Person, day: str) -> None:
    page = AccountPage(context.windows.of(person))
    page.expect_open()
    expect(page.fact("Member since")).to_have_text(day)


@then('{person:Person} reads that "{device}" was last seen "{seen}", and logged in "{begun}"')
def step_reads_moments(context: Context, person: Person, device: str, seen: str, begun: str) -> None:
    login = AccountPage(context.windows.of(person)).login(device)
    expect(login).to_have_count(1)
    expect(login).to_contain_text(f"Last seen {seen} Logged in {begun}")
