"""An address that is to be confirmed."""

from behave import given, then, when
from behave.runner import Context
from playwright.sync_api import expect

from features.support.confirmation.pages import AddressPage, Banner, ConfirmAddressPage, FinishPage
from features.support.login.http_client import HttpClient
from features.support.login.page import AnyPage
from features.support.login.pages import LandingPage, RegisterPage
from features.support.login.people import ANOTHER, Person
from features.support.mail.postbox import box, mailed


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


@when("{person:Person} gives {whose} password there, and confirms her address")
def step_confirms_elsewhere(context: Context, person: Person, whose: str) -> None:
    password = person.password if whose == "her" else "not the password"
    ConfirmAddressPage(context.windows.of(person, ANOTHER)).submit({"Current password": password})


@then('{person:Person} is told "{sentence}" there')
def step_told_there(context: Context, person: Person, sentence: str) -> None:
    ConfirmAddressPage(context.windows.of(person, ANOTHER)).expect_text(sentence)


@then("{person:Person} is not logged in on the other computer")
def step_not_logged_in_there(context: Context, person: Person) -> None:
    AnyPage(context.windows.of(person, ANOTHER)).expect_visitor()


@when("{person:Person} opens the link that was mailed to {owner:Person}")
def step_opens_link_of(context: Context, person: Person, owner: Person) -> None:
    AnyPage(context.windows.of(person)).visit(mailed(context, owner).link)


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


@when("{person:Person} asks {times:d} times for another link")
def step_asks_often(context: Context, person: Person, times: int) -> None:
    for _ in range(times):
        Banner(context.windows.of(person)).ask_again()


@then("{person:Person} is told that it was mailed to her")
def step_told_mailed(context: Context, person: Person) -> None:
    sentence = f"A link to confirm your address was mailed to {person.email}."
    AnyPage(context.windows.of(person)).expect_told(sentence, "info")


@when("{person:Person} gives her address to register")
def step_gives_address(context: Context, person: Person) -> None:
    AddressPage(context.windows.of(person)).open().submit({"Email": person.email})


@when("{person:Person} chooses her password")
def step_chooses_first(context: Context, person: Person) -> None:
    FinishPage(context.windows.of(person)).submit(person.typing())


@when("a stranger registers {person:Person}'s address, and one that nobody has")
def step_stranger_registers(context: Context, person: Person) -> None:
    context.emails = [person.email, f"x{person.email[1:]}"]
    context.strangers = [HttpClient(context.server.url) for _ in context.emails]
    pairs = zip(context.strangers, context.emails, strict=True)
    context.answers = [stranger.post("/register", {"email": email}) for stranger, email in pairs]


@when("a stranger registers {person:Person}'s address and deletes the account, {times:d} times")
def step_stranger_registers_often(context: Context, person: Person, times: int) -> None:
    for _ in range(times):
        stranger = HttpClient(context.server.url)
        stranger.register(person.email, person.password)
        box(context).deliver()  # else the mail would go with the account
        stranger.post("/account/delete", {"current": person.password})
        assert not context.data.stored(person.email), "the account is still there"


@then("the stranger gets the same answer twice, and no account")
def step_same_twice(context: Context) -> None:
    known, unknown = (answer.but(email) for answer, email in zip(context.answers, context.emails, strict=True))
    assert known == unknown, (known, unknown)
    pages = [stranger.follow(answer) for stranger, answer in zip(context.strangers, context.answers, strict=True)]
    known, unknown = (page.but(email) for page, email in zip(pages, context.emails, strict=True))
    assert known == unknown, (known, unknown)
    assert "A mail is on its way to this address" in known.text, known
    assert not context.data.stored(context.emails[1])
