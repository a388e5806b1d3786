"""Forms with an email or a password in them, each by its name in the features: some are attempts, and some are not."""

from collections.abc import Callable
from itertools import cycle
from secrets import token_hex

from features.support.login.http_client import Answer, HttpClient
from features.support.login.people import Person

Try = Callable[[HttpClient, Person], Answer]
#: The same email, typed otherwise each time.
SPELLINGS = cycle([str.upper, str.lower, str.title, str.swapcase])
STRONG, OTHER = "a stranger's own", "a stranger's other"


def logging_in(password: str, path: str = "/login") -> Try:
    """Log in with the email and ``password``."""
    return lambda stranger, person: stranger.post(path, {"email": person.email, "password": password})


def registering(password: str, confirm: str, email: str = "{new}@example.com") -> Try:
    """Register with an ``email`` that is nobody's so far."""

    def sent(stranger: HttpClient, _person: Person) -> Answer:
        fields = {"email": email.format(new=token_hex(8)), "password": password, "confirm": confirm}
        return stranger.post("/register", fields)

    return sent


def changing(current: str, password: str, confirm: str) -> Try:
    """Change the password."""
    fields = {"current": current, "password": password, "confirm": confirm}
    return lambda stranger, _person: stranger.post("/account/password", fields)


def asked(path: str, current: str) -> Try:
    """Give the password at ``path``, where a member is asked for it."""
    return lambda stranger, _person: stranger.post(path, {"current": current})


def from_inside(path: str) -> Try:
    """Send a form for visitors to ``path``, with the token of a page that a member has."""

    def sent(stranger: HttpClient, person: Person) -> Answer:
        fields = {"email": person.email, "password": STRONG, "confirm": STRONG}
        return stranger.send_form(path, {"csrf_token": stranger.token("/account")} | fields)

    return sent


#: What a visitor sends.
VISITORS: dict[str, Try] = {
    "a wrong password": logging_in("a guess"),
    "a wrong password with a return-to": logging_in("a guess", "/login?next=/account"),
    "a wrong password with the email in another spelling": lambda stranger, person: stranger.log_in(
        next(SPELLINGS)(person.email), "a guess"
    ),
    "a wrong password without a token": lambda stranger, person: stranger.send_form(
        "/login", {"email": person.email, "password": "a guess"}
    ),
    "the right password": lambda stranger, person: stranger.log_in(person.email, person.password),
    "no password": logging_in(""),
    "an over-long password": logging_in("a" * 129),
    "a password with a NUL": logging_in("a guess\0"),
    "half the email": lambda stranger, person: stranger.log_in(person.email.partition("@")[0], "a guess"),
    "a registration with the email": lambda stranger, person: stranger.register(person.email, STRONG),
    "a registration with another email": registering(STRONG, STRONG),
    "a registration with two passwords": registering(STRONG, OTHER),
    "a registration with a common password": registering("password1", "password1"),
    "a registration with half the email": registering(STRONG, STRONG, email="{new}"),
}
#: What a member sends.
MEMBERS: dict[str, Try] = {
    "a wrong password for changing it": changing("a guess", STRONG, STRONG),
    "a wrong password for going on": asked("/account/confirm", "a guess"),
    "a wrong password for deleting": asked("/account/delete", "a guess"),
    "the right password for going on": lambda stranger, person: asked("/account/confirm", person.password)(
        stranger, person
    ),
    "no password for going on": asked("/account/confirm", ""),
    "a short new password": changing("a guess", "short", "short"),
    "two new passwords": changing("a guess", STRONG, OTHER),
    "a wrong password without a token": lambda stranger, _person: stranger.send_form(
        "/account/confirm", {"current": "a guess"}
    ),
    "a form for logging in": from_inside("/login"),
    "a form for registering": from_inside("/register"),
}
