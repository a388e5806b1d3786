"""Which of several logins is this device, which one is ended, and who is called what."""

from behave import given, then, when
from behave.runner import Context
from playwright.sync_api import expect

from features.support.login.pages import AccountPage, LoginPage
from features.support.login.people import ANOTHER, PHONE, Person

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@given("{person:Person} is logged in with Firefox on another computer")
def step_logged_in_with_firefox(context: Context, person: Person) -> None:
    page = context.windows.open(person, ANOTHER, user_agent=FIREFOX)
    LoginPage(page).log_in_by_request(person.typing())


@given("{person:Person} has her account open")
def step_account_open(context: Context, person: Person) -> None:
    AccountPage(context.windows.of(person)).open()


@when("{person:Person} looks at her account on the other computer")
def step_looks_on_other(context: Context, person: Person) -> None:
    AccountPage(context.windows.of(person, ANOTHER)).open()


@given("{person:Person} logs out on the other computer")
def step_logs_out_on_other(context: Context, person: Person) -> None:
    page = AccountPage(context.windows.of(person, ANOTHER))
    page.log_out()
    page.expect_visitor()


@when('{person:Person} ends her login with "{device}"')
def step_ends_login(context: Context, person: Person, device: str) -> None:
    AccountPage(context.windows.of(person)).open().end(device)


@when("{person:Person} ends the other session of that page")
def step_ends_stale(context: Context, person: Person) -> None:
    AccountPage(context.windows.of(person)).end_other()


@then("there {person:Person} reads of logins that were last seen at {moments:Quoted}, in this order")
def step_reads_order(context: Context, person: Person, moments: list[str]) -> None:
    page = AccountPage(context.windows.latest)
    page.expect_member(person.email)
    expect(page.logins).to_contain_text([f", {moment} UTC Logged in" for moment in moments])


@then('there {person:Person} reads that this device, and no other, logged in "{moment}"')
def step_reads_this_device(context: Context, person: Person, moment: str) -> None:
    page = AccountPage(context.windows.latest)
    page.expect_member(person.email)
    here = page.login("This device")
    expect(here).to_have_count(1)
    expect(here).to_contain_text(f"Logged in {moment}")


@then("there {person:Person} can end every login but this device's")
def step_can_end_others(context: Context, person: Person) -> None:
    page = AccountPage(context.windows.latest)
    page.expect_member(person.email)
    count = page.logins.count()
    assert count > 1, count
    expect(page.logins.get_by_role("button")).to_have_count(count - 1)
    expect(page.login("This device").get_by_role("button")).to_have_count(0)


@then("{person:Person} is still logged in on her phone")
def step_still_on_phone(context: Context, person: Person) -> None:
    AccountPage(context.windows.of(person, PHONE)).open().expect_member(person.email)


@then("{person:Person} is no longer logged in on her phone")
def step_no_longer_on_phone(context: Context, person: Person) -> None:
    AccountPage(context.windows.of(person, PHONE)).open().expect_visitor()
