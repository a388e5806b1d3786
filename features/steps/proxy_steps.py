"""What a request says of itself, by way of proxies or in their place."""

from behave import then, when
from behave.runner import Context

from features.support.latchkey.payloads import NONSENSE
from features.support.login.http_client import Answer, HttpClient
from features.support.login.people import Person

REFUSED_LOGOUT = 'event=form-refused reason="The CSRF token is missing." address=192.0.2.1'
NOBODY, GUESS = "nobody@example.com", "a guess"


@when('a stranger who is said to come from "{addresses}" tries a wrong password')
def step_comes_from(context: Context, addresses: str) -> None:
    context.answer = HttpClient(context.server.url, {"X-Forwarded-For": addresses}).log_in(NOBODY, GUESS)


@then('the log says where that came from: "{address}"')
def step_log_says_address(context: Context, address: str) -> None:
    lines = [line for line in context.log.lines if line.startswith("event=")]
    assert lines[-1:] == [f"event=login-failure email={NOBODY} address={address}"], context.log.lines


@when('a stranger comes for whom "{name}: {value}" is said')
def step_comes_with(context: Context, name: str, value: str) -> None:
    context.answer = HttpClient(context.server.url, {name: value}).send("GET", "/login")


@then("the browser is told to come over whatever it likes")
def step_no_hsts(context: Context) -> None:
    assert "X-Content-Type-Options" in context.answer.headers, context.answer
    assert "Strict-Transport-Security" not in context.answer.headers, context.answer


@when('a stranger logs in as {person:Person} from a page of "{host}", which is said to be "{said}"')
def step_logs_in_at_host(context: Context, person: Person, host: str, said: str) -> None:
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": said, "Origin": f"https://{host}"}
    context.answer = HttpClient(context.server.url, headers).log_in(person.email, person.password)


def answers(context: Context, stranger: HttpClient) -> list[Answer]:
    """What ``stranger`` gets at every place, by whatever changes nothing, and for a form with and without a token."""
    places = [place for place in context.server.routes.every_place() if place.endpoint != "static"]
    asked = [place for place in places if place.method in {"GET", "PUT", "DELETE"}]
    refused, token = stranger.send_form("/logout", {}), stranger.token("/account")
    # A member who sends it is told so on the next page, which is one of those below.
    taken = stranger.send_form("/login", {"csrf_token": token})
    return [refused, taken, *(stranger.send(place.method, place.path) for place in asked)]


@when('a stranger who is in as {person:Person} asks for everything, without and with "{name}: {value}"')
def step_asks_for_everything(context: Context, person: Person, name: str, value: str) -> None:
    known = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
    stranger = HttpClient(context.server.url, known | {"Origin": f"https://127.0.0.1:{context.server.port}"})
    stranger.logs_in(person.email, person.password)
    context.log.lines.clear()
    context.answers = [answers(context, stranger)]
    stranger.headers = {**stranger.headers, name: value}
    context.answers.append(answers(context, stranger))


@then("the answers are the same, and so is what is written down")
def step_same_answers(context: Context) -> None:
    without, by = ([answer.but("") for answer in answers] for answers in context.answers)
    assert {answer.status for answer in without} >= {200, 302, 400, 405}, without
    assert without == by, [pair for pair in zip(without, by, strict=True) if pair[0] != pair[1]]
    assert context.log.lines == [REFUSED_LOGOUT] * 2, context.log.lines


@when('a stranger says "{header}", and then {what}, and tries a wrong password')
def step_says_and_guesses(context: Context, header: str, what: str) -> None:
    context.answer = HttpClient(context.server.url, {header: NONSENSE[what]}).log_in(NOBODY, GUESS)


@when('a stranger says "{header}", and then {what}, and asks for a page')
def step_says_and_asks(context: Context, header: str, what: str) -> None:
    context.answer = HttpClient(context.server.url, {header: NONSENSE[what]}).send("GET", "/login")


@then('the stranger gets {status:d}, and reads "{sentence}" and nothing else')
def step_reads_only(context: Context, status: int, sentence: str) -> None:
    assert (context.answer.status, context.answer.text) == (status, sentence), context.answer
    assert context.answer.headers["Content-Type"] == "text/plain; charset=utf-8", context.answer
