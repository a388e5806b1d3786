"""Another email address in the place of a member's."""

from behave import given, then, when
from behave.runner import Context
from playwright.sync_api import expect

from features.support.email_change.pages import ChangeEmailPage, NewEmailPage, StrangersPage
from features.support.login.http_client import HttpClient
from features.support.login.page import AnyPage
from features.support.login.pages import RegisterPage
from features.support.login.people import ANOTHER, Person
from features.support.mail.links import look_through, use_at_once
from features.support.mail.postbox import Received, box

ASK, CONFIRM = ChangeEmailPage.path, NewEmailPage.path
CHANGED = "Your email address was changed"
LINK = "Confirm your new email address"
#: What the page says that the link leads to.
CHANGE = "The account of {old} will have the address {new} in its place. Everywhere else you will be logged out."
#: What is typed in place of the password, or of an address that can be had.
PASSWORDS = {"no password": "", "a wrong password": "not the password", "a password of 129 letters": "long" * 32 + "!"}
MISTAKES = {
    "nothing": "",
    "no at": "ada",
    "a space in it": "ada@exam ple.com",
    "255 letters": f"{'a' * 243}@example.com",
    "her own": "{own}",
    "her own, in capitals": "{OWN}",
}


def ask(context: Context, person: Person, email: str, password: str | None = None) -> None:
    """Have ``person`` ask for ``email``, with the right password or another."""
    context.old, context.new = person.email, email
    typed = {"New email": email, "Current password": person.password if password is None else password}
    ChangeEmailPage(context.windows.of(person)).open().submit(typed)


def letter(context: Context, subject: str = LINK) -> Received:
    """The last mail of this ``subject`` that the new address has got."""
    found = [one for one in box(context).of(context.new) if one.mail["Subject"] == subject]
    assert found, f"{context.new} has got no mail {subject}: {[one.recipient for one in context.postbox.received]}"
    return found[-1]


def asker(context: Context, person: Person) -> HttpClient:
    """A browser in which ``person`` is logged in, and that is quick to ask often."""
    if "askers" not in context:
        context.askers = {}
    if person.name not in context.askers:
        context.askers[person.name] = HttpClient(context.server.url)
        assert context.askers[person.name].logs_in(person.email, person.password), person
    found: HttpClient = context.askers[person.name]
    return found


@when("{person:Person} wants to have another address")
def step_wants_address(context: Context, person: Person) -> None:
    ChangeEmailPage(context.windows.of(person)).open()


@given("{person:Person} has asked for another address")
@when("{person:Person} asks for another address")
def step_asks(context: Context, person: Person) -> None:
    ask(context, person, f"new.{person.email}")


@when("{person:Person} asks for yet another address")
def step_asks_again(context: Context, person: Person) -> None:
    ask(context, person, f"newer.{person.email}")


@when("{person:Person} asks for another address, giving {password}")
def step_asks_wrongly(context: Context, person: Person, password: str) -> None:
    ask(context, person, f"new.{person.email}", PASSWORDS[password])


@when("{person:Person} asks for an address with a mistake: {mistake}")
def step_asks_for_mistake(context: Context, person: Person, mistake: str) -> None:
    ask(context, person, MISTAKES[mistake].format(own=person.email, OWN=person.email.upper()))


@when('{person:Person} asks for {owner:Person}\'s address, spelled "{mailbox}"')
def step_asks_for_alike(context: Context, person: Person, owner: Person, mailbox: str) -> None:
    ask(context, person, f"{mailbox}.{owner.email.partition('.')[2]}")


@given("{person:Person} has asked {times:d} times for {owner:Person}'s address")
@when("{person:Person} asks {times:d} times for {owner:Person}'s address")
@when("{person:Person} asks {times:d} time for {owner:Person}'s address")
def step_asks_often(context: Context, person: Person, times: int, owner: Person) -> None:
    fields, browser = {"email": owner.email, "current": person.password}, asker(context, person)
    context.hashes_before = len(context.server.hashes())
    context.answers = [browser.post(ASK, fields) for _ in range(times)]


@then("{count:d} of them were answered as usual, and the others told to wait")
def step_some_answered(context: Context, count: int) -> None:
    statuses = [answer.status for answer in context.answers]
    assert statuses == [302] * count + [429] * (len(statuses) - count), statuses


@when("{person:Person} asks for an address that nobody has, and then for {owner:Person}'s")
def step_asks_for_taken(context: Context, person: Person, owner: Person) -> None:
    context.emails, browser = [f"x{owner.email[1:]}", owner.email], asker(context, person)
    context.answers, context.pages = [], []
    for email in context.emails:
        context.answers += [browser.post(ASK, {"email": email, "current": person.password})]
        context.pages += [browser.follow(context.answers[-1])]


@then("{person:Person} gets the same answer each time")
def step_same_answer(context: Context, person: Person) -> None:
    assert "A mail is on its way to the new address" in context.pages[0].text, (person, context.pages[0])
    for answers in (context.answers, context.pages):
        free, taken = (answer.but(email) for answer, email in zip(answers, context.emails, strict=True))
        assert free == taken, (free, taken)


@given('the new address has got the mail "{subject}"')
@then('the new address gets the mail "{subject}"')
def step_new_gets(context: Context, subject: str) -> None:
    context.mail = letter(context, subject)


@then("the new address gets no mail")
def step_new_gets_none(context: Context) -> None:
    assert context.new != context.old, context.new
    assert not box(context).of(context.new), context.postbox.received


@then("nobody gets a mail")
def step_nobody_gets(context: Context) -> None:
    box(context).deliver()
    got = [one for one in context.postbox.received if one.mail["Subject"] in {LINK, CHANGED}]
    assert not got, got


@then('{_person:Person}\'s old address gets the mail "{subject}"')
def step_old_gets(context: Context, _person: Person, subject: str) -> None:
    [context.mail] = [one for one in box(context).of(context.old) if one.mail["Subject"] == subject]


@then("it has no link, and does not name the new address")
def step_tells_no_more(context: Context) -> None:
    for part in (context.mail.text, context.mail.html):
        assert "http" not in part, part
        assert context.new.partition("@")[0] not in part, part


@when("{person:Person} opens the link that was mailed to the new address")
def step_opens(context: Context, person: Person) -> None:
    person.link = letter(context).link
    AnyPage(context.windows.of(person)).visit(person.link)


@when("{person:Person} opens the link that was mailed to the new address, cut short")
def step_opens_short(context: Context, person: Person) -> None:
    AnyPage(context.windows.of(person)).visit(letter(context).link[:-3])


@when("{person:Person} opens the link that was mailed to the new address on another computer")
def step_opens_elsewhere(context: Context, person: Person) -> None:
    AnyPage(context.windows.of(person, ANOTHER)).visit(letter(context).link)


@when("a program that looks through mail opens the link {times:d} times")
def step_looked_through(context: Context, times: int) -> None:
    look_through(context.server.url, letter(context), CONFIRM, times)


@when("{person:Person} confirms the new address")
def step_confirms(context: Context, person: Person) -> None:
    NewEmailPage(context.windows.of(person)).submit({})
    person.email = context.new


@when("{owner:Person}'s link is opened in another tab of {person:Person}'s browser")
def step_opened_in_tab(context: Context, owner: Person, person: Person) -> None:
    [sent] = box(context).of(f"new.{owner.email}")
    tab = AnyPage(context.windows.of(person).context.new_page())
    tab.visit(sent.link)
    tab.expect_text(sent.recipient)


@when("{person:Person} tries to confirm the new address")
def step_tries_to_confirm(context: Context, person: Person) -> None:
    NewEmailPage(context.windows.of(person)).submit({})


@when("{person:Person} confirms the new address there with her password")
def step_confirms_elsewhere(context: Context, person: Person) -> None:
    StrangersPage(context.windows.of(person, ANOTHER)).submit({"Current password": person.password})
    person.email = context.new


@when("{person:Person} tries to confirm the new address there with {password}")
def step_tries_elsewhere(context: Context, person: Person, password: str) -> None:
    StrangersPage(context.windows.of(person, ANOTHER)).submit({"Current password": PASSWORDS[password]})


@when("{person:Person} opens {owner:Person}'s link, and confirms it with {giver:Person}'s password")
def step_other_confirms(context: Context, person: Person, owner: Person, giver: Person) -> None:
    page = StrangersPage(context.windows.of(person))
    page.visit(letter(context).link)
    page.submit({"Current password": giver.password})
    assert owner.email == context.old, owner


@when("a form without its token confirms {person:Person}'s new address")
def step_confirms_without_token(context: Context, person: Person) -> None:
    by_our_own_page = {"Sec-Fetch-Site": "same-origin"}
    request = context.windows.of(person).request
    context.response = request.post(CONFIRM, form={"email": context.new}, headers=by_our_own_page)


@given("{person:Person} has come to have another address")
@when("{person:Person} comes to have another address")
def step_comes_to_have(context: Context, person: Person) -> None:
    ask(context, person, f"new.{person.email}")
    person.link, page = letter(context).link, NewEmailPage(context.windows.of(person))
    page.visit(person.link)
    page.submit({})
    person.email = context.new


@when("{person:Person} opens an account for the address that {other:Person} has asked for")
def step_registers_for_it(context: Context, person: Person, other: Person) -> None:
    assert context.old == other.email, other
    person.email = context.new
    RegisterPage(context.windows.of(person)).open().submit(person.typing())


@then("{person:Person} reads that the new address takes the place of her old one, and is asked for nothing")
def step_reads_both(context: Context, person: Person) -> None:
    page = NewEmailPage(context.windows.of(person))
    page.expect_open()
    page.expect_asks_for([])
    expect(page.form.get_by_text(CHANGE.format(old=context.old, new=context.new))).to_be_visible()


@then("{person:Person} is asked there for her password, to have the new address in the place of her old one")
def step_asked_elsewhere(context: Context, person: Person) -> None:
    page = StrangersPage(context.windows.of(person, ANOTHER))
    page.expect_asks_for(["Current password"])
    page.expect_username(person.email)
    expect(page.form.get_by_text(CHANGE.format(old=context.old, new=context.new))).to_be_visible()


@then("{person:Person} is not asked to confirm anything")
def step_not_asked(context: Context, person: Person) -> None:
    page = AnyPage(context.windows.of(person))
    expect(page.page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.page.get_by_role("button", name=NewEmailPage.button)).to_have_count(0)


@then('{person:Person} is told there "{sentence}"')
def step_told_there(context: Context, person: Person, sentence: str) -> None:
    page = AnyPage(context.windows.of(person, ANOTHER))
    expect(page.message(sentence).or_(page.text(sentence))).to_be_visible()


@then('{person:Person} is told there "{sentence}", and nothing else')
def step_told_that_there(context: Context, person: Person, sentence: str) -> None:
    AnyPage(context.windows.of(person, ANOTHER)).expect_told(sentence, "success")


@then("{person:Person}'s new address opens her account, and her old one does not")
def step_new_opens(context: Context, person: Person) -> None:
    assert HttpClient(context.server.url).logs_in(context.new, person.password), context.new
    assert not HttpClient(context.server.url).logs_in(context.old, person.password), context.old


@then("{person:Person} still has her old address, and no other")
def step_old_opens(context: Context, person: Person) -> None:
    assert HttpClient(context.server.url).logs_in(context.old, person.password), context.old
    assert not HttpClient(context.server.url).logs_in(context.new, person.password), context.new


@when("two browsers confirm {person:Person}'s new address at the same moment")
def step_confirm_at_once(context: Context, person: Person) -> None:
    forms = [{"current": person.password}] * 2
    context.answers = use_at_once(context.server.url, letter(context), CONFIRM, forms)


@then("one of them has changed {person:Person}'s address, and the other nothing")
def step_one_changed(context: Context, person: Person) -> None:
    found = sorted((answer.status, answer.headers.get("Location", "")) for answer in context.answers)
    assert (302, "/login") in found, found
    assert (set(found) - {(302, "/login")}) <= {(302, ASK), (409, "")}, found
    assert len(set(found)) == 2, found
    assert HttpClient(context.server.url).logs_in(context.new, person.password), context.new
    assert [one.mail["Subject"] for one in box(context).of(context.old)].count(CHANGED) == 1, context.postbox.received
