"""What every answer carries, and which places ask who is there."""

from unittest.mock import patch

from behave import given, then, when
from behave.runner import Context

from features.support.latchkey.cookies import FORGERIES, login_cookie, session_cookie, set_session_cookie
from features.support.latchkey.expected_headers import PROTECTION, unexpected
from features.support.latchkey.payloads import ANSWERS, URLENCODED
from features.support.login.http_client import HttpClient
from features.support.login.page import AnyPage
from features.support.login.pages import AccountPage
from features.support.login.people import Person
from features.support.login.site import site

#: How a browser says which page has sent a form: this site's, another's, or it says nothing, as older ones do.
SENDERS = {
    "our own page": {"Sec-Fetch-Site": "same-origin"},
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "nobody knows who": {},
}
#: How a cookie's name begins that a browser takes from this host alone, over TLS, and for all of it (RFC 6265bis).
HOST = "__Host-"
#: What answers with a page where a style sheet was asked for: its path, and headers.
ABOUT_FILES = {
    "a style sheet that is not there": ("/static/nope.css", {}),
    "a part that a style sheet has not": ("/static/latchkey.css", {"Range": "bytes=99999999-"}),
}


def senders(having: str) -> list[dict[str, str]]:
    """How a form says who sends it: in every way where it comes without its token, as a browser does ``having`` it."""
    return [SENDERS["our own page"]] if having == "with" else list(SENDERS.values())


def broken() -> None:
    """A view that no longer works."""
    raise ZeroDivisionError("the works")


@when("a stranger gets {answer} ({status:d})")
def step_gets_answer(context: Context, answer: str, status: int) -> None:
    stranger = HttpClient(context.server.url)
    for _ in range(6 if status == 429 else 1):
        context.answer = ANSWERS[answer](stranger)
    assert context.answer.status == status, context.answer


@given("the server makes a mistake at its first page")
def step_makes_mistake(context: Context) -> None:
    mistaken = patch.dict(context.server.app.view_functions, {"users.home": broken})
    mistaken.start()
    context.add_cleanup(mistaken.stop)


@given("the first page forbids every script")
def step_page_stricter(context: Context) -> None:
    stricter = {"users.home": lambda: ("Nothing runs here.", {"Content-Security-Policy": "script-src 'none'"})}
    change = patch.dict(context.server.app.view_functions, stricter)
    change.start()
    context.add_cleanup(change.stop)


@then("it forbids every script, and what every page forbids")
def step_both_policies(context: Context) -> None:
    policies = context.answer.policies
    assert policies[0] == "script-src 'none'", policies
    assert len(policies) == 2, policies
    assert policies[1] == PROTECTION["Content-Security-Policy"], policies


@then("it has these headers, each with at least what stands here:")
def step_has_headers(context: Context) -> None:
    assert context.table, "the table of headers is missing"
    for name, said in context.table.rows:
        given = set(context.answer.headers.get(name, "").split("; "))
        assert given >= set(said.split("; ")), f"{name}: {context.answer.headers.get(name)}"


@then("none of its headers allows scripts in the page, or other origins to read it")
def step_allows_nothing(context: Context) -> None:
    assert "unsafe" not in context.answer.headers["Content-Security-Policy"], context.answer.headers
    assert "Access-Control-Allow-Origin" not in context.answer.headers, context.answer.headers


@then("it has exactly the headers of {kind}")
def step_exact_headers(context: Context, kind: str) -> None:
    wrong = unexpected(kind, context.answer.status, context.answer.pairs)
    assert not wrong, wrong


@then("every page has exactly the headers of a page, for {person:Person}, and every file those of a file")
def step_every_page_exact(context: Context, person: Person) -> None:
    ask = context.windows.of(person).request.get
    kinds = [("a page", path) for path in context.data.pages(person)]
    kinds += [("a file", path) for path in context.server.routes.files()]
    assert kinds[-1][0] == "a file", "no file is served"
    for kind, path in kinds:
        answer = ask(path, max_redirects=0)
        pairs = [(header["name"], header["value"]) for header in answer.headers_array]
        assert not unexpected(kind, answer.status, pairs), (path, unexpected(kind, answer.status, pairs))


@then('it says "{sentence}" and nothing of the works')
def step_says_nothing(context: Context, sentence: str) -> None:
    assert sentence in context.answer.text, context.answer.text
    shown = [word for word in ("the works", "ZeroDivision", "Traceback") if word in context.answer.text]
    assert not shown, context.answer.text


@then("{person:Person}'s cookie has these attributes, and under 4096 bytes:")
def step_cookie_attributes(context: Context, person: Person) -> None:
    page = context.windows.of(person)
    cookie = login_cookie(page, context.server.url, person.email)
    assert len(f"{cookie['name']}={cookie['value']}") < 4096, cookie
    assert context.table, "the table of attributes is missing"
    for attribute, value in context.table.rows:
        told = str(dict(cookie)[attribute])
        another = attribute == "name" and not site.is_own  # a browser looks at its beginning alone
        assert told.startswith(HOST) if another else told == value, f"{attribute} is {told}"
    # Chromium takes a cookie without SameSite for Lax; other browsers do not.
    answer = HttpClient(context.server.url).log_in(person.email, person.password)
    set_by = [said for name, said in answer.pairs if name == "Set-Cookie" and said.startswith(f"{cookie['name']}=")]
    assert set_by, answer
    assert {"SameSite=Lax", "HttpOnly", "Secure", "Path=/"} <= set(set_by[-1].split("; ")), set_by


@then("{person:Person}'s token is on none of her pages")
def step_token_unseen(context: Context, person: Person) -> None:
    page = AnyPage(context.windows.of(person))
    token = context.server.decode(session_cookie(page.page))["payload"]["_user_id"]
    for path in page.each(context.data.pages(person)):
        page.expect_member(person.email)
        assert token not in page.page.content(), path


@then("no page of {person:Person}'s may be kept, and a style sheet may")
def step_not_kept(context: Context, person: Person) -> None:
    ask = context.windows.of(person).request.get
    for path in context.data.pages(person):
        headers = ask(path, max_redirects=0).headers
        assert headers["cache-control"] == "no-store", (path, headers)
        assert "Cookie" in headers["vary"].split(", "), (path, headers)
    sheet = ask("/static/latchkey.css").headers
    assert "max-age=3600" in sheet["cache-control"], sheet
    assert "vary" not in sheet, sheet


@when("{person:Person}'s browser asks for {what}")
def step_asks_for(context: Context, person: Person, what: str) -> None:
    path, headers = ABOUT_FILES[what]
    context.response = context.windows.of(person).request.get(path, headers=headers)


@then("{person:Person}'s email is on the page that it gets, which nobody may keep")
def step_page_not_kept(context: Context, person: Person) -> None:
    headers = context.response.headers
    assert person.email in context.response.text(), context.response.text()
    assert headers.get("cache-control") == "no-store", headers
    assert "Cookie" in headers.get("vary", "").split(", "), headers


@then("a style sheet brings {person:Person} no cookie")
def step_no_cookie_with_file(context: Context, person: Person) -> None:
    headers = context.windows.of(person).request.get("/static/latchkey.css").headers
    assert "max-age=3600" in headers["cache-control"], headers
    assert "set-cookie" not in headers, headers


@when("a visitor tries every place that is not public")
def step_tries_private_places(context: Context) -> None:
    context.answers = []
    for place in context.server.routes.private():
        visitor = HttpClient(context.server.url)
        form = {"csrf_token": visitor.token("/login")}
        context.answers.append((place, visitor.send_form(place.path, form, place.method)))


@then("each of them asks the visitor to log in")
def step_turned_away(context: Context) -> None:
    let_in = [(place, answer.status) for place, answer in context.answers if not place.turns_away(answer)]
    assert len(context.answers) >= 8, context.answers
    assert not let_in, let_in


@when("{person:Person} sends every form {having} its token")
def step_sends_every_form(context: Context, person: Person, having: str) -> None:
    page = AccountPage(context.windows.of(person)).open()
    form: dict[str, str | float | bool] = {"csrf_token": page.token()} if having == "with" else {}
    context.answers = [
        (place, page.page.request.post(place.path, form=form, headers=sender, max_redirects=0))
        for place in context.server.routes.private_forms(person.email)
        for sender in senders(having)
    ]


@when("a visitor sends every form that is public, {having} its token")
def step_visitor_sends_every_form(context: Context, having: str) -> None:
    visitor = HttpClient(context.server.url)
    token = visitor.token("/login") if having == "with" else ""
    context.answers = [
        (place, visitor.send("POST", place.path, f"csrf_token={token}", URLENCODED | sender))
        for place in context.server.routes.public_forms()
        for sender in senders(having)
    ]


@then("each of them is looked at")
def step_all_looked_at(context: Context) -> None:
    refused = [
        (form, answer.status)
        for form, answer in context.answers
        if answer.status not in {200, 302} or (form.turns_away(answer) and form.endpoint != "users.logout")
    ]
    assert len(context.answers) >= 2, context.answers
    assert not refused, refused


@then("each of them is refused with {status:d}")
def step_all_refused(context: Context, status: int) -> None:
    accepted = [(form, answer.status) for form, answer in context.answers if answer.status != status]
    assert len(context.answers) >= 2 * len(SENDERS), context.answers
    assert not accepted, accepted


@when("a visitor tries every method at every place")
def step_tries_every_method(context: Context) -> None:
    context.answers = [
        (place, HttpClient(context.server.url).send(place.method, place.path))
        for place in context.server.routes.every_place()
    ]


@then("only the methods of that place are answered")
def step_methods_refused(context: Context) -> None:
    wrong = [(place, answer.status) for place, answer in context.answers if place.allowed == (answer.status == 405)]
    assert len(context.answers) >= 60, context.answers
    assert not wrong, wrong


@when("{person:Person}'s cookie is {what}")
def step_cookie_is(context: Context, person: Person, what: str) -> None:
    page = context.windows.of(person)
    payload = context.server.decode(session_cookie(page))["payload"]
    set_session_cookie(page, FORGERIES[what](context.server, payload))
