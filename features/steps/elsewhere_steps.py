"""What someone does on another computer, on a phone, or in another tab."""

from behave import given, then, when
from behave.runner import Context
from playwright.sync_api import Page, expect

from features.support.page import AnyPage
from features.support.pages import AccountPage, LoginPage, PasswordPage, RegisterPage
from features.support.people import Person


def log_in_elsewhere(context: Context, person: Person, **settings: str) -> Page:
    """Log ``person`` in in a window of its own, with an account if there is none yet, and give its page."""
    if not person.registered:
        context.backstage.register(person)
    page = context.windows.open(**settings)
    LoginPage(page).slip_through(person.typing())
    AnyPage(page).expect_member(person.email)
    return page


@given("{person:Person} is logged in on another computer")
def step_given_logged_in_elsewhere(context: Context, person: Person) -> None:
    log_in_elsewhere(context, person)


@given("{person:Person} is logged in on her phone")
def step_given_logged_in_on_phone(context: Context, person: Person) -> None:
    log_in_elsewhere(context, person, user_agent=context.playwright.devices["iPhone 15"]["user_agent"])


@given("{person:Person} logs in in another tab")
def step_logs_in_in_tab(context: Context, person: Person) -> None:
    tab = context.page.context.new_page()
    LoginPage(tab).open().submit(person.typing())
    AnyPage(tab).expect_member(person.email)


@then("{person:Person} is still logged in on the other computer")
def step_is_still_logged_in_elsewhere(context: Context, person: Person) -> None:
    AccountPage(context.windows.other).open().expect_member(person.email)


@then("{person:Person} is no longer logged in on the first computer")
def step_is_logged_out_at_first(context: Context, person: Person) -> None:
    AccountPage(context.windows.first).open().expect_visitor()
    LoginPage(context.windows.first).expect_asks_for(["Email", "Password"])


@given("{person:Person} logs in again in another tab")
def step_logs_in_again_in_tab(context: Context, person: Person) -> None:
    LoginPage(context.page.context.new_page()).open().submit(person.typing())


@given("{person:Person} logs out in another tab")
def step_logs_out_in_tab(context: Context, person: Person) -> None:
    tab = context.page.context.new_page()
    AccountPage(tab).open().log_out()
    AnyPage(tab).expect_visitor()


@then("{person:Person} is no longer logged in on the other computer")
def step_is_logged_out_elsewhere(context: Context, person: Person) -> None:
    AccountPage(context.windows.other).open().expect_visitor()
    LoginPage(context.windows.other).expect_asks_for(["Email", "Password"])


@when("{person:Person} ends her other session from another computer")
def step_ends_other_from_elsewhere(context: Context, person: Person) -> None:
    page = log_in_elsewhere(context, person)
    AccountPage(page).open().end_other()
    expect(AccountPage(page).message("That session was ended.")).to_be_visible()


@when("{person:Person} logs out everywhere else, from another computer")
def step_ends_others_from_elsewhere(context: Context, person: Person) -> None:
    page = log_in_elsewhere(context, person)
    AccountPage(page).open().end_others()
    expect(AccountPage(page).message("You were logged out everywhere else.")).to_be_visible()


@when("{person:Person} changes her password on another computer")
def step_changes_password_elsewhere(context: Context, person: Person) -> None:
    page = log_in_elsewhere(context, person)
    PasswordPage(page).open().submit(person.changing())
    AccountPage(page).expect_open()


@when("{person:Person} registers on another computer")
def step_registers_elsewhere(context: Context, person: Person) -> None:
    context.page = context.windows.open()
    RegisterPage(context.page).open().submit(person.typing())
