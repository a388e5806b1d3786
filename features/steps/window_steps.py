"""Going from place to place, and what the pages offer everyone."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from axe_playwright_python.sync_playwright import Axe
from behave import given, then, when
from behave.runner import Context
from playwright.sync_api import expect

from features.support.elsewhere import make_send
from features.support.page import AnyPage, FormPage, NoPageError
from features.support.pages import AccountPage, LoginPage, ProductsPage
from features.support.people import Person
from features.support.places import pages


@when('{person:Person} goes to "{path}"')
def step_goes_to(context: Context, person: Person, path: str) -> None:
    AnyPage(context.windows.of(person)).visit(path)


@given('{person:Person} goes to "{path}" in {light:w}')
@when('{person:Person} goes to "{path}" in {light:w}')
def step_goes_to_in_light(context: Context, person: Person, path: str, light: str) -> None:
    context.windows.of(person).emulate_media(color_scheme=light)
    AnyPage(context.windows.of(person)).visit(path)


@given("{person:Person}'s window is {width:d} pixels wide")
@when("{person:Person}'s window is {width:d} pixels wide")
def step_window_narrow(context: Context, person: Person, width: int) -> None:
    context.windows.of(person).set_viewport_size({"width": width, "height": 2 * width})
    context.letters = 100


@when("{person:Person}'s window is {width:d} pixels wide, with letters twice as large")
def step_letters_large(context: Context, person: Person, width: int) -> None:
    context.windows.of(person).set_viewport_size({"width": width, "height": 2 * width})
    context.letters = 200


@then("that page fits {person:Person}'s window")
def step_page_fits(context: Context, person: Person) -> None:
    AnyPage(context.windows.of(person)).expect_fits(context.letters)


@then("every page fits {person:Person}'s window")
def step_every_page_fits(context: Context, person: Person) -> None:
    page = AnyPage(context.windows.of(person))
    for path in (*pages(context.server.app), "/nowhere"):
        page.visit(path)
        page.expect_fits(context.letters)


@when("{person:Person} refreshes")
def step_refreshes(context: Context, person: Person) -> None:
    context.windows.of(person).reload()


@given("{person:Person} wants to see her account, but leaves")
def step_wants_account_but_leaves(context: Context, person: Person) -> None:
    page = context.windows.of(person)
    AccountPage(page).open()
    LoginPage(page).expect_asks_for(["Email", "Password"])
    ProductsPage(page).open()


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


@then("{person:Person} reads her whole email there")
def step_reads_whole_email(context: Context, person: Person) -> None:
    email = AccountPage(context.windows.of(person)).fact("Email")
    expect(email).to_have_text(person.email)
    expect(email).to_be_in_viewport(ratio=1)
    assert not email.evaluate("fact => fact.scrollWidth > fact.clientWidth"), "it is cut"


@when('{person:Person} logs in by a link that promises "{target}"')
def step_logs_in_by_link(context: Context, person: Person, target: str) -> None:
    page = LoginPage(context.windows.of(person))
    page.visit(f"/login?next={target}")
    with suppress(NoPageError):  # a browser that refuses to go there stays at the form, where a Then finds it
        page.submit(person.typing())


@then("{person:Person} has been to no other site")
def step_has_not_left(context: Context, person: Person) -> None:
    strays = context.windows.strays(context.windows.of(person), context.server.url)
    assert not strays, strays


@when('another site makes {person:Person} send a {method} to "{path}"')
def step_elsewhere_sends(context: Context, person: Person, method: str, path: str) -> None:
    make_send(context.windows.of(person), method, context.server.url + path)


@then("{person:Person} is asked for {labels:Quoted}")
def step_asked_for(context: Context, person: Person, labels: list[str]) -> None:
    FormPage(context.windows.of(person)).expect_asks_for(labels)


@then('nothing at "{path}" stands in {person:Person}\'s way')
def step_accessible(context: Context, path: str, person: Person) -> None:
    page = AnyPage(context.windows.of(person))
    page.expect_at(path)
    page.come_to_rest()
    result = Axe().run(page.page)
    assert result.violations_count == 0, result.generate_report()


@then('{person:Person}\'s password manager is told "{hints}"')
def step_autocomplete(context: Context, person: Person, hints: str) -> None:
    page = AnyPage(context.windows.of(person))
    for label, hint in (pair.split(": ") for pair in hints.split(", ")):
        expect(page.control(label)).to_have_attribute("autocomplete", hint)


@then("it finds {person:Person}'s email there, and nobody else is asked for it")
def step_username_found(context: Context, person: Person) -> None:
    FormPage(context.windows.of(person)).expect_username(person.email)


@then("all that {person:Person} was shown came from this site")
def step_all_local(context: Context, person: Person) -> None:
    page = context.windows.of(person)
    page.wait_for_load_state()
    strays = context.windows.strays(page, context.server.url)
    assert len(context.windows.requested[page.context]) > 2, "no page has asked for anything that it needs"
    assert not strays, strays
