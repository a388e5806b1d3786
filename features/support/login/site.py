"""The site that the scenarios are aimed at, as its adapter describes it: its places, its words, and what it offers."""

import re
import secrets
import shlex
import tomllib
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from string import Formatter
from typing import Any

from behave_browser.options import OptionError, nearest

OWN = Path(__file__).parents[2] / "adapters" / "latchkey.toml"
NEEDS, POLICY = "needs-", "policy-"
#: What a site has to offer to have a page of its own there. What is not named here is no page at all: "/logout".
PAGES = {
    "/": "",
    "/account": "account",
    "/account/confirm": "account-management",
    "/account/delete": "account-management",
    "/account/password": "account-management",
    "/login": "",
    "landing": "",
    "/nowhere": "",
    "/products/new": "products",
    "/register": "registering",
}
#: What may be filled in where a person is new.
ANYONE = {"name", "number"}
#: How many people a scenario has, at most: Ada and Grace.
TWO = 2


class Site:
    """Latchkey's own words and places, and what another site has in their stead. An unknown word is itself."""

    def __init__(self) -> None:
        self.own = read(OWN)
        self.words = self.own
        #: What this site has said otherwise since a scenario began. Latchkey says what its scenarios quote.
        self.otherwise: list[str] = []

    @property
    def is_own(self) -> bool:
        """Whether it is Latchkey in its own words."""
        return self.words is self.own

    @property
    def start(self) -> str:
        """Where somebody begins who has nothing in mind: at its first address, which elsewhere need not be there."""
        return "/" if self.is_own else "landing"

    def land(self, members: str, visitors: str) -> None:
        """Take it that Latchkey leads members there who asked for nothing else, and visitors there."""
        self.own["paths"]["landing"], self.own["after_logout"] = members, visitors

    def aim(self, file: Path) -> None:
        """Take every word that ``file`` has, and Latchkey's for the rest. Raises OptionError for what is none."""
        given = read(file)
        check(file, given, self.own)
        self.words = {
            key: value | given.get(key, {}) if isinstance(value, dict) else given.get(key, value)
            for key, value in self.own.items()
        }

    @property
    def name(self) -> str:
        """What people call it."""
        return str(self.words["name"])

    def lacks(self, tags: list[str]) -> list[str]:
        """Give what a scenario of these ``tags`` needs, and the site does not offer."""
        needed = [tag.removeprefix(NEEDS) for tag in tags if tag.startswith(NEEDS)]
        return sorted(set(needed) & set(self.words["absent"]))

    def policy(self, tags: list[str]) -> str:
        """Say which policy of Latchkey's a scenario of these ``tags`` is about that the site has otherwise, or ""."""
        ours, theirs = self.own["policy"], self.words["policy"]
        names = [tag.removeprefix(POLICY) for tag in tags if tag.startswith(POLICY)]
        return ", ".join(f"{name} {theirs[name]}, not {ours[name]}" for name in names if ours[name] != theirs[name])

    def accounts(self) -> list[tuple[str, str]]:
        """The email and password of each account that was made beforehand, where nobody can register."""
        return list(self.words["accounts"].items())

    def anyone(self, pattern: str, name: str = "somebody") -> str:
        """Fill ``pattern`` in for someone of this ``name`` whom the site has never seen."""
        return pattern.format(name=name.lower(), number=secrets.token_hex(4))

    def registering(self) -> dict[str, str]:
        """What the form for registering wants besides Latchkey's fields, by its labels, filled in for somebody new."""
        return {label: self.anyone(pattern) for label, pattern in self.words["registering"].items()}

    def mailbox(self, email: str) -> list[str]:
        """The command that prints what was mailed to ``email``, or nothing where registering takes no mail."""
        return [part.format(email=email) for part in shlex.split(self.words["mailbox"])]

    def path(self, path: str) -> str:
        """Where the site has what Latchkey has at ``path``; a query goes along, and its return-to is translated too."""
        place, mark, query = path.partition("?")
        if query.startswith("next="):
            query = f"{self.words['names']['next']}={self.path(query.removeprefix('next='))}"
        return f"{self.words['paths'].get(place, place)}{mark}{query}"

    def pages(self) -> list[str]:
        """Give, in Latchkey's words, where the site has a page, and "/nowhere"."""
        return [path for path, needed in PAGES.items() if needed not in self.words["absent"]]

    def label(self, path: str, label: str) -> str:
        """What the control is called that Latchkey calls ``label`` on its page at ``path``."""
        labels = self.words["labels"]
        return str(labels.get(f"{path} {label}", labels.get(label, label)))

    def button(self, words: str) -> str:
        """What the button says that says ``words`` on Latchkey."""
        return str(self.words["buttons"].get(words, words))

    def link(self, words: str) -> str:
        """What the link says that says ``words`` on Latchkey."""
        return str(self.words["links"].get(words, words))

    def says(self, sentence: str) -> str:
        """A regular expression for what the site says where Latchkey says ``sentence``; {email} may be any."""
        said = str(self.words["messages"].get(sentence, sentence))
        return re.escape(said).replace(r"\{email\}", ".+")

    def gives(self, sentence: str) -> bool:
        """Whether the site has words of its own for ``sentence``."""
        return bool(self.words["messages"].get(sentence, sentence) != sentence)

    def selector(self, name: str, **values: str) -> str:
        """Where to find a thing on its pages, as Playwright's selector."""
        return str(self.words["selectors"][name]).format(**values)

    def tokens(self) -> re.Pattern[str]:
        """What holds a CSRF token in a page: a field of a form, or what the page says of itself, as Rails has it."""
        return re.compile(rf'<(?:input|meta)\b[^>]*\bname="{re.escape(self.words["names"]["csrf_token"])}"[^>]*>')

    def token(self, html: str) -> str:
        """The first CSRF token in ``html``, or ""."""
        holder = self.tokens().search(html)
        value = re.search(r'\b(?:value|content)="([^"]*)"', holder[0]) if holder else None
        return unescape(value[1]) if value else ""

    def fields(self, fields: Mapping[str, str], path: str = "") -> dict[str, str]:
        """Give a form's ``fields`` under the names that the site has for them at ``path``, without what it lacks."""
        names = self.words["names"]
        called = {ours: names.get(f"{path} {ours}", names.get(ours, ours)) for ours in fields}
        return {called[ours]: text for ours, text in fields.items() if called[ours]}


def read(file: Path) -> dict[str, Any]:
    """Give what an adapter says. Raises OptionError when there is no such file, or it is not TOML."""
    try:
        return tomllib.loads(file.read_text())
    except OSError as error:
        raise OptionError(f"`-D adapter={file}`: {error.strerror}.") from None
    except ValueError as error:
        raise OptionError(f"{file} is not TOML: {error}.") from None


def check(file: Path, given: dict[str, Any], own: dict[str, Any]) -> None:
    """Raise OptionError for a key that Latchkey's own adapter does not have, or a value of another kind."""
    for key, value in given.items():
        if key not in own:
            raise OptionError(f"{file}: there is no key `{key}`{nearest(key, own)}")
        if type(value) is not type(own[key]):
            raise OptionError(f"{file}: `{key}` is {type(own[key]).__name__} in {OWN.name}, and not here.")
        if isinstance(value, dict):
            check_table(file, key, value, own, given.get("registering", {}))
    if "registering" in given.get("absent", ()) and len(given.get("accounts", {})) < TWO:
        raise OptionError(f"{file}: where nobody can register, [accounts] names two that are there, or more.")
    if not can_be_filled_in(str(given.get("member", "")), ANYONE):
        raise OptionError(f"{file}: `member` may have {{name}} and {{number}} in braces, and no more.")
    if not can_be_filled_in(str(given.get("mailbox", "")), {"email"}):
        raise OptionError(f"{file}: `mailbox` may have {{email}} in braces, and no more.")
    for capability in given.get("absent", ()):
        if capability not in own["offers"]:
            raise OptionError(f"{file}: nothing is called `{capability}`{nearest(str(capability), own['offers'])}")


def check_table(file: Path, key: str, table: dict[str, Any], own: dict[str, Any], registering: dict[str, str]) -> None:
    """Raise OptionError for a word that Latchkey's own [key] does not have, or what cannot stand for it.

    What the form for ``registering`` wants besides has a label and a name of its own.
    """
    more = set(registering) if key in {"names", "registering"} else set()
    if key == "accounts":
        more = set(table)
    if key in {"labels", "names"}:
        more |= {f"{path} {word}" for path in own["paths"] for word in own[key]}
    for name, word in table.items():
        if name not in own[key] and name not in more:
            raise OptionError(f"{file}: there is no `{name}` in [{key}]{nearest(name, own[key])}")
        kind, called = (int, "a number") if key == "policy" else (str, "text")
        if type(word) is not kind:
            raise OptionError(f"{file}: `{name}` in [{key}] is {word!r}, and not {called}.")
        if key == "selectors" and not can_be_filled_in(str(word), in_braces(own[key][name])):
            raise OptionError(f"{file}: `{name}` in [{key}] has something in braces that it has not in {OWN.name}.")
        if key == "registering" and not can_be_filled_in(str(word), ANYONE):
            raise OptionError(f"{file}: `{name}` in [{key}] may have {{name}} and {{number}} in braces, and no more.")


def can_be_filled_in(pattern: str, known: set[str]) -> bool:
    """Whether ``pattern`` has nothing in braces but what is ``known``."""
    try:
        return in_braces(pattern) <= known
    except ValueError:
        return False


def in_braces(pattern: str) -> set[str]:
    """Give the names that stand in braces in ``pattern``. Raises ValueError where a brace has no other."""
    return {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}


#: The site of this run: pages and steps ask it for words, long before any context is at hand.
site = Site()
