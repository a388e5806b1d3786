"""An address that is to be confirmed."""

import secrets
import time

from behave import given, then, when
from behave.runner import Context
from playwright.sync_api import expect

from features.support.confirmation.pages import AddressPage, Banner, ConfirmAddressPage, FinishPage
from features.support.login.http_client import HttpClient
from features.support.login.page import AnyPage
from features.support.login.pages import LandingPage, RegisterPage
from features.support.login.people import ANOTHER, SPELLINGS, Person, twice
from features.support.mail.links import look_through, use_at_once
from features.support.mail.postbox import box, mailed

CONFIRM = ConfirmAddressPage.path
#: What is typed in place of the password.
PASSWORDS = {"no password": "", "a wrong password": "not the password"}


@given("{person:Person} has registered with {owner:Person}'s address")
def step_has_registered_for(context: Context, person: Person, owner: Person) -> None:
    person.email = owner.email
    RegisterPage(context.windows.of(person)).open().submit(person.typing())


@then("{person:Person} is asked to confirm her address")
@then("{person:Person} is still asked to confirm her address")
def step_asked(context: Context, person: Person) -> None:
    page = Banner(LandingPage(context.windows.of(person)).open().window)
    expect(page.sentence).to_contain_text(f"open the link that was mailed to {person.email}.")


@then("{person:Person} is not asked to confirm her address")
def step_not_asked(context: Context, person: Person) -> None:
    page = LandingPage(context.windows.of(person)).open()
    page.expect_member(person.email)
    expect(Banner(page.window).sentence).to_have_count(0)


@when("{person:Person} confirms her address")
def step_confirms(context: Context, person: Person) -> None:
    page = ConfirmAddressPage(context.windows.of(person))
    page.expect_asks_for([])
    page.send()


@when("{person:Person} gives her password there, and confirms her address")
def step_confirms_elsewhere(context: Context, person: Person) -> None:
    ConfirmAddressPage(context.windows.of(person, ANOTHER)).submit({"Current password": person.password})


@when("{person:Person} gives {password} there, and tries to confirm her address")
def step_tries_elsewhere(context: Context, person: Person, password: str) -> None:
    ConfirmAddressPage(context.windows.of(person, ANOTHER)).submit({"Current password": PASSWORDS[password]})


@then('{person:Person} is told "{sentence}" there')
def step_told_there(context: Context, person: Person, sentence: str) -> None:
    ConfirmAddressPage(context.windows.of(person, ANOTHER)).expect_text(sentence)


@then("{person:Person} is not logged in on the other computer")
def step_not_logged_in_there(context: Context, person: Person) -> None:
    AnyPage(context.windows.of(person, ANOTHER)).expect_visitor()


@when("{person:Person} opens the link that was mailed to {owner:Person}")
def step_opens_link_of(context: Context, person: Person, owner: Person) -> None:
    AnyPage(context.windows.of(person)).visit(mailed(context, owner).link)


@when('{person:Person} opens the link of her mail "{subject}"')
def step_opens_link_of_mail(context: Context, person: Person, subject: str) -> None:
    AnyPage(context.windows.of(person)).visit(mailed(context, person, subject).link)


@when("{person:Person} confirms it with {owner:Person}'s password")
def step_confirms_for(context: Context, person: Person, owner: Person) -> None:
    ConfirmAddressPage(context.windows.of(person)).submit({"Current password": owner.password})


@then("{person:Person} reads whose address it is, and is asked for nothing")
def step_reads_whose(context: Context, person: Person) -> None:
    page = ConfirmAddressPage(context.windows.of(person))
    page.expect_open()
    page.expect_asks_for([])
    expect(page.form.get_by_text(f"{person.email} is the address of your account")).to_be_visible()


@when("a program opens {person:Person}'s link {times:d} times, as those do that look through mail")
def step_looked_through(context: Context, person: Person, times: int) -> None:
    look_through(context.server.url, mailed(context, person), CONFIRM, times)


@when("two browsers confirm {person:Person}'s address at the same moment")
def step_confirm_at_once(context: Context, person: Person) -> None:
    forms = [{"current": person.password}] * 2
    context.answers = use_at_once(context.server.url, mailed(context, person), CONFIRM, forms)


@then("one of them has confirmed {person:Person}'s address, and the other nothing")
def step_one_confirmed(context: Context, person: Person) -> None:
    found = {(answer.status, answer.headers.get("Location", "")) for answer in context.answers}
    assert len(found) == 2, found
    assert found & {(302, "/"), (409, "")}, found
    mine = f"event=confirm user={context.data.user_id(person)} "
    assert [line.startswith(mine) for line in context.log.lines].count(True) == 1, context.log.lines


@when("a guesser who has {person:Person}'s link tries {times:d} wrong passwords")
def step_guesses_at_link(context: Context, person: Person, times: int) -> None:
    guesser = HttpClient(context.server.url)
    guesser.send("GET", mailed(context, person).link.removeprefix(context.server.url))
    context.guessing_since = time.monotonic()
    context.answers = [guesser.post(CONFIRM, {"current": f"guess {number}"}) for number in range(times)]
    context.answer = context.answers[-1]


@then("{person:Person} is asked for a password that only {owner:Person} knows")
@then("{person:Person} is asked for the password of {owner:Person}")
def step_asked_for_password(context: Context, person: Person, owner: Person) -> None:
    page = ConfirmAddressPage(context.windows.of(person))
    page.expect_asks_for(["Current password"])
    page.expect_username(owner.email)


@then("the address of {person:Person}'s is not confirmed")
def step_unconfirmed(context: Context, person: Person) -> None:
    assert not context.data.rows("confirmation", user_id=context.data.stored(person.email)[0].id)


@then("the address of {person:Person}'s is confirmed")
def step_is_confirmed(context: Context, person: Person) -> None:
    assert context.data.rows("confirmation", user_id=context.data.stored(person.email)[0].id)


@when("{person:Person} asks for another link")
def step_asks_again(context: Context, person: Person) -> None:
    Banner(context.windows.of(person)).ask_again()


@when("{person:Person} asks {times:d} time for another link")
@when("{person:Person} asks {times:d} times for another link")
def step_asks_often(context: Context, person: Person, times: int) -> None:
    for _ in range(times):
        Banner(context.windows.of(person)).ask_again()


@then("{person:Person} is told that it was mailed to her")
def step_told_mailed(context: Context, person: Person) -> None:
    sentence = f"A link to confirm your address was mailed to {person.email}."
    AnyPage(context.windows.of(person)).expect_told(sentence, "info")


@when("a stranger opens an account with {person:Person}'s address and deletes it, {times:d} times over")
def step_opened_and_deleted(context: Context, person: Person, times: int) -> None:
    for _ in range(times):
        stranger = HttpClient(context.server.url)
        stranger.register(person.email, person.password)
        box(context).deliver()
        deleted = stranger.post("/account/delete", {"current": person.password})
        assert deleted.status == 302, deleted


@when('an operator starts a server whose CONFIRMED_VIEWS has "{view}"')
def step_operator_starts(context: Context, view: str) -> None:
    context.said = context.server.refusal({"CONFIRMED_VIEWS": [view]})


@given("{person:Person} has given her address to register")
@when("{person:Person} gives her address to register")
def step_gives_address(context: Context, person: Person) -> None:
    AddressPage(context.windows.of(person)).open().submit({"Email": person.email})


@when("{person:Person} gives her address to register, typed {spelling}")
def step_gives_address_spelled(context: Context, person: Person, spelling: str) -> None:
    AddressPage(context.windows.of(person)).open().submit({"Email": SPELLINGS[spelling](person.email)})


@when('{person:Person} gives "{email}" to register')
def step_gives_no_address(context: Context, person: Person, email: str) -> None:
    AddressPage(context.windows.of(person)).open().submit({"Email": email})


@then("{person:Person} is asked for a first password, for her address and no other")
def step_asked_for_first(context: Context, person: Person) -> None:
    FinishPage(context.windows.of(person)).expect_for(person.email)


@when("{person:Person} chooses her password")
def step_chooses_first(context: Context, person: Person) -> None:
    FinishPage(context.windows.of(person)).submit(person.typing())


@when("{person:Person} tries to choose her password with her email")
def step_chooses_email_first(context: Context, person: Person) -> None:
    FinishPage(context.windows.of(person)).submit(person.typing() | twice(person.email))


@when("{person:Person} tries to choose her password with {mistake}")
def step_chooses_first_wrongly(context: Context, person: Person, mistake: str) -> None:
    FinishPage(context.windows.of(person)).submit(person.typing(mistake))


@when("{person:Person} comes to have an account with {owner:Person}'s address")
def step_comes_to_have(context: Context, person: Person, owner: Person) -> None:
    person.email = owner.email
    context.data.register(person)


@when("strangers give {person:Person}'s address {times:d} time to register")
@when("strangers give {person:Person}'s address {times:d} times to register")
def step_strangers_give(context: Context, person: Person, times: int) -> None:
    strangers = [HttpClient(context.server.url) for _ in range(times)]
    context.answers = [stranger.post("/register", {"email": person.email}) for stranger in strangers]


@when("a stranger gives {count:d} addresses to register")
def step_stranger_gives(context: Context, count: int) -> None:
    forms = [{"email": f"unknown.{secrets.token_hex(4)}@example.com"} for _ in range(count)]
    context.answers = [HttpClient(context.server.url).post("/register", form) for form in forms]


@then("it has no link")
def step_no_link(context: Context) -> None:
    for part in (context.mail.text, context.mail.html):
        assert "http" not in part, part


@when("a stranger registers {person:Person}'s address in capitals, and one that nobody has")
def step_stranger_registers(context: Context, person: Person) -> None:
    context.emails, context.hashes_before = [person.email.upper(), f"x{person.email[1:]}"], len(context.server.hashes())
    context.strangers = [HttpClient(context.server.url) for _ in context.emails]
    pairs = zip(context.strangers, context.emails, strict=True)
    context.answers = [stranger.post("/register", {"email": email}) for stranger, email in pairs]


@then("the stranger gets the same answer twice, and no account")
def step_same_twice(context: Context) -> None:
    known, unknown = (answer.but(email) for answer, email in zip(context.answers, context.emails, strict=True))
    assert known == unknown, (known, unknown)
    pages = [stranger.follow(answer) for stranger, answer in zip(context.strangers, context.answers, strict=True)]
    known, unknown = (page.but(email) for page, email in zip(pages, context.emails, strict=True))
    assert known == unknown, (known, unknown)
    assert "A mail is on its way to this address" in known.text, known
    assert not context.data.stored(context.emails[1])
