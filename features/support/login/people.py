"""The people of a scenario. Each is new: their email address was never seen before, so no database is wiped."""

import secrets
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Self

from behave import fixture
from behave.runner import Context

from features.support.login.page import FormPage
from features.support.login.site import site

#: Where people sit who are not at a computer of their own.
ANOTHER, PHONE = "another computer", "their phone"


@dataclass
class Person:
    """Someone in a scenario, by what they type."""

    name: str
    email: str
    password: str
    registered: bool = False  # behind the pages
    user_id: int | None = None  # what the server calls them, if they were registered so
    typed: dict[str, str] = field(default_factory=dict)  # the last time that they typed an email and a password
    link: str = ""  # the one that was mailed to them, and that they opened last
    unsent: FormPage | None = None  # the form that they have filled in, and not sent

    def moves_to(self, domain: str) -> Self:
        """This person, whose email address is at ``domain`` from now on."""
        self.email = f"{self.email.partition('@')[0]}@{domain}"
        return self

    def is_called(self, mailbox: str) -> Self:
        """This person, whose email address begins with ``mailbox`` from now on."""
        self.email = f"{mailbox}.{self.email.partition('.')[2]}"
        return self

    def __post_init__(self) -> None:
        self.first_password = self.password

    def typing(self, mistake: str | None = None, **instead: str) -> dict[str, str]:
        """What this person types, by label; with ``mistake``, one of MISTAKES, what they type wrongly.

        Whatever is named, such as ``Email``, is typed ``instead``.
        """
        right = {"Email": self.email, "Password": self.password, "Confirm password": self.password}
        self.typed = right | (MISTAKES[mistake] if mistake else {}) | instead
        return self.typed

    def tried(self) -> set[tuple[str, str]]:
        """Every email and password that would open an account of theirs: the right ones, and what was typed last."""
        typed = self.typed or self.typing()
        return {(self.email, self.password), (typed["Email"], typed["Password"])}

    def changing(self, mistake: str | None = None) -> dict[str, str]:
        """What this person types to change their password, by label; with ``mistake``, what they type wrongly."""
        right = {"Email": self.email, "Current password": self.password} | twice(f"{self.name} has a new one")
        self.typed = right | (MISTAKES[mistake] if mistake else {})
        return self.typed


def twice(password: str) -> dict[str, str]:
    """The same ``password`` at both labels."""
    return {"Password": password, "Confirm password": password}


#: What is typed in place of the right thing, by label.
MISTAKES: dict[str, dict[str, str]] = {
    "no email": {"Email": ""},
    "a bad email": {"Email": "ada at example.com"},
    "an over-long email": {"Email": f"{'a' * 250}@example.com"},
    "the wrong email": {"Email": f"nobody.{secrets.token_hex(4)}@example.com"},
    "no password": {"Password": ""},
    "the wrong password": twice("not the password"),
    "a password of 7 letters": twice("seven 7"),
    "a password of 8 letters": twice("eight 88"),
    "a password of 8 spaces": twice(" " * 8),
    "a password of 8 snowmen": twice("☃" * 8),
    "a password of 128 letters": twice("long" * 32),
    "a password of 129 letters": twice("long" * 32 + "!"),
    "a password of 64 letters": twice("tall" * 16),
    "a password of 100 letters": twice("door" * 25),
    "its first 72 letters": twice("door" * 18),
    "a password in Cyrillic": twice("ключ от двери"),
    "digits only": twice("9402781536"),
    "a password in small": twice("small letters"),
    "the same in capitals": twice("SMALL LETTERS"),
    "the same, and a space": twice("small letters "),
    "an é in one piece": twice("caf\u00e9 au lait"),
    "an é in two pieces": twice("cafe\u0301 au lait"),
    "a common password": twice("password1"),
    "a common one, dressed": twice("Password2026!"),
    "the name of the site": twice("Latchkey2026"),
    "the wrong current password": {"Current password": "not the password"},
    "no current password": {"Current password": ""},
    "a new password of 7 letters": twice("seven 7"),
    "a common new password": twice("iloveyou"),
    "new passwords that differ": {"Confirm password": "another password"},
    "no confirmation": {"Confirm password": ""},
    "passwords that differ": {"Confirm password": "another password"},
}

#: How one email address may be spelled.
SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "in capitals": str.upper,
    "with a space at each end": " {} ".format,
    "with its accents apart": lambda email: unicodedata.normalize("NFD", email),
    "up to the at": lambda email: email.partition("@")[0],
    "up to the at, in capitals": lambda email: email.partition("@")[0].upper(),
    "in ASCII": lambda email: email.replace("bücher", "xn--bcher-kva"),
    "with a full-width letter": lambda email: email.replace("@b", "@\N{FULLWIDTH LATIN SMALL LETTER B}"),
}


class People(dict[str, Person]):
    """The people of one scenario by name. Whoever is first mentioned comes into being."""

    def __missing__(self, name: str) -> Person:
        if accounts := site.accounts():  # whoever comes third has no account, and needs none
            known = dict(zip(("Ada", "Grace"), accounts, strict=False))
            if name in known:
                self[name] = Person(name, *known[name], registered=True)
                return self[name]
        email = site.anyone(site.words["member"], name)
        self[name] = Person(name, email, f"{name} keeps {secrets.token_hex(4)}")
        return self[name]


#: The people of the scenario that runs now: a step's text turns into a person before any context is at hand.
people = People()


@fixture
def new_people(_context: Context) -> Iterator[People]:
    """Give a scenario its own Ada and Grace."""
    people.clear()
    yield people
