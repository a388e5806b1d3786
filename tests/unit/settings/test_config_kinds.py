"""What is of another kind than its setting, or out of its bounds, stops the start: it would fail at some request."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.cli import NoAppException

from app import capabilities, create_app, kinds, messages
from app.config import DEFAULTS
from tests.unit.observed import Site

OWN = DEFAULTS | capabilities.defaults()
#: What is there before anybody gives a setting.
ALL = Flask.default_config | OWN
SWITCHES = [
    "DEBUG",
    "PROPAGATE_EXCEPTIONS",
    "TEMPLATES_AUTO_RELOAD",
    "TRAP_BAD_REQUEST_ERRORS",
    "SQLALCHEMY_ECHO",
    "SQLALCHEMY_RECORD_QUERIES",
    "SQLALCHEMY_TRACK_MODIFICATIONS",
    "WTF_CSRF_ENABLED",
    "WTF_CSRF_CHECK_DEFAULT",
    "WTF_I18N_ENABLED",
    *(name for name, value in ALL.items() if type(value) is bool),
]
NUMBERS = [
    "PROXIES_FOR",
    "PROXIES_PROTO",
    "WTF_CSRF_TIME_LIMIT",
    *(name for name, value in ALL.items() if type(value) is int),
]
FROM_ONE = ["LOGINS_PER_MEMBER", "WTF_CSRF_TIME_LIMIT", "MAX_CONTENT_LENGTH", "MAX_FORM_MEMORY_SIZE", "MAX_FORM_PARTS"]
FROM_ONE += [name for name in NUMBERS if name.endswith(("_MINUTES", "_HOURS", "_DAYS"))]
#: What a library takes nothing in place of: it has no limit then, or leaves it to the browser.
UNLIMITED = {"MAX_CONTENT_LENGTH", "MAX_FORM_MEMORY_SIZE", "MAX_FORM_PARTS", "SEND_FILE_MAX_AGE_DEFAULT"}
LONGEST = {"_MINUTES": 576_000, "_HOURS": 9_600, "_DAYS": 400}
LISTS = ["TRUSTED_HOSTS", "WTF_CSRF_METHODS", "WTF_CSRF_HEADERS"]
TEXTS = ["SERVER_NAME", "SESSION_COOKIE_NAME", "SESSION_COOKIE_PATH", "SESSION_COOKIE_DOMAIN", "RATELIMIT_STORAGE_URI"]
TEXTS += ["APPLICATION_ROOT", "PREFERRED_URL_SCHEME"]


@pytest.fixture
def told(settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], str]:
    """Start on the environment's value of a setting, and give the sentence that it ends in."""

    def sentence(setting: str, given: str) -> str:
        monkeypatch.setenv(f"FLASK_{setting}", given)
        with pytest.raises(NoAppException) as refusal:
            create_app({name: value for name, value in settings.items() if name != setting})
        return refusal.value.message

    return sentence


def wanted(setting: str, given: str, what: str) -> str:
    """The sentence about ``setting``, which is ``given`` as JSON, in place of ``what``."""
    return messages.SETTING_UNUSABLE.format(setting=setting, value=given, wanted=what)


def a_number(setting: str) -> str:
    """What a number of this ``setting`` is to be."""
    most = next((most for unit, most in LONGEST.items() if setting.endswith(unit)), 2**31 - 1)
    return f"a whole number from {1 if setting in FROM_ONE else 0} to {most}"


@pytest.mark.parametrize("given", ['"False"', '"no"', '""', "2", "0.0", "[]", "NaN"])
@pytest.mark.parametrize("setting", SWITCHES)
def test_what_is_no_switch_stops_the_start(told: Callable[[str, str], str], setting: str, given: str) -> None:
    assert told(setting, given) == wanted(setting, given, "true or false")


@pytest.mark.parametrize("setting", ["DEBUG", "SESSION_COOKIE_HTTPONLY", "HSTS_SUBDOMAINS"])
def test_a_switch_that_is_on_or_off_by_itself_is_not_nothing(told: Callable[[str, str], str], setting: str) -> None:
    assert told(setting, "null") == wanted(setting, "null", "true or false")


@pytest.mark.parametrize("given", ["true", "false", "-1", "1.5", '"3600"', "NaN", "Infinity", "[1]", str(2**31)])
@pytest.mark.parametrize("setting", NUMBERS)
def test_what_is_no_number_or_out_of_bounds_stops_the_start(
    told: Callable[[str, str], str], setting: str, given: str
) -> None:
    assert told(setting, given) == wanted(setting, given, a_number(setting))


@pytest.mark.parametrize("setting", FROM_ONE)
def test_a_number_that_would_shut_everybody_out_stops_the_start(told: Callable[[str, str], str], setting: str) -> None:
    assert told(setting, "0") == wanted(setting, "0", a_number(setting))


@pytest.mark.parametrize("setting", [name for name in NUMBERS if ALL.get(name) is not None])
def test_no_number_at_all_stops_the_start_unless_flask_takes_it(
    told: Callable[[str, str], str], setting: str, make_app: Callable[..., Flask], settings: dict[str, Any]
) -> None:
    if setting in UNLIMITED:
        assert make_app(settings | {setting: None}).config[setting] is None
    else:
        assert told(setting, "null") == wanted(setting, "null", a_number(setting))


@pytest.mark.parametrize("setting", [name for name in NUMBERS if name.endswith(tuple(LONGEST))])
def test_a_time_is_no_longer_than_a_browser_keeps_a_cookie(
    told: Callable[[str, str], str], make_app: Callable[..., Flask], settings: dict[str, Any], setting: str
) -> None:
    (most,) = (most for unit, most in LONGEST.items() if setting.endswith(unit))
    assert make_app(settings | {setting: most}).config[setting] == most
    assert told(setting, str(most + 1)) == wanted(setting, str(most + 1), a_number(setting))


@pytest.mark.parametrize("setting", ["LOGIN_IDLE_MINUTES", "LOGIN_HOURS", "LOGIN_REMEMBERED_DAYS", "LOGINS_PER_MEMBER"])
def test_a_member_can_log_in_on_the_least_and_on_the_most_that_a_setting_may_be(
    make_app: Callable[..., Flask], settings: dict[str, Any], setting: str
) -> None:
    for value in kinds.bounds(setting):
        client = Site(make_app(settings | {setting: value}), f"{value}@example.com").log_in(remember="y")
        assert client.get("/account").status_code == 200


@pytest.mark.parametrize("given", ['"POST"', "1", "{}", "[1]", "true"])
@pytest.mark.parametrize("setting", LISTS)
def test_what_is_no_list_stops_the_start_for_text_would_be_taken_letter_by_letter(
    told: Callable[[str, str], str], setting: str, given: str
) -> None:
    assert told(setting, given) == wanted(setting, given, 'a list of texts, such as ["one", "another"]')


@pytest.mark.parametrize("given", ["7", "true", "[]", "{}"])
@pytest.mark.parametrize("setting", TEXTS)
def test_what_is_no_text_stops_the_start(told: Callable[[str, str], str], setting: str, given: str) -> None:
    assert told(setting, given) == wanted(setting, given, "text, in quotes where it would be something else in JSON")


@pytest.mark.parametrize("setting", ["SESSION_COOKIE_NAME", "RATELIMIT_STORAGE_URI", "APPLICATION_ROOT"])
def test_no_text_at_all_stops_the_start_where_there_has_to_be_one(
    told: Callable[[str, str], str], setting: str
) -> None:
    assert setting in told(setting, "null")


@pytest.mark.parametrize(
    "setting", ["WTF_CSRF_ENABLED", "WTF_CSRF_CHECK_DEFAULT", "WTF_CSRF_METHODS", "WTF_CSRF_HEADERS"]
)
def test_nothing_where_there_is_no_default_is_the_librarys_own(
    make_app: Callable[..., Flask], settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    protecting = {name: value for name, value in settings.items() if not name.startswith("WTF_")}
    librarys = make_app(protecting).config[setting]
    monkeypatch.setenv(f"FLASK_{setting}", "null")
    app = make_app(protecting)
    assert app.config[setting] == librarys
    assert app.test_client().post("/login", base_url="https://localhost").status_code == 400


def test_what_is_given_by_the_caller_is_told_too_whatever_it_is(settings: dict[str, Any]) -> None:
    with pytest.raises(NoAppException) as refusal:
        create_app(settings | {"PROXIES": {1}})
    assert refusal.value.message == wanted("PROXIES", json.dumps("{1}"), a_number("PROXIES"))


@pytest.mark.parametrize("given", ['"foo"', '""', "false", "0", "[]"])
def test_a_cookie_for_other_sites_forms_that_no_browser_knows_stops_the_start(
    told: Callable[[str, str], str], given: str
) -> None:
    assert told("SESSION_COOKIE_SAMESITE", given) == wanted(
        "SESSION_COOKIE_SAMESITE", given, '"Strict", "Lax" or "None"'
    )


@pytest.mark.parametrize("given", ["strict", "Lax", "none", None])
def test_what_browsers_know_is_taken(
    make_app: Callable[..., Flask], settings: dict[str, Any], given: str | None
) -> None:
    app = make_app(settings | {"SESSION_COOKIE_SAMESITE": given})
    said = app.test_client().get("/login").headers["Set-Cookie"].partition("SameSite=")[2]
    assert said == (given or "").title()


def test_a_cookie_for_every_site_in_small_letters_wants_tls_too(settings: dict[str, Any]) -> None:
    plain = {"SESSION_COOKIE_NAME": "plain", "SESSION_COOKIE_SECURE": False, "SESSION_COOKIE_SAMESITE": "none"}
    with pytest.raises(NoAppException, match="SESSION_COOKIE_SECURE"):
        create_app(settings | plain)


@pytest.mark.parametrize("name", ["", "my session", "a=b", "a;b", "a,b", "séance", "a\n", '"a"', "__Host-a b"])
def test_a_cookie_that_no_browser_would_send_back_by_that_name_stops_the_start(
    settings: dict[str, Any], name: str
) -> None:
    with pytest.raises(NoAppException) as refusal:
        create_app(settings | {"SESSION_COOKIE_NAME": name})
    given = json.dumps(name, ensure_ascii=False)
    assert refusal.value.message == wanted("SESSION_COOKIE_NAME", given, 'letters, digits, "-" and "_"')


@pytest.mark.parametrize("setting", ["REMEMBER_COOKIE_NAME", "REMEMBER_COOKIE_REFRESH_EACH_REQUEST"])
def test_flask_logins_own_cookie_is_not_for_setting(told: Callable[[str, str], str], setting: str) -> None:
    assert told(setting, "true") == messages.SETTING_FIXED.format(setting=setting, reason=messages.FIXED[setting])


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "foo://",
        "redis",
        "foo://user:hunter2@host",
        "redis://user:hunter2@host:x",
        "redis://[::1",
        "redis://host:65536",
        "redis://host?socket_timeout=soon",
        "memcached://host",
        "redis+sentinel://",
        "redis+cluster://",
    ],
)
def test_a_store_that_nothing_can_be_counted_in_stops_the_start_and_no_password_is_told(
    settings: dict[str, Any], uri: str
) -> None:
    with pytest.raises(NoAppException) as refusal:
        create_app(settings | {"RATELIMIT_STORAGE_URI": uri})
    assert refusal.value.message == messages.STORE_UNUSABLE
    assert refusal.value.__suppress_context__


@pytest.mark.parametrize("older", [5, True, {"a": "b"}])
def test_an_older_key_that_is_no_text_stops_the_start_and_is_not_told(settings: dict[str, Any], older: object) -> None:
    with pytest.raises(NoAppException) as refusal:
        create_app(settings | {"SECRET_KEY_FALLBACKS": older})
    assert refusal.value.message == messages.SECRET_KEY_SHORT
