"""What someone does on another computer, on a phone, in another tab, or on somebody else's computer."""

from behave import given, then, when
from behave.runner import Context
from playwright.sync_api import Page, expect

from features.support.login.http_client import HttpClient
from features.support.login.page import AnyPage
from features.support.login.pages import AccountPage, LoginPage, PasswordPage
from features.support.login.people import ANOTHER, PHONE, Person


def logged_in_at(context: Context, person: Person, place: str, **settings: str) -> Page:
    """The page of ``person`` at ``place``, where they are logged in from the first time on that it is named."""
    page: Page
    if context.windows.has(person, place):
        page = context.windows.of(person, place)
        return page
    if not person.registered:
        context.data.register(person)
    page = context.windows.open(person, place, **settings)
    LoginPage(page).log_in_by_request(person.typing())
    return page


@given("{person:Person} is logged in on another computer")
def step_given_logged_in_elsewhere(context: Context, person: Person) -> None:
    logged_in_at(context, person, ANOTHER)


@given("{person:Person} is logged in on her phone")
def step_given_logged_in_on_phone(context: Context, person: Person) -> None:
    logged_in_at(context, person, PHONE, user_agent=context.harness.playwright.devices["Pixel 7"]["user_agent"])


@then("{person:Person} is still logged in on the other computer")
def step_is_still_logged_in_elsewhere(context: Context, person: Person) -> None:
    AccountPage(context.windows.of(person, ANOTHER)).open().expect_member(person.email)


@then("{person:Person} is no longer logged in on the other computer")
def step_is_logged_out_elsewhere(context: Context, person: Person) -> None:
    page = context.windows.of(person, ANOTHER)
    AccountPage(page).open().expect_visitor()
    LoginPage(page).expect_asks_for(["Email", "Password"])


@given("{person:Person} logs in again in another tab")
def step_logs_in_again_in_tab(context: Context, person: Person) -> None:
    tab = context.windows.of(person).context.new_page()
    LoginPage(tab).open().submit(person.typing())
    AnyPage(tab).expect_member(person.email)


@given("{person:Person} logs out in another tab")
def step_logs_out_in_tab(context: Context, person: Person) -> None:
    tab = context.windows.of(person).context.new_page()
    AccountPage(tab).open().log_out()
    AnyPage(tab).expect_visitor()


@given("{person:Person} logs in in another tab of {owner:Person}'s browser")
def step_logs_in_in_tab(context: Context, person: Person, owner: Person) -> None:
    tab = context.windows.of(owner).context.new_page()
    context.windows.seat(person, tab)
    LoginPage(tab).open().submit(person.typing())
    AnyPage(tab).expect_member(person.email)


@given("{person:Person} sits down at {owner:Person}'s computer")
def step_sits_down(context: Context, person: Person, owner: Person) -> None:
    context.windows.seat(person, context.windows.of(owner))


@when("{person:Person} logs in from {count:d} more browsers")
def step_logs_in_everywhere(context: Context, person: Person, count: int) -> None:
    context.browsers = [HttpClient(context.server.url) for _ in range(count)]
    for browser in context.browsers:
        browser.log_in(person.email, person.password)


@then("{person:Person} is logged in from each of them")
def step_is_logged_in_everywhere(context: Context, person: Person) -> None:
    out = [number for number, one in enumerate(context.browsers) if not one.is_member(person.email)]
    assert not out, out


@when("{person:Person} ends her other session on another computer")
def step_ends_other_from_elsewhere(context: Context, person: Person) -> None:
    page = logged_in_at(context, person, ANOTHER)
    AccountPage(page).open().end_other()
    expect(AccountPage(page).message("That session was ended.")).to_be_visible()


@when("{person:Person} logs out everywhere else on another computer")
def step_ends_others_from_elsewhere(context: Context, person: Person) -> None:
    page = logged_in_at(context, person, ANOTHER)
    AccountPage(page).open().end_others()
    expect(AccountPage(page).message("You were logged out everywhere else.")).to_be_visible()


@when("{person:Person} changes her password on another computer")
def step_changes_password_elsewhere(context: Context, person: Person) -> None:
    page = logged_in_at(context, person, ANOTHER)
    PasswordPage(page).open().submit(person.changing())
    AccountPage(page).expect_open()
