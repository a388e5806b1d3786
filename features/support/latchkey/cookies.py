"""The browser session cookie, as someone who holds the browser can copy it, read it and change it."""

import hashlib
from base64 import urlsafe_b64decode
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Cookie, Page

from features.support.login.pages import AccountPage
from features.support.login.site import site

#: What Latchkey keeps in a browser: its session, and the mark by which the notices know it. Neither is the other.
SESSION, MARK = "__Host-session", "__Host-device"


def only_cookie(page: Page) -> Cookie:
    """The one cookie of the browser's session, as Playwright gives it. Beside it and a mark, one more is too many."""
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert cookies.keys() - {MARK} == {SESSION}, f"The site has set {', '.join(cookies) or 'no cookie'}."
    return cookies[SESSION]


def login_cookie(page: Page, url: str, email: str) -> Cookie:
    """The cookie that lets ``email`` into the site at ``url``, tried: a visitor's looks alike. Latchkey has but one."""
    if site.is_own:
        only_cookie(page)
    return AccountPage(page).login_cookie(url, email)


def session_cookie(page: Page) -> str:
    """The value of the cookie of the browser's session."""
    return only_cookie(page)["value"]


def set_session_cookie(page: Page, value: str) -> None:
    """Put ``value`` in place of the cookie's own, and leave its name, path and flags as they are."""
    page.context.add_cookies([only_cookie(page) | {"value": value}])  # type: ignore[list-item]


def take_cookies(owner: Page, thief: Page) -> None:
    """Copy every cookie of the ``owner``'s window into the ``thief``'s."""
    thief.context.add_cookies(owner.context.cookies())  # type: ignore[arg-type]


def change_byte(page: Page, part: int) -> None:
    """Change one byte in the payload (0), the time (1) or the signature (2) of the cookie."""
    parts = session_cookie(page).rsplit(".", 2)
    # Not its last one: the bits at the end of a base64 text may mean nothing.
    middle = len(parts[part]) // 2
    changed = "A" if parts[part][middle] != "A" else "B"
    parts[part] = parts[part][:middle] + changed + parts[part][middle + 1 :]
    set_session_cookie(page, ".".join(parts))


def spellings(token: str) -> list[bytes]:
    """Every way in which ``token`` could be kept: as it is, as the bytes that it is made of, and as those in hex."""
    raw = urlsafe_b64decode(f"{token}{'=' * (-len(token) % 4)}")
    return [token.encode(), raw, raw.hex().encode()]


def token_hash(token: str) -> bytes:
    """What the server keeps of ``token``."""
    return hashlib.sha256(token.encode()).digest()


#: What a forger makes of the cookie's payload, at a server whose own key only the last of them knows.
FORGERIES: dict[str, Callable[[Any, Any], str]] = {
    'signed with the key "secret"': lambda server, payload: server.sign(payload, "secret"),
    "not signed": lambda server, payload: server.sign(payload).rsplit(".", 2)[0],
    "signed by this server long ago": lambda server, payload: server.sign(payload, days_ago=32),
}
