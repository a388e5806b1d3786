"""A walk through a site: each link and button of every page is used as a person does. Knows Playwright alone.

A page is known by its address, less any number in it, and by what it offers: two of a kind are walked once.
"""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Error, Locator, Page, Request

#: What a person can use, but the first stop of a keyboard, which leads within its page and is seen by nobody else.
WAYS = 'a:not([href="#main"]), button, input[type=submit], input[type=button], summary, [role=button], [role=link]'
#: What each is called by a screen reader, near enough, and whether it leads anywhere at all.
DESCRIBE = """all => all.map((way) => [
  (way.ariaLabel || way.value || way.textContent).replace(/\\s+/g, " ").trim(),
  way.matches("[type=button]"),
  way.matches("main a"),
])"""
#: What a page shows apart from its messages, which come and go.
SHOWN = "main => main.innerText"
HERE = "here"


@dataclass(frozen=True)
class Way:
    """A link or button: where it stands, what it says, and which of those that say so it is."""

    on: str
    address: str
    name: str
    which: int
    stays: bool  # it is to change its page, and leads nowhere
    in_text: bool  # it is a link of the page's own, not of the head that all pages share


@dataclass(frozen=True)
class Used:
    """What became of using a way: the heading that it has led to, or what went wrong."""

    way: Way
    to: str
    wrong: str = ""

    def __str__(self) -> str:
        return f"“{self.way.name}” on “{self.way.on}”"


class Walk:
    """Somebody's walk in ``page``. The words ``last`` are used when all is seen, and ``again`` after each of them."""

    def __init__(self, page: Page, last: str = "", again: Callable[[], object] = lambda: None) -> None:
        self.page, self.last, self.again = page, last, again
        self.used: list[Used] = []
        self.asked: list[tuple[str, str]] = []  # method and path of what was asked for
        self.seen: set[tuple[str, ...]] = set()
        self.waiting: deque[Way] = deque()

    def start(self, *addresses: str) -> "Walk":
        """Begin at ``addresses``, and use each link and button of every page that comes, until there is no other."""
        for address in addresses:
            self.note(self.page.goto(address))
            typed = Way("no page", address, address, which=0, stays=False, in_text=False)
            self.used.append(Used(typed, self.heading()))
            self.look_round()
        ways_out = []
        while self.waiting:
            way = self.waiting.popleft()
            if way.name == self.last:
                ways_out.append(way)
            else:
                self.use(way)
        for way in ways_out:
            self.use(way)
            self.again()
        return self

    def look_round(self) -> None:
        """Use at once what only changes this page; what leads elsewhere waits, unless such a page was seen."""
        ways = list(self.ways())
        for way in (way for way in ways if way.stays):
            self.used.append(self.try_out(way))
        leading = [way for way in ways if not way.stays]
        kind = (re.sub(r"\d+", "", urlsplit(self.page.url).path), *(way.name for way in leading))
        if kind not in self.seen:
            self.seen.add(kind)
            self.waiting.extend(leading)

    def ways(self) -> Iterator[Way]:
        """Give what can be used on the page that is open."""
        on, address = self.heading(), self.page.url
        names: list[str] = []
        for name, stays, in_text in self.all().evaluate_all(DESCRIBE):
            yield Way(on, address, name, names.count(name), stays, in_text)
            names.append(name)

    def all(self) -> Locator:
        """What can be used on this page, in its order."""
        return self.page.locator(WAYS).filter(visible=True)

    def find(self, way: Way) -> Locator:
        """Where ``way`` stands on its page, which is open."""
        names = [name for name, *_ in self.all().evaluate_all(DESCRIBE)]
        places = [place for place, name in enumerate(names) if name == way.name]
        return self.all().nth(places[way.which])

    def heading(self) -> str:
        """The heading of the page that is open."""
        return " / ".join(self.page.get_by_role("heading", level=1).all_inner_texts())

    def try_out(self, way: Way) -> Used:
        """Use ``way``, which leads nowhere: the page changes at once."""
        before, control = self.page.content(), self.find(way)
        control.click()
        changed = self.page.content() != before and self.page.url == way.address
        return Used(way, HERE, "" if changed else "does nothing")

    def use(self, way: Way) -> None:
        """Go back to where ``way`` stands, use it, and look round where it leads."""
        self.page.goto(way.address)
        before = self.page.get_by_role("main").evaluate(SHOWN)
        try:
            with self.page.expect_navigation() as leading:
                self.find(way).click()
            status = self.note(leading.value)
        except (Error, IndexError) as error:
            self.used.append(Used(way, "", f"brings no page: {str(error).splitlines()[0]}"))
            return
        wrong = "" if 0 < status < 400 else f"is answered by {status or 'nothing'}"
        if way.in_text and not wrong and self.page.get_by_role("main").evaluate(SHOWN) == before:
            wrong = "leads to where one was"
        self.used.append(Used(way, self.heading(), wrong))
        self.look_round()

    def note(self, response: Any) -> int:
        """Keep what was asked for until ``response`` came, redirects included. Gives its status; 0 for none."""
        request: Request | None = response.request if response else None
        while request:
            self.asked.append((request.method, urlsplit(request.url).path))
            request = request.redirected_from
        return response.status if response else 0


def wrong_ways(used: Iterable[Used], rows: dict[str, str], *, scripts: bool) -> list[str]:
    """Say what is not as the table ``rows`` has it: where each link or button leads, by its words; … stands for any.

    Where no scripts run, nothing that needs one is there.
    """
    found, wrong = set(), []
    for one in used:
        row = next((row for row in rows if re.fullmatch(re.escape(row).replace("…", ".+"), one.way.name)), None)
        found.add(row)
        if one.wrong:
            wrong.append(f"{one} {one.wrong}.")
        elif row is None:
            wrong.append(f"{one} leads to “{one.to}”, and the scenario's table has no row for it.")
        elif one.to != rows[row]:
            wrong.append(f"{one} leads to “{one.to}”, and not to “{rows[row]}”.")
    expected = {row for row, to in rows.items() if scripts or to != HERE}
    return wrong + [f"No page has “{row}”." for row in sorted(expected - found)]
