"""A site that runs elsewhere: all that can be asked of it from outside."""

import re
import subprocess
import time
from html import unescape
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from behave_browser.options import OptionError

from features.support.login.http_client import HttpClient
from features.support.login.people import Person
from features.support.login.site import site

NO_ACCOUNT = (
    "{email} has no account at {url}: registering was answered by {status}, and led to {place}. The adapter says in "
    "[registering] what else the form wants, in [names] what its fields are called, and in [paths] where members are."
)
NO_LINK = (
    "No link to {host} was mailed to {email} within {patience} seconds. The adapter's `mailbox` is a command that "
    "prints what was mailed; it printed: {printed}"
)
#: How long a mail may take, in seconds, and how often the mailbox is looked into.
PATIENCE, EVERY = 10, 0.2


def confirm(stranger: HttpClient, email: str) -> None:
    """Open the last link that was mailed to ``email``, where the site wants that, and send the form that is there.

    Raises AssertionError where no link comes, and OptionError where the mailbox cannot be read.
    """
    command = site.mailbox(email)
    if not command:
        return
    link = mailed_link(command, stranger.host, email)
    page = stranger.follow(stranger.ask("GET", link, None, {}))
    if token := site.token(page.text):
        stranger.send_form(page.place, {"csrf_token": token})


def mailed_link(command: list[str], host: str, email: str) -> str:
    """Give path and query of the last link to ``host`` that ``command`` prints, as soon as there is one."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            read = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- the person's own
        except OSError as error:
            raise OptionError(f"The adapter's `mailbox` cannot be run: {error.strerror}: {command[0]}.") from None
        if links := re.findall(rf"https?://{re.escape(host)}(/[^\s\"'<>]*)", unescape(read.stdout)):
            return str(links[-1])
        printed = (read.stdout + read.stderr).strip() or "nothing"
        assert time.monotonic() < until, NO_LINK.format(host=host, email=email, patience=PATIENCE, printed=printed)
        time.sleep(EVERY)


class RemoteSite:
    """Stands for the server, and for what is behind its pages, as far as those who only have its address can.

    Whatever else a scenario wants raises AttributeError: such scenarios are tagged @own-server.
    """

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    def __getattr__(self, name: str) -> Any:
        """Say what the scenario lacks."""
        raise AttributeError(f"A site that runs elsewhere has no `{name}`: this scenario is to be tagged @own-server.")

    def check(self) -> None:
        """Raise OptionError unless something answers there."""
        try:
            urlopen(self.url, timeout=10).close()  # noqa: S310 -- http or https: Options has seen to it
        except HTTPError:
            return  # an answer, if not a friendly one
        except (URLError, OSError) as error:
            reason = getattr(error, "reason", error)
            raise OptionError(f"Nothing answers at {self.url}: {reason}. Start the site, then try again.") from None

    def register(self, person: Person) -> None:
        """Register ``person`` by the site's own form, and leave no login behind."""
        if person.registered:
            return
        stranger = HttpClient(self.url)
        answer = stranger.register(person.email, person.password)
        confirm(stranger, person.email)
        # Some sites log in whoever registers, and some do not.
        assert stranger.is_member(person.email) or stranger.logs_in(person.email, person.password), NO_ACCOUNT.format(
            email=person.email, url=self.url, status=answer.status, place=stranger.follow(answer).place
        )
        stranger.send_form("/logout", {"csrf_token": site.token(stranger.send("GET", "/account").text)})
        person.registered = True

    def pages(self, _person: Person) -> list[str]:
        """Give, in Latchkey's words, the address of every page that its adapter names, and one that there is not."""
        return site.pages()

    def has_account(self, person: Person) -> bool:
        """Whether an email and a password that ``person`` has, or has typed, open an account."""
        return any(HttpClient(self.url).logs_in(*tried) for tried in person.tried())

    def hashes(self) -> list[dict[str, int]]:
        """Nobody outside sees what is hashed: steps that count hashes find none, and their scenarios are not run."""
        return []
