"""Registering, and what becomes of an account."""

from behave import given, then, when
from behave.runner import Context

from features.support.login.http_client import HttpClient, at_once
from features.support.login.pages import RegisterPage
from features.support.login.people import MISTAKES, SPELLINGS, Person


@given("{person:Person} has an account")
def step_has_account(context: Context, person: Person) -> None:
    context.data.register(person)


@given('{person:Person} has an account at "{domain}"')
def step_has_account_at(context: Context, person: Person, domain: str) -> None:
    context.data.register(person.moves_to(domain))


@given('{person:Person} is to be found at "{domain}"')
def step_is_at(_context: Context, person: Person, domain: str) -> None:
    person.moves_to(domain)


@given("{person:Person}'s email has {count:d} letters")
def step_email_long(_context: Context, person: Person, count: int) -> None:
    person.email = person.email.rjust(count, person.email[0])


@given("{person:Person} has an account with {password}")
def step_has_account_with(context: Context, person: Person, password: str) -> None:
    person.password = MISTAKES[password]["Password"]
    context.data.register(person)


@given("{one:Person} and {other:Person} have accounts")
def step_have_accounts(context: Context, one: Person, other: Person) -> None:
    context.data.register(one)
    context.data.register(other)


@when("{person:Person} wants to register")
def step_wants_to_register(context: Context, person: Person) -> None:
    RegisterPage(context.windows.of(person)).open()


@given("{person:Person} is about to register")
def step_about_to_register(context: Context, person: Person) -> None:
    person.unsent = RegisterPage(context.windows.of(person)).open().fill(person.typing())


@given("{person:Person} has registered")
def step_has_registered(context: Context, person: Person) -> None:
    page = RegisterPage(context.windows.of(person)).open()
    page.submit(person.typing())
    page.expect_member(person.email)


@when("{person:Person} registers")
def step_registers(context: Context, person: Person) -> None:
    RegisterPage(context.windows.of(person)).open().submit(person.typing())


@when("{person:Person} registers with a double click")
def step_registers_twice(context: Context, person: Person) -> None:
    RegisterPage(context.windows.of(person)).open().fill(person.typing()).send_twice()


@when("{person:Person} registers, and the database fails half-way")
def step_registers_in_vain(context: Context, person: Person) -> None:
    with context.data.failing("login_session"):
        RegisterPage(context.windows.of(person)).open().submit(person.typing())


@when("{person:Person} registers with {password}")
def step_registers_with(context: Context, person: Person, password: str) -> None:
    person.password = MISTAKES[password]["Password"]
    RegisterPage(context.windows.of(person)).open().submit(person.typing())


@when("{person:Person} tries to register with {owner:Person}'s email {spelling}")
def step_registers_taken_email(context: Context, person: Person, owner: Person, spelling: str) -> None:
    typed = person.typing(Email=SPELLINGS[spelling](owner.email))
    RegisterPage(context.windows.of(person)).open().submit(typed)


@when("{person:Person} tries to register with her email as the password")
def step_registers_email_as_password(context: Context, person: Person) -> None:
    person.password = person.email
    RegisterPage(context.windows.of(person)).open().submit(person.typing())


@when("{person:Person} tries to register with {mistake}")
def step_registers_wrongly(context: Context, person: Person, mistake: str) -> None:
    RegisterPage(context.windows.of(person)).open().submit(person.typing(mistake))


@when("a visitor registers {owner:Person}'s email {spelling}")
def step_visitor_registers_taken_email(context: Context, owner: Person, spelling: str) -> None:
    fields = {"email": SPELLINGS[spelling](owner.email), "password": owner.password, "confirm": owner.password}
    context.answer = HttpClient(context.server.url).post("/register", fields)


@when("eight visitors register {owner:Person}'s email at the same moment")
def step_register_at_once(context: Context, owner: Person) -> None:
    context.passwords = [f"{owner.password} of visitor {number}" for number in range(8)]
    context.visitors = [HttpClient(context.server.url) for _ in context.passwords]
    forms = [{"email": owner.email, "password": one, "confirm": one} for one in context.passwords]
    context.answers = at_once(context.visitors, "/register", forms)


@then('one is logged in as {owner:Person}, and seven are told "{sentence}"')
def step_one_wins(context: Context, owner: Person, sentence: str) -> None:
    told = [answer.status == 200 and sentence in answer.text for answer in context.answers]
    members = [visitor.is_member(owner.email) for visitor in context.visitors]
    assert (told.count(True), members.count(True)) == (7, 1), (told, members)
    assert told.index(False) == members.index(True), (told, members)


@when("{person:Person}'s account is deleted")
def step_account_deleted(context: Context, person: Person) -> None:
    context.data.delete(person)


@then("{person:Person} may log in instead")
def step_may_log_in(context: Context, person: Person) -> None:
    RegisterPage(context.windows.of(person)).expect_way_to("Log in", "/login")


@then("{person:Person}'s email is still there, but no password")
def step_typing_kept(context: Context, person: Person) -> None:
    page = RegisterPage(context.windows.of(person))
    page.expect_kept("Email", person.typed["Email"])
    page.expect_kept("Password", "")
    page.expect_kept("Confirm password", "")


@then("{person:Person} has no account")
def step_no_account(context: Context, person: Person) -> None:
    assert not context.data.has_account(person), f"{person.email} has one"


@then("{person:Person}'s password opens her account")
def step_password_works(context: Context, person: Person) -> None:
    opened = HttpClient(context.server.url).logs_in(person.email, person.password)
    assert opened, f"{person.email} does not log in with “{person.password}”"


@then("{owner:Person}'s email has one account, which only that visitor's password opens")
def step_one_account(context: Context, owner: Person) -> None:
    assert len(context.data.stored(owner.email)) == 1, context.data.stored(owner.email)
    winner = [visitor.is_member(owner.email) for visitor in context.visitors].index(True)
    assert HttpClient(context.server.url).logs_in(owner.email, context.passwords[winner]), winner
    # One of the others: more wrong passwords than five would not be looked at.
    assert not HttpClient(context.server.url).logs_in(owner.email, context.passwords[winner - 1]), winner


@then("{person:Person}'s password is stored as a hash")
def step_hash_stored(context: Context, person: Person) -> None:
    [user] = context.data.stored(person.email)
    assert user.password_hash.startswith("scrypt:"), user.password_hash
    assert person.password not in user.password_hash, user.password_hash
