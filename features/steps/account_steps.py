"""Registering, and what becomes of an account."""

from collections import Counter

from behave import given, then, when
from behave.runner import Context

from features.support.pages import RegisterPage
from features.support.people import MISTAKES, SPELLINGS, Person
from features.support.stranger import Stranger, at_once


@given("{person:Person} has an account")
def step_has_account(context: Context, person: Person) -> None:
    context.backstage.register(person)


@given("{person:Person} has an account with {password}")
def step_has_account_with(context: Context, person: Person, password: str) -> None:
    person.password = MISTAKES[password]["Password"]
    context.backstage.register(person)


@given("{one:Person} and {other:Person} have accounts")
def step_have_accounts(context: Context, one: Person, other: Person) -> None:
    context.backstage.register(one)
    context.backstage.register(other)


@when("{person:Person} wants to register")
def step_wants_to_register(context: Context, person: Person) -> None:
    RegisterPage(context.page).open()


@given("{person:Person} is about to register")
def step_about_to_register(context: Context, person: Person) -> None:
    context.form = RegisterPage(context.page).open().fill(person.typing())


@given("{person:Person} has registered")
@when("{person:Person} registers")
def step_registers(context: Context, person: Person) -> None:
    RegisterPage(context.page).open().submit(person.typing())


@when("{person:Person} registers with {password}")
def step_registers_with(context: Context, person: Person, password: str) -> None:
    person.password = MISTAKES[password]["Password"]
    RegisterPage(context.page).open().submit(person.typing())


@when("{person:Person} tries to register with {owner:Person}'s email {spelling}")
def step_registers_taken_email(context: Context, person: Person, owner: Person, spelling: str) -> None:
    email = SPELLINGS[spelling](owner.email)
    RegisterPage(context.page).open().submit(person.typing() | {"Email": email})


@when("{person:Person} tries to register with her email as the password")
def step_registers_email_as_password(context: Context, person: Person) -> None:
    person.password = person.email
    RegisterPage(context.page).open().submit(person.typing())


@when("{person:Person} tries to register with {mistake}")
def step_registers_wrongly(context: Context, person: Person, mistake: str) -> None:
    context.typed = person.typing(mistake)
    RegisterPage(context.page).open().submit(context.typed)


@when("eight visitors register {owner:Person}'s email at the same moment")
def step_register_at_once(context: Context, owner: Person) -> None:
    fields = {"email": owner.email, "password": owner.password, "confirm": owner.password}
    context.answers = at_once([Stranger(context.server.url) for _ in range(8)], "/register", fields)


@then('one is logged in, and seven are told "{sentence}"')
def step_one_wins(context: Context, sentence: str) -> None:
    outcomes = Counter((answer.status, sentence in answer.text) for answer in context.answers)
    assert outcomes == {(302, False): 1, (200, True): 7}, outcomes


@when("{person:Person}'s account is deleted")
def step_account_deleted(context: Context, person: Person) -> None:
    context.backstage.delete(person)


@then("{person:Person} may log in instead")
def step_may_log_in(context: Context, person: Person) -> None:
    RegisterPage(context.page).expect_way_to("Log in", "/login")


@then("{person:Person}'s email is still there, but no password")
def step_typing_kept(context: Context, person: Person) -> None:
    page = RegisterPage(context.page)
    page.expect_kept("Email", context.typed["Email"])
    page.expect_kept("Password", "")
    page.expect_kept("Confirm password", "")


@then("{person:Person} has no account")
def step_no_account(context: Context, person: Person) -> None:
    assert not context.backstage.has_account(person), person


@then("{person:Person}'s password opens her account")
def step_password_works(context: Context, person: Person) -> None:
    answer = Stranger(context.server.url).log_in(person.email, person.password)
    assert answer.status == 302, answer


@then("{person:Person}'s email has one account, and {owner:Person}'s password still opens it")
def step_one_account(context: Context, person: Person, owner: Person) -> None:
    assert len(context.backstage.stored(person.email)) == 1, context.backstage.stored(person.email)
    answer = Stranger(context.server.url).log_in(owner.email, owner.password)
    assert answer.status == 302, answer.text


@then("{person:Person}'s password is stored as a hash")
def step_hash_stored(context: Context, person: Person) -> None:
    [user] = context.backstage.stored(person.email)
    assert user.password_hash.startswith("scrypt:"), user.password_hash
    assert person.password not in user.password_hash, user.password_hash
