"""Showing a password while it is typed, and who reads it."""

from behave import then, when
from behave.runner import Context
from playwright.sync_api import expect

from features.support.login.password_fields import PasswordFields
from features.support.login.people import Person

TYPED = "for her eyes only"


@when('{person:Person} types something at her "{label}", and shows it')
def step_shows(context: Context, person: Person, label: str) -> None:
    PasswordFields(context.windows.of(person)).show(label, TYPED)


@when('{person:Person} hides her "{label}"')
def step_hides(context: Context, person: Person, label: str) -> None:
    PasswordFields(context.windows.of(person)).shower(label).click()


@when('{person:Person} shows her "{label}" half-way, and hides it in the end, with nothing but her keyboard')
def step_shows_by_keyboard(context: Context, person: Person, label: str) -> None:
    PasswordFields(context.windows.of(person)).show_half_way(label, TYPED)


@when("{person:Person} sends it to a server that does not answer")
def step_sends_unanswered(context: Context, person: Person) -> None:
    PasswordFields(context.windows.of(person)).send_unanswered()


@when("{person:Person} sends it with nothing else right")
def step_sends_wrongly(context: Context, person: Person) -> None:
    PasswordFields(context.windows.of(person)).send()


@when("{person:Person} leaves the page, and comes back")
def step_comes_back_to_page(context: Context, person: Person) -> None:
    PasswordFields(context.windows.of(person)).leave_and_come_back()


@then('{person:Person} reads it at her "{label}", and at no other')
def step_reads_password(context: Context, person: Person, label: str) -> None:
    PasswordFields(context.windows.of(person)).expect_shown_alone(label, TYPED)


@then('{person:Person}\'s "{label}" is hidden')
def step_hidden(context: Context, person: Person, label: str) -> None:
    PasswordFields(context.windows.of(person)).expect_hidden(label)


@then('{person:Person}\'s "{label}" is hidden, with what she typed')
def step_hidden_and_kept(context: Context, person: Person, label: str) -> None:
    PasswordFields(context.windows.of(person)).expect_hidden(label, TYPED)


@then('{person:Person}\'s "{label}" is hidden, and empty')
def step_hidden_and_empty(context: Context, person: Person, label: str) -> None:
    PasswordFields(context.windows.of(person)).expect_hidden(label, "")


@then('{person:Person} hears of a button "{name}", which is not pressed')
def step_hears_not_pressed(context: Context, person: Person, name: str) -> None:
    expect(PasswordFields(context.windows.of(person)).button(name, pressed=False)).to_be_visible()


@then('{person:Person} hears of a button "{name}", which is pressed')
def step_hears_pressed(context: Context, person: Person, name: str) -> None:
    expect(PasswordFields(context.windows.of(person)).button(name, pressed=True)).to_be_visible()


@then('nothing corrects what {person:Person} types at her "{label}"')
def step_uncorrected(context: Context, person: Person, label: str) -> None:
    PasswordFields(context.windows.of(person)).expect_uncorrected(label)


@then('{person:Person} cannot show her "{label}"')
def step_cannot_show(context: Context, person: Person, label: str) -> None:
    PasswordFields(context.windows.of(person)).expect_unshowable(label)
