"""A site that runs elsewhere: all that can be asked of it from outside."""

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
