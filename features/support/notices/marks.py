"""The mark by which a browser is known, as someone who holds the browser can copy it and change it."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable

from playwright.sync_api import Cookie, Page

from features.support.latchkey.cookies import MARK
from features.support.login.http_client import Answer


def mark_in(page: Page) -> Cookie | None:
    """The cookie in which this window keeps the mark, or None where it has none."""
    return next((cookie for cookie in page.context.cookies() if cookie["name"] == MARK), None)


def put_mark(page: Page, value: str) -> None:
    """Put ``value`` in the place of the window's mark, or nothing where it is empty."""
    mark = mark_in(page)
    assert mark, "there is no mark to change"
    page.context.clear_cookies(name=MARK)
    if value:
        page.context.add_cookies([mark | {"value": value}])  # type: ignore[list-item]


def left(answer: Answer) -> list[str]:
    """Each mark that ``answer`` leaves, with all that is said of it."""
    return [said for name, said in answer.pairs if name == "Set-Cookie" and said.startswith(f"{MARK}=")]


def made_without_key(number: int) -> str:
    """Every mark of the member ``number`` that needs no key of the server's, as far as a forger thinks."""
    text = str(number).encode()
    digests = [hashlib.sha256(text).digest(), *(hmac.digest(key, text, "sha256") for key in (b"", b"secret", text))]
    return ".".join(urlsafe_b64encode(digest).decode().rstrip("=") for digest in digests)


#: What becomes of a mark, by what a scenario calls it: what it was, and the number of the member whose it is.
SPOILT: dict[str, Callable[[str, int], str]] = {
    "changed by a letter": lambda mark, _number: ("A" if mark[0] != "A" else "B") + mark[1:],
    "cut short": lambda mark, _number: mark[:-3],
    "noise": lambda _mark, _number: "%00.%ff=..\x7e!" * 9,
    "longer than anybody would write": lambda mark, _number: f"{'x' * 43}." * 80 + mark,
    "made without the server's key": lambda _mark, number: made_without_key(number),
    "gone": lambda _mark, _number: "",
}
