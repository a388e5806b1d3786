"""Logging in and out, on one's own computer."""

import re

from behave import given, then, when
from behave.runner import Context
from playwright.sync_api import Page, expect

from features.support.login.page import AnyPage
from features.support.login.pages import AccountPage, LoginPage
from features.support.login.people import SPELLINGS, Person
from features.support.login.site import site


@when("{person:Person} wants to log in")
def step_wants_to_log_in(context: Context, person: Person) -> None:
    LoginPage(context.windows.of(person)).open()


@given("{person:Person} is about to log in")
def step_about_to_log_in(context: Context, person: Person) -> None:
    person.unsent = LoginPage(context.windows.of(person)).open().fill(person.typing())


@given("{person:Person} is logged in")
def step_given_logged_in(context: Context, person: Person) -> None:
    if not person.registered:
        context.data.register(person)
    LoginPage(context.windows.of(person)).log_in_by_request(person.typing())


@given("{person:Person} is logged out")
def step_given_logged_out(context: Context, person: Person) -> None:
    cookies = context.windows.of(person).context.cookies()
    assert not cookies, cookies


@when("{person:Person} logs in")
def step_logs_in(context: Context, person: Person) -> None:
    LoginPage(context.windows.of(person)).open().submit(person.typing())


@when("{person:Person} logs in there")
def step_logs_in_there(context: Context, person: Person) -> None:
    LoginPage(context.windows.of(person)).submit(person.typing())


@when("{person:Person} sends what she has written")
def step_goes_through(_context: Context, person: Person) -> None:
    assert person.unsent, f"{person.name} has filled in no form"
    person.unsent.send()


@when("{person:Person} logs in with her email {spelling}")
def step_logs_in_spelling(context: Context, person: Person, spelling: str) -> None:
    typed = person.typing(Email=SPELLINGS[spelling](person.email))
    LoginPage(context.windows.of(person)).open().submit(typed)


@when("{person:Person} logs in, stops her browser before it has an answer, and tries again {seconds:d} seconds later")
def step_stops_browser(context: Context, person: Person, seconds: int) -> None:
    page = context.windows.of(person)
    page.clock.install()
    form = log_in_without_answer(page, person)
    page.clock.fast_forward(seconds * 1000)
    form.send()


@when("{person:Person} logs in, comes back before she has an answer, and tries again")
def step_comes_back_to_form(context: Context, person: Person) -> None:
    page = context.windows.of(person)
    form = log_in_without_answer(page, person)
    # What a browser tells a page that it had put away: Chromium puts none away whose form leads to its own address.
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    form.send()


def log_in_without_answer(page: Page, person: Person) -> LoginPage:
    """Send the form, and stop before anything comes of it, as a browser's button for stopping does: the page stays."""
    form = LoginPage(page).open().fill(person.typing())
    page.route("**", lambda route: route.abort("aborted"))
    form.form.get_by_role("button", name="Log in", exact=True).click()
    page.unroute_all()
    return form


@when("{person:Person} tries to log in with {mistake}")
def step_logs_in_wrongly(context: Context, person: Person, mistake: str) -> None:
    context.hashes_before = len(context.server.hashes())
    LoginPage(context.windows.of(person)).open().submit(person.typing(mistake))


@when("{person:Person} mistypes her password there")
def step_mistypes_there(context: Context, person: Person) -> None:
    page = LoginPage(context.windows.of(person))
    page.submit(person.typing("the wrong password"))
    page.expect_error("Email", "Invalid email or password")


@when("{person:Person} logs out")
def step_logs_out(context: Context, person: Person) -> None:
    AnyPage(context.windows.of(person)).log_out()


@when("{person:Person} sends a log-out {having} its token")
def step_logs_out_by_hand(context: Context, person: Person, having: str) -> None:
    AnyPage(context.windows.of(person)).send_log_out(token=having == "with")


@then("{person:Person} may register instead")
def step_may_register(context: Context, person: Person) -> None:
    if not site.lacks(["needs-registering"]):
        LoginPage(context.windows.of(person)).expect_way_to("Register", "/register")


@then("{person:Person} is logged in")
def step_is_logged_in(context: Context, person: Person) -> None:
    page = AnyPage(context.windows.of(person))
    # Elsewhere a bare page, such as one that is not there, says nothing of who is logged in: the one for members does.
    if not site.is_own and not page.page.locator(site.selector("member", email=person.email)).count():
        page = AccountPage(page.window).open()
    page.expect_member(person.email)


@then("{person:Person} is not logged in")
def step_is_not_logged_in(context: Context, person: Person) -> None:
    AnyPage(context.windows.of(person)).expect_visitor()


@then("{person:Person} is still logged in")
def step_is_still_logged_in(context: Context, person: Person) -> None:
    AccountPage(context.windows.of(person)).open().expect_member(person.email)


@when("{person:Person} logs in, and wants to stay so")
def step_logs_in_remembered(context: Context, person: Person) -> None:
    LoginPage(context.windows.of(person)).open().remember().submit(person.typing())


@given("{person:Person} is logged in, and wants to stay so")
def step_given_remembered(context: Context, person: Person) -> None:
    context.data.register(person)
    page = LoginPage(context.windows.of(person)).open().remember()
    page.submit(person.typing())
    page.expect_member(person.email)


@given("{person:Person} has logged out")
def step_given_has_logged_out(context: Context, person: Person) -> None:
    page = AnyPage(context.windows.of(person))
    page.log_out()
    page.expect_visitor()


@when("{person:Person} logs in and out {times:d} times")
def step_logs_in_and_out(context: Context, person: Person, times: int) -> None:
    page = LoginPage(context.windows.of(person))
    for _ in range(times):
        page.open().submit(person.typing())
        page.expect_member(person.email)
        page.log_out()


@then("{person:Person} is no longer logged in")
def step_is_no_longer_logged_in(context: Context, person: Person) -> None:
    page = context.windows.of(person)
    AccountPage(page).open().expect_visitor()
    LoginPage(page).expect_asks_for(["Email", "Password"])


@when("{person:Person} goes back")
def step_goes_back(context: Context, person: Person) -> None:
    page = context.windows.of(person)
    AnyPage(page).expect_visitor()
    # By the page's own hand: Playwright's go_back asks a page that the back/forward cache may just have put away.
    # Where a site asks whether one is sure, that question lies between.
    page.evaluate(f"history.go({-2 if site.selector('confirm log out') else -1})")
    expect(page).not_to_have_url(re.compile(rf"^https?://[^/]+{re.escape(site.words['after_logout'])}$"))


@then("{person:Person}'s email is nowhere to be seen")
def step_email_unseen(context: Context, person: Person) -> None:
    page = context.windows.of(person)
    if site.is_own:
        AnyPage(page).expect_visitor()
    expect(page.locator("body")).not_to_be_empty()
    expect(page.get_by_text(person.email)).to_have_count(0)
