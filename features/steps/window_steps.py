"""Going from place to place, and what the pages offer everyone."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from behave import given, then, when
from behave.runner import Context
from playwright.sync_api import expect

from features.support.login.elsewhere import make_send
from features.support.login.page import AnyPage, FormPage, NoPageError
from features.support.login.pages import AccountPage, LandingPage, LoginPage
from features.support.login.people import Person
from features.support.login.site import site


@when('{person:Person} goes to "{path}"')
def step_goes_to(context: Context, person: Person, path: str) -> None:
    AnyPage(context.windows.of(person)).visit(path)


@when("{person:Person} refreshes")
def step_refreshes(context: Context, person: Person) -> None:
    AnyPage(context.windows.of(person)).page.reload()


@given("{person:Person} wants to see her account, but leaves")
def step_wants_account_but_leaves(context: Context, person: Person) -> None:
    page = context.windows.of(person)
    AccountPage(page).open()
    LoginPage(page).expect_asks_for(["Email", "Password"])
    LandingPage(page).open()


@given("{person:Person} wanted to see her account, and logged in there")
def step_wanted_account(context: Context, person: Person) -> None:
    page = context.windows.of(person)
    AccountPage(page).open()
    LoginPage(page).submit(person.typing())
    AccountPage(page).expect_open()


@then("{person:Person} sees her account")
def step_sees_account(context: Context, person: Person) -> None:
    page = AccountPage(context.windows.of(person))
    page.expect_open()
    page.expect_member(person.email)


@then("{person:Person} sees the landing page")
def step_sees_landing(context: Context, person: Person) -> None:
    LandingPage(context.windows.of(person)).expect_open()


@then("{person:Person} is back at the landing page")
def step_back_at_landing(context: Context, person: Person) -> None:
    AnyPage(context.windows.of(person)).expect_logged_out()


@when("{person:Person} wants to see her account")
@when("{person:Person} looks at her account")
def step_looks_at_account(context: Context, person: Person) -> None:
    AccountPage(context.windows.of(person)).open()


@then("{person:Person} reads her email there, and that she is a member since today")
def step_reads_account(context: Context, person: Person) -> None:
    page = AccountPage(context.windows.of(person))
    page.expect_open()
    expect(page.fact("Email")).to_have_text(person.email)
    moments = (datetime.now(UTC), datetime.now(UTC) - timedelta(minutes=1))  # it may just have struck midnight
    today = re.compile("|".join(f"^{moment.day} {moment:%B %Y}$" for moment in moments))
    expect(page.fact("Member since")).to_have_text(today)


@when('{person:Person} logs in by a link that promises "{target}"')
def step_logs_in_by_link(context: Context, person: Person, target: str) -> None:
    page = LoginPage(context.windows.of(person))
    answer = page.visit(f"/login?next={target}")
    assert answer, target
    assert answer.ok, f"the form for logging in answers {answer.status}"
    with suppress(NoPageError):  # a browser that refuses to go there stays at the form, where a Then finds it
        page.submit(person.typing())


@then("{person:Person} has been to no other site")
def step_has_not_left(context: Context, person: Person) -> None:
    strays = context.windows.strays(context.windows.of(person), context.server.url)
    assert not strays, strays


@when('another site makes {person:Person} send a {method} to "{path}"')
def step_elsewhere_sends(context: Context, person: Person, method: str, path: str) -> None:
    make_send(context.windows.of(person), method, context.server.url + site.path(path))


@then("{person:Person} is asked for {labels:Quoted}")
def step_asked_for(context: Context, person: Person, labels: list[str]) -> None:
    FormPage(context.windows.of(person)).expect_asks_for(labels)


@then("all that {person:Person} was shown came from this site")
def step_all_local(context: Context, person: Person) -> None:
    page = context.windows.of(person)
    page.wait_for_load_state()
    strays = context.windows.strays(page, context.server.url)
    assert len(context.windows.requested[page.context]) > 2, "no page has asked for anything that it needs"
    assert not strays, strays
