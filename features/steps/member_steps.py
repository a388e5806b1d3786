"""What a member does about their own account: logins, password, the way out."""

from behave import given, then, when
from behave.runner import Context
from playwright.sync_api import expect

from features.support.latchkey.cookies import only_cookie, set_session_cookie
from features.support.login.http_client import HttpClient
from features.support.login.pages import AccountPage, ConfirmPage, DeletePage, PasswordPage
from features.support.login.password_fields import PasswordFields
from features.support.login.people import MISTAKES, Person


@then('{person:Person} reads of {count:d} logins, one of them this device and one with "{browser}" on "{system}"')
def step_reads_logins(context: Context, person: Person, count: int, browser: str, system: str) -> None:
    logins = AccountPage(context.windows.of(person)).logins
    expect(logins).to_have_count(count)
    expect(logins.filter(has_text=f"{browser} on {system}")).to_have_count(1)
    expect(logins.filter(has_text="This device")).to_have_count(1)


@then("{person:Person} reads of {count:d} login, this one")
def step_reads_of_login(context: Context, person: Person, count: int) -> None:
    logins = AccountPage(context.windows.of(person)).logins
    expect(logins).to_have_count(count)
    expect(logins).to_contain_text(["This device"])


@when("{person:Person} ends her other session")
def step_ends_other(context: Context, person: Person) -> None:
    AccountPage(context.windows.of(person)).open().end_other()


@when("{person:Person} ends her other session, and gives her password")
def step_ends_other_and_confirms(context: Context, person: Person) -> None:
    page = context.windows.of(person)
    AccountPage(page).open().end_other()
    ConfirmPage(page).submit({"Current password": person.password})
    AccountPage(page).expect_open()


@when("{person:Person} ends her other session, and gives a wrong password")
def step_ends_other_and_mistypes(context: Context, person: Person) -> None:
    page = context.windows.of(person)
    AccountPage(page).open().end_other()
    ConfirmPage(page).submit(MISTAKES["the wrong current password"])


@when("{person:Person} logs out everywhere else")
def step_ends_others(context: Context, person: Person) -> None:
    AccountPage(context.windows.of(person)).open().end_others()


@when("{person:Person} sends {owner:Person}'s session number to be ended")
def step_ends_foreign(context: Context, person: Person, owner: Person) -> None:
    [login] = context.data.login_sessions(owner)
    page = context.windows.of(person)
    form = {"csrf_token": AccountPage(page).open().token()}
    by_our_own_page = {"Sec-Fetch-Site": "same-origin"}
    context.response = page.request.post(f"/account/sessions/{login.id}/end", form=form, headers=by_our_own_page)


@then('the answer to {_person:Person} says "{sentence}"')
def step_reads_answer(context: Context, _person: Person, sentence: str) -> None:
    assert sentence in context.response.text(), context.response.text()


@then("{person:Person} is offered to log out everywhere else")
def step_offered_way_out_elsewhere(context: Context, person: Person) -> None:
    expect(AccountPage(context.windows.of(person)).way_out_elsewhere).to_be_visible()


@then("{person:Person} is not offered to log out everywhere else")
def step_not_offered_way_out_elsewhere(context: Context, person: Person) -> None:
    page = AccountPage(context.windows.of(person))
    expect(page.logins).to_have_count(1)
    expect(page.way_out_elsewhere).to_have_count(0)


@when("{person:Person} gives her password again")
def step_gives_password(context: Context, person: Person) -> None:
    page = context.windows.of(person)
    ConfirmPage(page).open().submit({"Current password": person.password})
    AccountPage(page).expect_open()


@when("{person:Person} gives her password again with a double click")
def step_gives_password_twice(context: Context, person: Person) -> None:
    page = ConfirmPage(context.windows.of(person)).open()
    page.fill({"Current password": person.password}).send_twice()


@when("{person:Person} changes her password with a double click")
def step_changes_password_twice(context: Context, person: Person) -> None:
    page = PasswordPage(context.windows.of(person)).open()
    page.fill(person.changing()).send_twice()


@when("{person:Person} gives her password again while another page of hers is on its way")
def step_gives_password_meanwhile(context: Context, person: Person) -> None:
    page = context.windows.of(person)
    late = HttpClient(context.server.url)
    late.cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    ConfirmPage(page).open().submit({"Current password": person.password})
    before = dict(late.cookies)
    answer = late.send("GET", "/account")
    assert answer.status == 302, answer
    if late.cookies != before:  # as the browser takes whatever cookie comes last
        set_session_cookie(page, late.cookies[only_cookie(page)["name"]])


@given("{person:Person} has a new password half written")
def step_password_half_written(context: Context, person: Person) -> None:
    person.unsent = PasswordPage(context.windows.of(person)).open().fill(person.changing())


@when("{person:Person} changes her password")
def step_changes_password(context: Context, person: Person) -> None:
    typing = person.changing()
    PasswordPage(context.windows.of(person)).open().submit(typing)
    person.password = typing["Password"]


@when("{person:Person} tries to change her password with {mistake}")
def step_changes_password_wrongly(context: Context, person: Person, mistake: str) -> None:
    PasswordPage(context.windows.of(person)).open().submit(person.changing(mistake))


@then("{person:Person}'s new password works, and her old one does not")
def step_new_password_works(context: Context, person: Person) -> None:
    assert person.password != person.first_password, person
    assert HttpClient(context.server.url).logs_in(person.email, person.password), person.password
    assert not HttpClient(context.server.url).logs_in(person.email, person.first_password), person.first_password


@then("{person:Person}'s old password still works, and the new one does not")
def step_old_password_works(context: Context, person: Person) -> None:
    new = {person.typed["Password"], person.typed["Confirm password"]} - {person.first_password}
    assert HttpClient(context.server.url).logs_in(person.email, person.first_password), person.first_password
    assert not [one for one in new if HttpClient(context.server.url).logs_in(person.email, one)], new


@when("{person:Person} wants to change her password")
def step_wants_to_change_password(context: Context, person: Person) -> None:
    PasswordPage(context.windows.of(person)).open()


@when("{person:Person} wants to delete her account")
def step_wants_to_delete(context: Context, person: Person) -> None:
    DeletePage(context.windows.of(person)).open()


@when("{person:Person} deletes her account")
def step_deletes_account(context: Context, person: Person) -> None:
    DeletePage(context.windows.of(person)).open().submit({"Current password": person.password})


@when("{person:Person} tries to delete her account with the wrong password")
def step_deletes_account_wrongly(context: Context, person: Person) -> None:
    DeletePage(context.windows.of(person)).open().submit(MISTAKES["the wrong current password"])


@given("{person:Person} has an account whose hash is cheaper")
def step_has_cheaper_hash(context: Context, person: Person) -> None:
    with context.server.configured(PASSWORD_HASH_METHOD="scrypt:128:8:2"):
        context.data.register(person)


@then("{person:Person}'s hash was renewed")
def step_hash_renewed(context: Context, person: Person) -> None:
    [user] = context.data.stored(person.email)
    assert user.password_hash.startswith("scrypt:128:8:1$"), user.password_hash


@then("{person:Person}'s password was hashed by scrypt with N {n:d}, r {r:d} and p {p:d}")
def step_hash_cost(context: Context, person: Person, n: int, r: int, p: int) -> None:
    [user] = context.data.stored(person.email)
    assert user.password_hash.startswith(f"scrypt:{n}:{r}:{p}$"), user.password_hash
    assert context.server.hashes()[-1] == {"n": n, "r": r, "p": p}, context.server.hashes()[-1]


@when("{person:Person} pastes every password there, and sends them with nothing else right")
def step_pastes_passwords(context: Context, person: Person) -> None:
    page = PasswordFields(context.windows.of(person))
    context.pasted = page.paste_passwords("pasted, not typed")
    page.send()


@then("{person:Person} is shown no password, and none came back")
def step_passwords_hidden(context: Context, person: Person) -> None:
    assert set(context.pasted) == {"pasted, not typed"}, context.pasted
    PasswordFields(context.windows.of(person)).expect_no_password(context.pasted)
