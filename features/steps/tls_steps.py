"""What comes over https, by way of a proxy, and what does not."""

from behave import given, then, when
from behave.runner import Context

from features.support.login.http_client import HttpClient
from features.support.login.people import Person

#: What a proxy that speaks TLS adds to a request.
FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
#: How a browser says which page has sent a form, {host} being this site's.
KNOWN = {
    "by the origin": {"Origin": "https://{host}"},
    "by the page before": {"Referer": "https://{host}/login"},
    "by nothing": {},
    "by another origin": {"Origin": "https://evil.example"},
    "by a made-up host, and that as origin": {"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example"},
}


@given("the server stands behind a proxy that speaks TLS")
def step_behind_proxy(context: Context) -> None:
    context.server.restart(PROXIES=1)


@when("a stranger comes over https")
def step_comes_over_https(context: Context) -> None:
    context.answer = HttpClient(context.server.url, FORWARDED).send("GET", "/login")


@then("the browser is told to come over https only")
def step_hsts(context: Context) -> None:
    assert context.answer.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains", context.answer


@given("the server keeps browsers to TLS for {seconds:d} seconds, and no other host")
def step_keeps_to_tls(context: Context, seconds: int) -> None:
    context.server.restart(HSTS_SECONDS=seconds, HSTS_SUBDOMAINS=False)


@then("the browser is told to come over https only, for {seconds:d} seconds")
def step_hsts_for(context: Context, seconds: int) -> None:
    assert context.answer.headers["Strict-Transport-Security"] == f"max-age={seconds}", context.answer


@when("a stranger logs in as {person:Person} over https, known {by}")
def step_logs_in_over_https(context: Context, person: Person, by: str) -> None:
    said = {name: value.format(host=f"127.0.0.1:{context.server.port}") for name, value in KNOWN[by].items()}
    stranger = HttpClient(context.server.url, FORWARDED | said)
    context.answer = stranger.log_in(person.email, person.password)


@then("the stranger gets {status:d}")
def step_gets_status(context: Context, status: int) -> None:
    assert context.answer.status == status, context.answer


@when('a stranger comes to "{host}" over plain http')
def step_comes_over_http(context: Context, host: str) -> None:
    context.answer = HttpClient(context.server.url).send("GET", "/login", None, {"Host": host})


@when('a stranger comes to "{host}" over https')
def step_comes_to_host_over_https(context: Context, host: str) -> None:
    context.answer = HttpClient(context.server.url, FORWARDED).send("GET", "/login", None, {"Host": host})
    assert "Set-Cookie" in context.answer.headers, context.answer
