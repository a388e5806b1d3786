"""Going from place to place, and what the pages offer everyone."""

from datetime import UTC, datetime

from axe_playwright_python.sync_playwright import Axe
from behave import given, then, when
from behave.runner import Context
from playwright.sync_api import expect

from features.support.elsewhere import make_send
from features.support.page import AnyPage, FormPage
from features.support.pages import AccountPage, LoginPage
from features.support.people import Person


@when('{person:Person} goes to "{path}"')
def step_goes_to(context: Context, person: Person, path: str) -> None:
    AnyPage(context.page).visit(path)


@given('{person:Person} goes to "{path}" in {light:w}')
@when('{person:Person} goes to "{path}" in {light:w}')
def step_goes_to_in_light(context: Context, person: Person, path: str, light: str) -> None:
    context.page.emulate_media(color_scheme=light)
    AnyPage(context.page).visit(path)


@when("{person:Person} refreshes")
def step_refreshes(context: Context, person: Person) -> None:
    context.page.reload()


@when("{person:Person} looks at her account")
def step_looks_at_account(context: Context, person: Person) -> None:
    AccountPage(context.page).open()


@then("{person:Person} reads her email and today's date there")
def step_reads_account(context: Context, person: Person) -> None:
    page = AccountPage(context.page)
    page.expect_open()
    expect(page.form).to_contain_text(person.email)
    expect(page.form).to_contain_text("{0.day} {0:%B %Y}".format(datetime.now(UTC)))


@when('{person:Person} logs in by a link that promises "{target}"')
def step_logs_in_by_link(context: Context, person: Person, target: str) -> None:
    AnyPage(context.page).visit(f"/login?next={target}")
    LoginPage(context.page).submit(person.typing())


@when('another site makes {person:Person} send a {method} to "{path}"')
def step_elsewhere_sends(context: Context, person: Person, method: str, path: str) -> None:
    make_send(context.page, method, context.server.url + path)


@then("{person:Person} is asked for {labels:Quoted}")
def step_asked_for(context: Context, person: Person, labels: list[str]) -> None:
    FormPage(context.page).expect_asks_for(labels)


@then("nothing there stands in anyone's way")
def step_accessible(context: Context) -> None:
    result = Axe().run(context.page)
    assert result.violations_count == 0, result.generate_report()


@then('a password manager is told "{hints}"')
def step_autocomplete(context: Context, hints: str) -> None:
    for label, hint in (pair.split(": ") for pair in hints.split(", ")):
        expect(AnyPage(context.page).control(label)).to_have_attribute("autocomplete", hint)


@then("everything came from this site")
def step_all_local(context: Context) -> None:
    context.page.wait_for_load_state()
    requested = set(context.windows.requested)
    assert len(requested) >= 2, requested  # the two pages, at the least
    assert all(address.startswith(f"{context.server.url}/") for address in requested), requested
