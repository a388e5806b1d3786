"""A first adapter for a site that has none, as far as labels, roles and addresses tell: what people would try first."""

import json
import re
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

from playwright.sync_api import Locator, Page

from features.support.login.page import EITHER_HALF
from features.support.login.site import site

#: What the ways in and out are called, and where they are where nothing is called so.
LOG_IN = re.compile(r"log\s?-?in|sign\s?-?in|enter|anmelden", re.IGNORECASE)
REGISTER = re.compile(r"register|sign\s?-?up|join|create (an )?account|registrieren", re.IGNORECASE)
LOG_OUT = re.compile(r"log\s?-?out|sign\s?-?out|leave|abmelden", re.IGNORECASE)
LOGIN_PLACES = ("/login", "/auth/login", "/accounts/login/", "/users/sign_in", "/signin", "/user/login")
REGISTER_PLACES = ("/register", "/auth/register", "/accounts/signup/", "/users/sign_up", "/signup", "/join")
#: The form of a page that asks for a password: what a person fills in, what is hidden, and the words on its button.
FORM = """() => {
  const form = [...document.forms].find((one) => one.querySelector("[type=password]"));
  if (!form) return null;
  const all = [...form.elements], words = (one) => (one?.innerText ?? "").replace(/\\s+/g, " ").trim();
  const typed = all.filter((one) => one.matches("input:not([type=hidden], [type=submit], [type=checkbox]), textarea"));
  const send = all.find((one) => one.type === "submit");
  return {
    fields: typed.map((one) =>
      ({name: one.name, kind: one.type, label: words(one.labels?.[0]) || one.ariaLabel || ""})),
    hidden: all.filter((one) => one.type === "hidden").map((one) => [one.name, one.value]),
    button: words(send) || send?.value || "",
  };
}"""
#: Each sentence of a page that stands in an element of its own, and where that is.
SENTENCES = """() => [...document.querySelectorAll("body *")]
  .filter((one) => !one.children.length && one.innerText?.trim() && one.checkVisibility())
  .map((one) => [one.innerText.trim(), (one.className || one.parentElement.className).trim().split(/\\s+/)[0]])"""
MAIL, TOKEN = re.compile(r"mail", re.IGNORECASE), re.compile(r"csrf|token", re.IGNORECASE)
ANYONE, ANY_MAIL = "{name}-{number}", "{name}.{number}@example.com"

NO_LOGIN = f"No form asks for a password, neither by a link of the first page nor at {', '.join(LOGIN_PLACES)}."

HEAD = """\
# Written by `nox -s probe -- --write`: a beginning. Every key that there is stands in features/adapters/latchkey.toml.
#
# What your site does without, and does not set out to have, belongs in `absent`, by these names:
{offers}
#
# Say in [policy] how long passwords may be, and how many wrong ones there may be: 0 is no limit.

"""


@dataclass
class Words:
    """What has been found so far, by the tables of an adapter; what stands outside all tables is in ""."""

    tables: dict[str, dict[str, Any]] = field(default_factory=dict)

    def say(self, table: str, key: str, value: Any) -> None:
        """Have ``key`` of ``table`` be ``value``."""
        self.tables.setdefault(table, {})[key] = value

    def toml(self) -> str:
        """All of it, as the text of an adapter."""
        parts = []
        for table, words in sorted(self.tables.items()):
            lines = [f"[{table}]"] if table else []
            lines += [
                f"{json.dumps(k) if table else k} = {json.dumps(v, ensure_ascii=False)}" for k, v in words.items()
            ]
            parts.append("\n".join(lines))
        return "\n\n".join(parts) + "\n"


def first_adapter(page: Page) -> str:
    """Give the text of an adapter for the site that ``page`` can reach. Raises RuntimeError where no login is found."""
    words = Words()
    page.goto("/")
    words.say("", "name", page.title().rpartition("–")[2].rpartition("-")[2].strip() or "A site")
    login = find_form(page, words, "/login", LOG_IN, LOGIN_PLACES)
    if login is None:
        raise RuntimeError(NO_LOGIN)
    register = find_form(page, words, "/register", REGISTER, REGISTER_PLACES)
    member = next(one for one in login["fields"] if one["kind"] != "password")
    say_fields(words, "/login", login)
    words.say("buttons", "Log in", login["button"])
    words.say("", "member", pattern_of(member))
    absent = [] if pattern_of(member) == ANY_MAIL else ["emails"]
    if register:
        say_fields(words, "/register", register, member)
        words.say("buttons", "Register", register["button"])
        absent += ["password-confirmation"] if sum(one["kind"] == "password" for one in register["fields"]) < 2 else []
        absent += walk_through(page, words, login, register)
    words.say("", "absent", sorted(absent))
    offers = "\n".join(f"#   {name}: {what}" for name, what in site.own["offers"].items())
    return HEAD.format(offers=offers) + words.toml()


def find_form(
    page: Page, words: Words, place: str, called: re.Pattern[str], places: tuple[str, ...]
) -> dict[str, Any] | None:
    """Find the form that Latchkey has at ``place``: by a link of the first page, or where others have it."""
    page.goto("/")
    links = [one.get_attribute("href") for one in page.get_by_role("link", name=called).all()]
    for target in [*filter(None, links), *places]:
        answer = page.goto(target)
        form: dict[str, Any] | None = page.evaluate(FORM) if answer and answer.ok else None
        if form:
            words.say("paths", place, urlsplit(page.url).path)
            return form
    return None


def say_fields(words: Words, place: str, form: dict[str, Any], member: dict[str, str] | None = None) -> None:
    """Say what the fields of the ``form`` at ``place`` are called. ``member`` is that of the login's that says who."""
    passwords, others = parted(form)
    known = same_field(member, others) if member else others[0]
    ours = zip(("Email", "Password", "Confirm password"), ("email", "password", "confirm"), strict=True)
    for (label, name), one in zip(ours, [known, *passwords], strict=False):
        words.say("labels", f"{place} {label}", one["label"])
        before = words.tables.get("names", {}).get(name, one["name"])
        if before != one["name"]:
            words.say("names", f"/login {name}", before)
        words.say("names", name, one["name"])
    for one in others:
        if one is not known:
            words.say("registering", one["label"], pattern_of(one))
            words.say("names", one["label"], one["name"])
    if member and not passwords[1:]:
        words.say("labels", f"{place} Confirm password", "")
        words.say("names", "confirm", "")
    token = max(form["hidden"], key=lambda one: (bool(TOKEN.search(one[0])), len(one[1])), default=[""])
    words.say("names", "csrf_token", token[0])


def same_field(member: dict[str, str], others: list[dict[str, str]]) -> dict[str, str]:
    """Which of ``others`` is what ``member`` is on the form for logging in, by its name or its label."""
    alike = (one for how in ("name", "label") for one in others if one[how] == member[how])
    return next(alike, others[0])


def parted(form: dict[str, Any]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Give the fields for a password in ``form``, and the others."""
    passwords = [one for one in form["fields"] if one["kind"] == "password"]
    return passwords, [one for one in form["fields"] if one["kind"] != "password"]


def pattern_of(field: dict[str, str]) -> str:
    """What anyone may type in ``field``."""
    return ANY_MAIL if field["kind"] == "email" or MAIL.search(field["label"]) else ANYONE


def walk_through(page: Page, words: Words, login: dict[str, Any], register: dict[str, Any]) -> list[str]:
    """Register, mistype, log in and log out, and say what was seen. Gives what the site does not have."""
    password, paths = secrets.token_hex(8), words.tables["paths"]
    (secret,), (member, *_) = parted(login)[0][:1], parted(login)[1]
    passwords, others = parted(register)
    known = same_field(member, others)
    typed = {one["name"]: site.anyone(pattern_of(one)) for one in others} | {one["name"]: password for one in passwords}
    ada = typed[known["name"]]
    page.goto(paths["/register"])
    send(page, typed)
    absent = [] if way_out(page) else ["auto-login"]
    page.context.clear_cookies()

    page.goto(paths["/login"])
    before = {sentence for sentence, _ in page.evaluate(SENTENCES)}
    send(page, {member["name"]: ada, secret["name"]: f"not {password}"})
    for sentence, called in page.evaluate(SENTENCES):
        if sentence not in before:
            words.say("messages", EITHER_HALF, sentence)
            for name in ("error", "message") if called else ():
                words.say("selectors", name, f".{called}")
            break

    page.goto(paths["/login"])
    send(page, {member["name"]: ada, secret["name"]: password})
    words.say("paths", "landing", urlsplit(page.url).path)
    absent += say_members_place(page, words)
    for name, selector in {"form": "body", "labels": "label", "passwords": "input[type=password]"}.items():
        words.say("selectors", name, selector)
    if page.get_by_text(ada, exact=True).count():
        words.say("selectors", "member", 'text="{email}"')
    if out := way_out(page):
        words.say("selectors", "log out", selector_of(out))
        words.say("paths", "/logout", urlsplit(out.evaluate("one => one.form?.action ?? one.href ?? ''")).path)
        with page.expect_event("domcontentloaded"):
            out.click()
        if sure := way_out(page):  # it asks whether one is
            words.say("selectors", "confirm log out", selector_of(sure))
            with page.expect_event("domcontentloaded"):
                sure.click()
        words.say("", "after_logout", urlsplit(page.url).path)
    for name, called in {"log in": LOG_IN, "register": REGISTER}.items():
        links = page.get_by_role("link", name=called)
        if links.count():
            words.say("selectors", name, selector_of(links.first))
            words.say("links", name.capitalize(), words_of(links.first))
    return absent


def say_members_place(page: Page, words: Words) -> list[str]:
    """Say which page is for members only: the one that is open, or one that it links to. Gives what the site lacks."""
    here = urlsplit(page.url)
    links = [urlsplit(one.evaluate("one => one.href")) for one in page.locator("a[href]").filter(visible=True).all()]
    for place in dict.fromkeys(one.path for one in (here, *links) if one.netloc == here.netloc):
        if LOG_OUT.search(place):
            continue
        if led_to := turned_away(page, f"{here.scheme}://{here.netloc}{place}"):
            words.say("paths", "/account", place)
            returns = [name for name, values in parse_qs(led_to.query).items() if place in values]
            words.say("names", "next", returns[0] if returns else "")
            return [] if returns else ["return-to"]
    return ["return-to"]


def send(page: Page, texts: dict[str, str]) -> None:
    """Type ``texts``, by the names of the fields, in the form that asks for a password, and use its button."""
    form = page.locator("form:has([type=password])").first
    for name, text in texts.items():
        form.locator(f'[name="{name}"]').fill(text)
    with page.expect_event("domcontentloaded"):
        form.locator("button:not([type=button]), [type=submit]").first.click()


def way_out(page: Page) -> Locator | None:
    """What logs out, if there is anything that is called so."""
    for kind in ("main button", "button, input[type=submit]", "a"):  # a form is sent, where a link may only ask for it
        for one in page.locator(kind).filter(visible=True).all():
            if LOG_OUT.fullmatch(words_of(one)):
                return one
    return None


def words_of(way: Locator) -> str:
    """What a link or button says."""
    return " ".join((way.inner_text() or way.get_attribute("value") or "").split())


def selector_of(way: Locator) -> str:
    """Where a link or button is found again, by its role and its words."""
    role = way.evaluate("one => one.matches('a') ? 'link' : 'button'")
    return f'role={role}[name="{words_of(way)}"]'


def turned_away(page: Page, url: str) -> SplitResult | None:
    """Where a visitor is led who wants the page at ``url``; None where they get it."""
    browser = page.context.browser
    assert browser, "the window is a browser's"
    stranger = browser.new_page()
    stranger.goto(url)
    led_to, asked = urlsplit(stranger.url), stranger.locator("[type=password]").count()
    stranger.close()
    return led_to if asked or led_to.path != urlsplit(url).path else None
