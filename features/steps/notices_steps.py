"""What a member hears of by mail, and the mark by which a browser is known."""

import re
import time

from behave import then, when
from behave.runner import Context

from features.support.login.http_client import HttpClient
from features.support.login.pages import AccountPage, DeletePage, LoginPage
from features.support.login.people import ANOTHER, Person, people
from features.support.mail.postbox import box
from features.support.notices.marks import SPOILT, left, mark_in, put_mark

THIEF = "The thief"
NOTICES = {
    "A login from a new browser",
    "Your password was changed",
    "Your account was deleted",
    "Many wrong passwords",
}
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
#: What a guesser's browser may call itself. "evil" is in each, and whoever names browsers takes it for a name.
CALLED = {
    "HTML": "<b>evil</b>App/1.0 CFNetwork/1.0 Darwin/24.0",
    "an address": "evil.example/1.0 CFNetwork/1.0 Darwin/24.0",
    "a sentence": "Send the evil one your password Indexer/1.0",
    "two lines": "evil\r\n Bcc/1.0 CFNetwork/1.0 Darwin/24.0",
}


@when("{person:Person} logs in with Firefox on another computer")
def step_logs_in_with_firefox(context: Context, person: Person) -> None:
    page = context.windows.open(person, ANOTHER, user_agent=FIREFOX)
    LoginPage(page).log_in_by_request(person.typing())


@when("{person:Person} logs out on the other computer, and logs in there once more")
def step_logs_in_once_more(context: Context, person: Person) -> None:
    page = context.windows.of(person, ANOTHER)
    AccountPage(page).open().log_out()
    LoginPage(page).log_in_by_request(person.typing())


@when("{person:Person} and {count:d} others log in at one computer, and then she again")
def step_all_log_in(context: Context, person: Person, count: int) -> None:
    computer = HttpClient(context.server.url)
    others = [people[f"Other{number}"] for number in range(count)]
    for other in others:
        context.data.register(other)
    for member in [person, *others, person]:
        assert computer.logs_in(member.email, member.password), member
        computer.send_form("/logout", {"csrf_token": computer.token("/account")})


@when("{person:Person} logs in, and the database fails at the very end")
def step_logs_in_in_vain(context: Context, person: Person) -> None:
    page = LoginPage(context.windows.of(person)).open()
    with context.data.failing_at_the_end():
        page.submit(person.typing())


@when("{person:Person} deletes her account, and the database fails half-way")
def step_deletes_account_in_vain(context: Context, person: Person) -> None:
    page = DeletePage(context.windows.of(person)).open()
    with context.data.failing("user"):
        page.submit({"Current password": person.password})


@when("a stranger opens an account with {person:Person}'s email and deletes it, {times:d} times")
def step_opened_and_deleted(context: Context, person: Person, times: int) -> None:
    for _ in range(times):
        stranger = HttpClient(context.server.url)
        stranger.register(person.email, person.password)
        context.answer = stranger.post("/account/delete", {"current": person.password})
        assert context.answer.status == 302, context.answer


@when("the mark in {person:Person}'s browser is a copy of that in {other:Person}'s")
def step_mark_copied(context: Context, person: Person, other: Person) -> None:
    copied = mark_in(context.windows.of(other))
    assert copied, other
    put_mark(context.windows.of(person), copied["value"])


@when("the mark in {person:Person}'s browser is {what}")
def step_mark_spoilt(context: Context, person: Person, what: str) -> None:
    mark = mark_in(context.windows.of(person))
    assert mark, person
    put_mark(context.windows.of(person), SPOILT[what](mark["value"], context.data.user_id(person)))


@when("a thief has copied the mark in {person:Person}'s browser, and nothing else")
def step_mark_stolen(context: Context, person: Person) -> None:
    mark = mark_in(context.windows.of(person))
    context.windows.of(people[THIEF]).context.add_cookies([mark])


@then("{person:Person}'s browser bears no mark")
def step_no_mark(context: Context, person: Person) -> None:
    mark = mark_in(context.windows.of(person))
    assert not mark, mark


@then('the mark that the stranger is left is "{said}", and no more')
def step_mark_attributes(context: Context, said: str) -> None:
    [mark] = left(context.answer)
    value, *attributes = mark.split("; ")
    assert len(value) < 4096, mark
    assert {one for one in attributes if not one.startswith("Expires=")} == set(said.split("; ")), mark


@when("a stranger logs in and out {times:d} times with {person:Person}'s password")
def step_stranger_in_and_out(context: Context, times: int, person: Person) -> None:
    stranger = HttpClient(context.server.url)
    context.answers = []
    for _ in range(times):
        context.answers += [stranger.log_in(person.email, person.password), stranger.send("GET", "/account")]
        context.answers.append(stranger.send_form("/logout", {"csrf_token": stranger.token("/account")}))


@when("strangers log in {times:d} times with {person:Person}'s password, each from a new browser")
def step_strangers_log_in(context: Context, times: int, person: Person) -> None:
    for _ in range(times):
        assert HttpClient(context.server.url).logs_in(person.email, person.password)


@then("the stranger was left a mark {times:d} time")
def step_left_mark(context: Context, times: int) -> None:
    marks = [mark for answer in context.answers for mark in left(answer)]
    assert len(marks) == times, marks


@then("it has nothing to follow")
def step_nothing_to_follow(context: Context) -> None:
    for part in (context.mail.text, context.mail.html):
        assert not re.search(r"://|href|src=|www", part), part


@when("a guesser tries {times:d} wrong passwords for {person:Person}, and as many for an email that nobody has")
def step_guesses_known_and_unknown(context: Context, times: int, person: Person) -> None:
    context.emails = [person.email, f"x{person.email[1:]}"]
    guesser = HttpClient(context.server.url)
    context.answers = [[guesser.log_in(email, "a guess") for _ in range(times)][-1] for email in context.emails]


@then("both are refused in the same words")
def step_both_refused(context: Context) -> None:
    known, unknown = (answer.but(email) for answer, email in zip(context.answers, context.emails, strict=True))
    assert (known.status, known.text) == (unknown.status, unknown.text), (known, unknown)
    assert known.status == 429, known
    assert known.headers.keys() == unknown.headers.keys(), (known, unknown)


@then("{person:Person} gets no notice")
def step_gets_no_notice(context: Context, person: Person) -> None:
    got = [one.mail["Subject"] for one in box(context).of(person.email)]
    assert not NOTICES.intersection(got), got


@then("nobody else gets any mail")
def step_nobody_else(context: Context) -> None:
    got = {one.recipient for one in box(context).received}
    assert got == {context.emails[0]}, got


@when("a guesser tries {times:d} wrong passwords for {person:Person}, and the database takes no mail")
def step_guesses_without_database(context: Context, times: int, person: Person) -> None:
    context.guessing_since = time.monotonic()
    guesser = HttpClient(context.server.url)
    with context.data.failing("mail"):
        context.answers = [guesser.log_in(person.email, "a guess") for _ in range(times)]
    context.answer = context.answers[-1]


@when("a guesser whose browser calls itself {name} tries {times:d} wrong passwords for {person:Person}")
def step_guesses_by_name(context: Context, name: str, times: int, person: Person) -> None:
    guesser = HttpClient(context.server.url, {"User-Agent": CALLED[name]})
    answers = [guesser.log_in(person.email, "a guess") for _ in range(times)]
    assert answers[-1].status == 429, answers


@then("nothing in it is the guesser's")
def step_nothing_of_guesser(context: Context) -> None:
    assert "evil" not in context.mail.mail.as_string(), context.mail.mail.as_string()
    for part in (context.mail.text, context.mail.html):
        assert "evil" not in part, part
