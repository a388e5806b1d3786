"""A stranger: someone who speaks HTTP by hand and may send what no browser would."""

import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from difflib import ndiff
from http.client import HTTPConnection, HTTPSConnection
from http.cookies import SimpleCookie
from threading import Barrier
from typing import Self
from urllib.parse import urlencode, urljoin, urlsplit

from features.support.login.site import site

#: What leads elsewhere by GET, and how often that is followed.
LEADING, MANY = {301, 302, 303}, 5
ASKS_FOR_PASSWORD = re.compile(r"""<input\b[^>]*\btype=["']?password""", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str
    #: Every header, where one comes twice.
    pairs: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    #: What was asked for: the path and query.
    place: str = field(default="", compare=False)

    @property
    def policies(self) -> tuple[str, ...]:
        """Every Content-Security-Policy: a browser keeps to all of them."""
        return tuple(value for name, value in self.pairs if name == "Content-Security-Policy")

    def but(self, email: str) -> Self:
        """This answer less what differs between any two: the ``email`` that was typed, tokens, and the time."""
        headers = {name: value for name, value in self.headers.items() if name != "Date"}
        if "Set-Cookie" in headers:
            headers["Set-Cookie"] = re.sub("=[^;]*", "=", headers["Set-Cookie"], count=1)
        return replace(self, headers=headers, text=site.tokens().sub("", self.text).replace(email, ""))


def difference(one: Answer, other: Answer) -> str:
    """What a person would see differ between two pages: where they are, or the first line that only one of them has."""
    places = [f"{answer.status} at {answer.place}" for answer in (one, other)]
    if places[0] != places[1]:
        return " and ".join(places)
    lines = [line for line in ndiff(one.text.splitlines(), other.text.splitlines()) if line[0] in "-+"]
    return " and ".join(f"“{line[1:].strip()}”" for line in lines[:2])


def at_once(strangers: list["HttpClient"], path: str, forms: list[dict[str, str]]) -> list[Answer]:
    """Have each of ``strangers`` open the form at ``path``, and then send one of ``forms``, all at the same moment."""
    start = Barrier(len(strangers))

    def send(stranger: HttpClient, fields: dict[str, str]) -> Answer:
        token = stranger.token(path)
        start.wait(timeout=30)
        return stranger.send_form(path, {"csrf_token": token, **fields})

    with ThreadPoolExecutor(len(strangers)) as threads:
        return list(threads.map(send, strangers, forms))


class HttpClient:
    """A client that keeps its cookies and follows no redirect."""

    def __init__(self, base_url: str, headers: Mapping[str, str] | None = None) -> None:
        address = urlsplit(base_url)
        self.host = address.netloc
        self.connect = HTTPSConnection if address.scheme == "https" else HTTPConnection
        self.headers = headers or {}
        #: What a browser says of a form that it sends: where TLS is used, many sites take none without it.
        self.origin = {"Origin": f"https://{self.host}"} if address.scheme == "https" else {}
        self.cookies: dict[str, str] = {}

    def send(
        self, method: str, path: str, body: bytes | str | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send one request and give its answer."""
        return self.ask(method, site.path(path), body, headers or {})

    def ask(self, method: str, place: str, body: bytes | str | None, headers: Mapping[str, str]) -> Answer:
        """Send one request to the site's own ``place``, whatever Latchkey has there, and give its answer."""
        connection = self.connect(self.host, timeout=30)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        origin = self.origin if body is not None else {}
        connection.request(method, place, body, {"Cookie": cookie, **origin, **self.headers, **headers})
        response = connection.getresponse()
        for header in response.msg.get_all("Set-Cookie", []):
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(header).items()})
        pairs = tuple(response.getheaders())
        answer = Answer(response.status, dict(pairs), response.read().decode(), pairs, place)
        connection.close()
        return answer

    def follow(self, answer: Answer) -> Answer:
        """Go where ``answer`` leads on this site, as a browser does, and give what is there in the end."""
        for _ in range(MANY):
            target = urlsplit(urljoin(f"//{self.host}{answer.place}", answer.headers.get("Location", "")))
            if answer.status not in LEADING or target.netloc != self.host:
                break
            answer = self.ask("GET", f"{target.path}?{target.query}".rstrip("?"), None, {})
        return answer

    def token(self, path: str) -> str:
        """The CSRF token of the form at ``path``: nothing where the site's adapter says that it has none."""
        token = site.token(self.send("GET", path).text)
        assert token or not site.fields({"csrf_token": ""}), f"{path} has no form with a CSRF token"
        return token

    def send_form(self, path: str, fields: Mapping[str, str], method: str = "POST") -> Answer:
        """Send ``fields`` to ``path``, and nothing else."""
        body = urlencode(site.fields(fields, urlsplit(path).path))
        return self.send(method, path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Open the form at ``path``, and send it with ``fields`` as a browser would, token and all."""
        return self.send_form(path, {"csrf_token": self.token(path), **fields})

    def log_in(self, email: str, password: str) -> Answer:
        """Send the form for logging in."""
        return self.post("/login", {"email": email, "password": password})

    def register(self, email: str, password: str) -> Answer:
        """Send the form for registering."""
        fields = {"email": email, "password": password, "confirm": password}
        return self.post("/register", fields | site.registering())

    def logs_in(self, email: str, password: str) -> bool:
        """Log in, and tell whether that has opened a page for members: a redirect alone says nothing."""
        self.log_in(email, password)
        return self.is_member(email)

    def is_member(self, email: str) -> bool:
        """Whether this client is logged in as the member who has ``email``, as far as a page for members tells."""
        page = self.follow(self.send("GET", "/account"))
        opened = page.status == 200 and is_for_members(page.place, page.text)
        return opened and (email in page.text or bool(site.lacks(["needs-account"])))


def is_for_members(place: str, html: str) -> bool:
    """Whether whoever wanted the page for members has it, and was neither led elsewhere nor asked for a password."""
    return place == site.path("/account") and not ASKS_FOR_PASSWORD.search(html)
