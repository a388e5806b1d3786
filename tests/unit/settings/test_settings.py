"""Every setting at another value than its default, as an operator gives it: in the environment, in the unit it is in.

What a setting comes to is observed twice, at its default and at the other value: an observation that looks past the
setting would give the same twice. A setting that is new, and not here, fails the first test.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
from flask import Flask

from app.config import DEFAULTS
from tests.unit import observed, observed_attempts
from tests.unit.observed import OVER_TLS, Site, lasting
from tests.unit.observed_attempts import attempts

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60  # seconds
OTHERS = "/account/sessions/end-others"
COOKIE = "__Host-session; Secure; HttpOnly; Path=/; SameSite=Lax"
#: A request that came by way of proxies, none of which is believed.
SEEN = {"address": "127.0.0.1", "scheme": "http", "host": "localhost"}


class Case(NamedTuple):
    """What is ``observed`` of a site: as a rule, and where the setting is ``given`` otherwise, with what goes along."""

    given: str
    observe: Callable[[Site], object]
    usual: object
    other: object
    along: Mapping[str, Any] = MappingProxyType({})


CASES = {
    "PASSWORD_HASH_METHOD": Case("scrypt:256:8:2", observed.hash_stored, "scrypt:32768:8:3", "scrypt:256:8:2"),
    "LOGIN_IDLE_MINUTES": Case("7", lasting("seen_at"), HOUR, 7 * MINUTE),
    "LOGIN_HOURS": Case("7", lasting("created_at"), DAY, 7 * HOUR),
    "LOGIN_REMEMBERED_DAYS": Case("7", lasting("created_at", remember="y"), 30 * DAY, 7 * DAY),
    "LOGIN_RECENT_MINUTES": Case("7", lasting("proven_at", OTHERS), 15 * MINUTE, 7 * MINUTE),
    "LOGINS_PER_MEMBER": Case("7", observed.logins, 50, 7),
    "LIMIT_PER_EMAIL_AND_ADDRESS": Case(
        "3 per 7 minutes", attempts(observed_attempts.for_one_email_from_here), (5, 5 * MINUTE), (3, 7 * MINUTE)
    ),
    "LIMIT_PER_ADDRESS": Case("3 per 2 hours", attempts(observed_attempts.from_here), (50, 5 * MINUTE), (3, 2 * HOUR)),
    "LIMIT_PER_EMAIL": Case("3 per 30 seconds", attempts(observed_attempts.for_one_email), (100, HOUR), (3, 30)),
    "LIMIT_PER_LOGIN": Case("3 per day", attempts(observed_attempts.inside(each=1000)), (5, 5 * MINUTE), (3, DAY)),
    "LIMIT_PER_MEMBER": Case(
        "3 per 7 minutes", attempts(observed_attempts.inside(each=5)), (100, HOUR), (3, 7 * MINUTE)
    ),
    "LIMIT_RIGHT_PASSWORDS": Case("3/hour", attempts(observed_attempts.rightly), (300, 5 * MINUTE), (3, HOUR)),
    "LIMIT_REGISTRATIONS": Case("3 per 2 days", attempts(observed_attempts.registering), (30, HOUR), (3, 2 * DAY)),
    "RATELIMIT_STORAGE_URI": Case("redis://127.0.0.1:1", observed.store, "Memory", "RedisStorage"),
    "LANDING_VIEW": Case("account.password", observed.landing, "elsewhere", "there"),
    "MAX_CONTENT_LENGTH": Case("1000", observed.longest_body, 65_536, 1000),
    "SESSION_COOKIE_SAMESITE": Case("Strict", observed.cookie, COOKIE, COOKIE.replace("Lax", "Strict")),
    "SESSION_COOKIE_NAME": Case("__Host-id", observed.cookie, COOKIE, COOKIE.replace("session", "id")),
    "SESSION_COOKIE_SECURE": Case(
        "false",
        observed.cookie,
        COOKIE.replace("__Host-session", "plain"),
        "plain; HttpOnly; Path=/; SameSite=Lax",
        {"SESSION_COOKIE_NAME": "plain"},
    ),
    "SESSION_REFRESH_EACH_REQUEST": Case("true", observed.cookies_again, 0, 1),
    "WTF_CSRF_TIME_LIMIT": Case("119", observed.old_form, 200, 400),
    "WTF_CSRF_SSL_STRICT": Case("true", observed.form_without_referrer, 200, 400),
    "SEND_FILE_MAX_AGE_DEFAULT": Case(
        "60",
        observed.seen("/static/latchkey.css", "Cache-Control"),
        "public, max-age=3600",
        "public, max-age=60",
    ),
    "PROXIES": Case("2", observed.behind_proxies, SEEN, SEEN | {"address": "192.0.2.2"}),
    "PROXIES_FOR": Case("2", observed.behind_proxies, SEEN, SEEN | {"address": "192.0.2.2"}),
    "PROXIES_PROTO": Case("1", observed.behind_proxies, SEEN, SEEN | {"scheme": "https"}),
    "PROXIES_HOST": Case("2", observed.behind_proxies, SEEN, SEEN | {"host": "a.example"}),
    "HSTS_SECONDS": Case(
        "300",
        observed.seen("/login", "Strict-Transport-Security", **OVER_TLS),
        "max-age=63072000; includeSubDomains",
        "max-age=300; includeSubDomains",
    ),
    "HSTS_SUBDOMAINS": Case(
        "false",
        observed.seen("/login", "Strict-Transport-Security", **OVER_TLS),
        "max-age=63072000; includeSubDomains",
        "max-age=63072000",
    ),
    "SQLALCHEMY_ENGINE_OPTIONS": Case('{"pool_pre_ping": false}', observed.after_death, "the page", "an error"),
}


@pytest.fixture
def site(
    make_app: Callable[..., Flask], settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Site]:
    """Make a site on which ``setting`` is what the environment says: ``given``, or nothing."""

    def made(setting: str, given: str | None, along: Mapping[str, Any]) -> Site:
        if given:
            monkeypatch.setenv(f"FLASK_{setting}", given)
        return Site(make_app({name: value for name, value in ({**settings, **along}).items() if name != setting}))

    return made


def test_every_setting_is_observed_at_another_value_than_its_default() -> None:
    assert DEFAULTS.keys() - CASES.keys() == set()


@pytest.mark.parametrize(("setting", "case"), CASES.items(), ids=CASES.keys())
def test_a_setting_that_nobody_gives_is_its_default(site: Callable[..., Site], setting: str, case: Case) -> None:
    assert case.observe(site(setting, None, case.along)) == case.usual


@pytest.mark.parametrize(("setting", "case"), CASES.items(), ids=CASES.keys())
def test_a_setting_that_is_given_comes_to_what_it_says(site: Callable[..., Site], setting: str, case: Case) -> None:
    assert case.observe(site(setting, case.given, case.along)) == case.other
