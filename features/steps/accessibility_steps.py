"""How a page is drawn, and what it offers those who do not see it, or see it otherwise."""

import re

from behave import given, then, when
from behave.runner import Context
from playwright.sync_api import expect

from features.support.login.keyboard import expect_focus_seen, expect_skip_link
from features.support.login.page import AnyPage, FormPage
from features.support.login.page_checks import (
    AXE,
    WCAG,
    contrast,
    expect_accessible,
    expect_managed,
    expect_moments,
    expect_tied,
    expect_titled,
)
from features.support.login.pages import AccountPage
from features.support.login.people import Person
from features.support.login.site import site


def expect_at_rest_accessible(page: AnyPage, path: str) -> None:
    """There is nothing for axe to find on ``page``, which is open at ``path`` and has come to rest."""
    page.come_to_rest()
    expect_accessible(page.page, path, AXE if site.is_own else WCAG)


@given('{person:Person} goes to "{path}" in {light:w}')
@when('{person:Person} goes to "{path}" in {light:w}')
def step_goes_to_in_light(context: Context, person: Person, path: str, light: str) -> None:
    context.windows.of(person).emulate_media(color_scheme=light)
    AnyPage(context.windows.of(person)).visit(path)


@given("{person:Person} reads in {light:w}")
def step_reads_in_light(context: Context, person: Person, light: str) -> None:
    context.windows.of(person).emulate_media(color_scheme=light)


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
    for _path in page.each(context.data.pages(person)):
        page.expect_fits(context.letters)


@then("{person:Person} reads her whole email there")
def step_reads_whole_email(context: Context, person: Person) -> None:
    email = AccountPage(context.windows.of(person)).fact("Email")
    expect(email).to_have_text(person.email)
    expect(email).to_be_in_viewport(ratio=1)
    assert not email.evaluate("fact => fact.scrollWidth > fact.clientWidth"), "it is cut"


@then("every page meets WCAG 2.2 AA for {person:Person}")
def step_every_page_accessible(context: Context, person: Person) -> None:
    page = AnyPage(context.windows.of(person))
    for path in page.each(context.data.pages(person)):
        expect_at_rest_accessible(page, path)


@then("every page tells {person:Person} what it is")
def step_every_page_titled(context: Context, person: Person) -> None:
    page = AnyPage(context.windows.of(person))
    for _path in page.each(context.data.pages(person)):
        expect_titled(page.page, site.name)


@then("every page with a form tells {person:Person} of a mistake first, where nothing was filled in")
def step_every_mistake_titled(context: Context, person: Person) -> None:
    page = AnyPage(context.windows.of(person))
    forms = 0
    for _path in page.each(context.data.pages(person)):
        if page.send_empty():
            forms += 1
            expect_tied(page.page)
            expect_titled(page.page, site.name, mistaken=True)
    assert forms >= 2, forms


@then("that page tells {person:Person} what it is, and everything on it is called by its name")
def step_page_titled(context: Context, person: Person) -> None:
    page = AnyPage(context.windows.of(person)).page
    expect_titled(page, site.name)
    expect_tied(page)
    expect_managed(page)


@then("whatever goes wrong, the page about it tells {person:Person} what it is")
def step_every_failure_titled(context: Context, person: Person) -> None:
    page = AnyPage(context.windows.of(person))
    for _failure in context.server.all_failures():
        answer = page.visit("/login")
        assert answer, page
        assert answer.status >= 400, answer.status
        expect_titled(page.page, site.name)
        expect_tied(page.page)


@then("everything on every page is called by its name, and what belongs together is tied, for {person:Person}")
def step_every_page_tied(context: Context, person: Person) -> None:
    page = AnyPage(context.windows.of(person))
    for _path in page.each(context.data.pages(person)):
        expect_tied(page.page)
        expect_managed(page.page)


@then("each date that {person:Person} is shown is the moment that it stands for")
def step_every_date_right(context: Context, person: Person) -> None:
    page = AnyPage(context.windows.of(person))
    counts = {path: expect_moments(page.page) for path in page.each(context.data.pages(person))}
    assert sum(counts.values()) >= 2, counts


@then("on every page the first key leads {person:Person} to what the page is about")
def step_every_page_skips(context: Context, person: Person) -> None:
    page = AnyPage(context.windows.of(person))
    for _path in page.each(context.data.pages(person)):
        expect_skip_link(page.page)


@then("on every page {person:Person} sees where the keyboard is")
def step_every_focus_seen(context: Context, person: Person) -> None:
    page = AnyPage(context.windows.of(person))
    for _path in page.each(context.data.pages(person)):
        expect_focus_seen(page.page)


@then('{person:Person} sees how to close "{sentence}"')
def step_sees_closer(context: Context, person: Person, sentence: str) -> None:
    page = AnyPage(context.windows.of(person))
    page.come_to_rest()
    found = contrast(page.closer(sentence))
    assert found >= 3, found


@then('the page at "{path}" meets WCAG 2.2 AA for {person:Person}')
def step_accessible(context: Context, path: str, person: Person) -> None:
    page = AnyPage(context.windows.of(person))
    page.expect_at(path)
    expect_at_rest_accessible(page, path)


@then('{person:Person}\'s password manager is told "{hints}"')
def step_autocomplete(context: Context, person: Person, hints: str) -> None:
    page = AnyPage(context.windows.of(person))
    for label, hint in (pair.split(": ") for pair in hints.split(", ")):
        # Where an email is what people are known by, a manager finds it by that as well.
        also = "|email" if hint == "username" and not site.is_own else ""
        expect(page.control(label)).to_have_attribute("autocomplete", re.compile(f"^({hint}{also})$"))


@then("it finds {person:Person}'s email there, and nobody else is asked for it")
def step_username_found(context: Context, person: Person) -> None:
    FormPage(context.windows.of(person)).expect_username(person.email)
