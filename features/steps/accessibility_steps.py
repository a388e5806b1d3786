"""How a page is drawn, and what it offers those who do not see it, or see it otherwise."""

from axe_playwright_python.sync_playwright import Axe
from behave import given, then, when
from behave.runner import Context
from playwright.sync_api import expect

from features.support.page import AnyPage, FormPage
from features.support.pages import AccountPage
from features.support.people import Person
from features.support.places import pages


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


@then("{person:Person} reads her whole email there")
def step_reads_whole_email(context: Context, person: Person) -> None:
    email = AccountPage(context.windows.of(person)).fact("Email")
    expect(email).to_have_text(person.email)
    expect(email).to_be_in_viewport(ratio=1)
    assert not email.evaluate("fact => fact.scrollWidth > fact.clientWidth"), "it is cut"


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
