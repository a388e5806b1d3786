"""What looks alike and is not the same, and what looks different and is: emails and passwords beyond ASCII."""

import unicodedata

from behave import given, then, when
from behave.runner import Context
from playwright.sync_api import expect

from features.support.login.http_client import HttpClient
from features.support.login.pages import AccountPage, LoginPage, PasswordPage, RegisterPage
from features.support.login.people import SPELLINGS, Person, twice


@given('{person:Person}\'s password is "{password}"')
def step_password_is(_context: Context, person: Person, password: str) -> None:
    person.password = password


@given('{person:Person}\'s email begins with "{mailbox}"')
def step_email_begins(_context: Context, person: Person, mailbox: str) -> None:
    person.is_called(mailbox)


@given('{person:Person}\'s email is {owner:Person}\'s, but for "{other}" in place of "{mailbox}"')
def step_email_is_like(_context: Context, person: Person, owner: Person, other: str, mailbox: str) -> None:
    person.email = owner.email.replace(mailbox, other)
    assert person.email != owner.email, owner


@when('{person:Person} logs in, and types "{password}"')
def step_logs_in_typing(context: Context, person: Person, password: str) -> None:
    LoginPage(context.windows.of(person)).open().submit(person.typing(Password=password))


@when("{person:Person} logs in, with every accent typed apart")
def step_logs_in_apart(context: Context, person: Person) -> None:
    typed = {label: unicodedata.normalize("NFD", text) for label, text in person.typing().items()}
    assert typed != person.typed, typed
    LoginPage(context.windows.of(person)).open().submit(typed)


@when("{person:Person} registers, with every accent typed apart")
def step_registers_apart(context: Context, person: Person) -> None:
    typed = {label: unicodedata.normalize("NFD", text) for label, text in person.typing().items()}
    RegisterPage(context.windows.of(person)).open().submit(typed)


@when('{person:Person} chooses the password "{letter}", {count:d} times over, in pieces')
def step_chooses_repeated(context: Context, person: Person, letter: str, count: int) -> None:
    person.password = letter * count
    typed = {label: unicodedata.normalize("NFD", text) for label, text in twice(person.password).items()}
    RegisterPage(context.windows.of(person)).open().submit(person.typing() | typed)


@when('{person:Person} chooses the password "{password}"')
def step_chooses(context: Context, person: Person, password: str) -> None:
    person.password = password
    RegisterPage(context.windows.of(person)).open().submit(person.typing())


@when("{person:Person} chooses her email {spelling} as the password")
def step_chooses_email(context: Context, person: Person, spelling: str) -> None:
    person.password = SPELLINGS[spelling](person.email)
    assert person.password != person.email or spelling == "as it is", person
    RegisterPage(context.windows.of(person)).open().submit(person.typing())


@when("{person:Person} chooses her email as the password, and types the email with its accents apart")
def step_chooses_email_apart(context: Context, person: Person) -> None:
    typed = person.typing(Email=unicodedata.normalize("NFD", person.email)) | twice(person.email)
    RegisterPage(context.windows.of(person)).open().submit(typed)


@when("{person:Person} changes her password to her email {spelling}")
def step_changes_to_email(context: Context, person: Person, spelling: str) -> None:
    typed = person.changing() | twice(SPELLINGS[spelling](person.email))
    PasswordPage(context.windows.of(person)).open().submit(typed)


@when("a visitor registers {person:Person}")
def step_visitor_registers(context: Context, person: Person) -> None:
    context.answer = HttpClient(context.server.url).register(person.email, person.password)


@then("{person:Person} reads her email there as she typed it")
def step_reads_email(context: Context, person: Person) -> None:
    page = AccountPage(context.windows.of(person)).open()
    page.expect_member(person.email)
    expect(page.fact("Email")).to_have_text(person.email)
