"""A forgotten password, and a new one in its place."""

import secrets

from behave import given, then, when
from behave.runner import Context
from playwright.sync_api import expect

from features.support.login.http_client import HttpClient, at_once
from features.support.login.people import ANOTHER, Person, twice
from features.support.mail.links import look_through, use_at_once
from features.support.mail.pages import ForgottenPage, NewPasswordPage
from features.support.mail.postbox import box, mailed

FORGOTTEN, CHOOSE = "/recovery", "/recovery/password"
SUBJECT = "Choose a new password"
#: What a mailed link may be that was not copied as it is.
SPOILT = {
    "cut short": lambda link: link[:-3],
    "with another letter in its signature": lambda link: link[:-2] + ("A" if link[-2] != "A" else "B") + link[-1],
    "of another kind": lambda link: link.replace("/recovery.", "/confirmation."),
    "of another nonce": lambda link: link.replace("/recovery.", "/recovery.0"),
    "with nothing signed": lambda link: link.rpartition("/")[0] + "/none",
}


@given("{person:Person} has said that she has forgotten her password")
@when("{person:Person} says that she has forgotten her password")
def step_forgot(context: Context, person: Person) -> None:
    ForgottenPage(context.windows.of(person)).open().submit({"Email": person.email})


@when('{person:Person} follows "{words}"')
def step_follows(context: Context, person: Person, words: str) -> None:
    context.windows.of(person).get_by_role("link", name=words, exact=True).click()


@when('{person:Person} says that the password for "{email}" is forgotten')
def step_forgot_for(context: Context, person: Person, email: str) -> None:
    ForgottenPage(context.windows.of(person)).open().submit({"Email": email})


@when('{person:Person} says that the password for {owner:Person}\'s address is forgotten, spelled "{mailbox}"')
def step_forgot_alike(context: Context, person: Person, owner: Person, mailbox: str) -> None:
    email = f"{mailbox}.{owner.email.partition('.')[2]}"
    ForgottenPage(context.windows.of(person)).open().submit({"Email": email})


@when("{person:Person} uses {owner:Person}'s link, and chooses a new password for her")
def step_uses_link_of(context: Context, person: Person, owner: Person) -> None:
    window = context.windows.of(person)
    window.goto(mailed(context, owner).link)
    owner.password = f"{owner.name} has a new one"
    NewPasswordPage(window).submit(twice(owner.password))


@when("a stranger says that {person:Person} has forgotten her password, and that the site is {host}")
def step_stranger_forgets_for(context: Context, person: Person, host: str) -> None:
    names = {"Host": host, "X-Forwarded-Host": host, "Forwarded": f"host={host}"}
    context.answer = HttpClient(context.server.url, names).post(FORGOTTEN, {"email": person.email})


@given("strangers have said {times:d} times that {person:Person} has forgotten her password")
@when("strangers say {times:d} times that {person:Person} has forgotten her password")
@when("strangers say {times:d} time that {person:Person} has forgotten her password")
def step_strangers_forget(context: Context, times: int, person: Person) -> None:
    emails = [person.email[:number].upper() + person.email[number:] for number in range(times)]
    context.answers = [HttpClient(context.server.url).post(FORGOTTEN, {"email": email}) for email in emails]


@when("strangers say {times:d} times that somebody unknown has forgotten a password")
def step_strangers_forget_unknown(context: Context, times: int) -> None:
    form = {"email": f"unknown.{secrets.token_hex(4)}@example.com"}
    context.answers = [HttpClient(context.server.url).post(FORGOTTEN, form) for _ in range(times)]


@when("a stranger says that {count:d} person has forgotten the password")
@when("a stranger says that {count:d} people have forgotten their passwords")
def step_stranger_forgets_for_many(context: Context, count: int) -> None:
    forms = [{"email": f"unknown.{secrets.token_hex(4)}@example.com"} for _ in range(count)]
    context.answers = [HttpClient(context.server.url).post(FORGOTTEN, form) for form in forms]


@when("{times:d} strangers say at once that {person:Person} has forgotten her password")
def step_strangers_forget_at_once(context: Context, times: int, person: Person) -> None:
    strangers = [HttpClient(context.server.url) for _ in range(times)]
    context.answers = at_once(strangers, FORGOTTEN, [{"email": person.email}] * times)


@then("{count:d} of them was told that a mail is on its way, and the others to wait")
@then("{count:d} of them were told that a mail is on its way, and the others to wait")
def step_some_told(context: Context, count: int) -> None:
    statuses = sorted(answer.status for answer in context.answers)
    assert statuses == [302] * count + [429] * (len(statuses) - count), statuses


@when("a stranger says that {person:Person}, {other:Person} and somebody unknown have forgotten their passwords")
def step_stranger_forgets_for_all(context: Context, person: Person, other: Person) -> None:
    context.emails = [person.email, other.email, f"x{person.email[1:]}"]
    context.strangers = [HttpClient(context.server.url) for _ in context.emails]
    context.answers = [
        stranger.post(FORGOTTEN, {"email": email})
        for stranger, email in zip(context.strangers, context.emails, strict=True)
    ]


@then("neither of the others gets that mail")
def step_others_get_no_mail(context: Context) -> None:
    [_known, *others] = context.emails
    told = [one.recipient for email in others for one in box(context).of(email) if one.mail["Subject"] == SUBJECT]
    assert not told, told


@then('nobody whose address looks like {person:Person}\'s gets the mail "{subject}"')
def step_nobody_alike_gets_mail(context: Context, person: Person, subject: str) -> None:
    box(context).deliver()
    ending = person.email.partition(".")[2]
    got = [one.recipient for one in context.postbox.received if one.mail["Subject"] == subject]
    assert not [email for email in got if email.endswith(ending)], got


@then("the stranger gets the same answer each time")
def step_same_answers(context: Context) -> None:
    first, *others = [answer.but(email) for answer, email in zip(context.answers, context.emails, strict=True)]
    assert [first] * 2 == others, (first, others)
    pages = [stranger.follow(answer) for stranger, answer in zip(context.strangers, context.answers, strict=True)]
    first, *others = [page.but(email) for page, email in zip(pages, context.emails, strict=True)]
    assert [first] * 2 == others, (first, others)
    assert "a mail is on its way to it" in first.text, first


@when("{person:Person} chooses a new password")
def step_chooses(context: Context, person: Person) -> None:
    typing = twice(f"{person.name} has a new one")
    NewPasswordPage(context.windows.of(person)).submit(typing)
    person.password = typing["Password"]


@when("{person:Person} chooses a new password there")
def step_chooses_elsewhere(context: Context, person: Person) -> None:
    typing = twice(f"{person.name} has a new one")
    NewPasswordPage(context.windows.of(person, ANOTHER)).submit(typing)
    person.password = typing["Password"]


@when("a form without its token chooses a new password for {person:Person}")
def step_chooses_without_token(context: Context, person: Person) -> None:
    by_our_own_page = {"Sec-Fetch-Site": "same-origin"}
    form = {"password": f"{person.name} has a new one", "confirm": f"{person.name} has a new one"}
    context.response = context.windows.of(person).request.post(CHOOSE, form=form, headers=by_our_own_page)


@when("{person:Person} chooses her email as the new password")
def step_chooses_email(context: Context, person: Person) -> None:
    NewPasswordPage(context.windows.of(person)).submit(twice(person.email))


@when("{person:Person} tries to choose {mistake}")
def step_chooses_wrongly(context: Context, person: Person, mistake: str) -> None:
    NewPasswordPage(context.windows.of(person)).submit(person.changing(mistake))


@then("{person:Person} is asked for a new password, for her account and no other")
def step_asked_for_new(context: Context, person: Person) -> None:
    NewPasswordPage(context.windows.of(person)).expect_for(person.email)


@then("there {person:Person} reads that she will be logged out everywhere")
def step_reads_of_logout(context: Context, person: Person) -> None:
    expect(NewPasswordPage(context.windows.of(person)).form).to_contain_text("You will be logged out everywhere.")


@then("{person:Person} is not asked for a new password")
def step_not_asked_for_new(context: Context, person: Person) -> None:
    ForgottenPage(context.windows.of(person)).expect_open()


@then("{person:Person}'s old password still works")
def step_old_still_works(context: Context, person: Person) -> None:
    assert HttpClient(context.server.url).logs_in(person.email, person.first_password), person.first_password


@when("a program that looks through {person:Person}'s mail opens its link {times:d} times")
def step_scanned(context: Context, person: Person, times: int) -> None:
    look_through(context.server.url, mailed(context, person), CHOOSE, times)


@when("two browsers use {person:Person}'s link at the same moment")
def step_used_at_once(context: Context, person: Person) -> None:
    context.new_passwords = [f"{person.name} has new {number}" for number in range(2)]
    forms = [{"password": new, "confirm": new} for new in context.new_passwords]
    context.answers = use_at_once(context.server.url, mailed(context, person), CHOOSE, forms)


@then("one of them has changed {person:Person}'s password, and the other nothing")
def step_one_has_changed(context: Context, person: Person) -> None:
    works = [HttpClient(context.server.url).logs_in(person.email, new) for new in context.new_passwords]
    assert sorted(works) == [False, True], (works, context.answers)
    lost, won = (context.answers[works.index(worked)] for worked in (False, True))
    assert (won.status, won.headers.get("Location")) == (302, "/login"), won
    assert lost.status == 409 or (lost.status, lost.headers.get("Location")) == (302, FORGOTTEN), lost


@when("{person:Person} opens the link that was mailed to her, {spoilt}")
def step_opens_spoilt(context: Context, person: Person, spoilt: str) -> None:
    page = context.windows.of(person)
    page.goto(SPOILT[spoilt](mailed(context, person).link))


@then("neither the address nor the page has the link in it, and nobody else is told of it")
def step_link_not_left(context: Context) -> None:
    page = context.windows.latest
    token = context.mail.link.rpartition("/")[2]
    assert token not in page.url, page.url
    assert token not in page.content(), page.url
    assert page.evaluate("document.referrer") == "", page.evaluate("document.referrer")
    history = page.evaluate("performance.getEntries().map((one) => one.name).join()")
    assert token not in history, history


@then("no line of the log has it")
def step_link_not_logged(context: Context) -> None:
    assert any("event=recovery" in line for line in context.log.lines), context.log.lines
    kind, nonce, signature = context.mail.link.rpartition("/")[2].split(".")
    assert kind == "recovery", context.mail.link
    assert not [line for line in context.log.lines if nonce in line or signature in line], context.log.lines
