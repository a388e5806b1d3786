"""Write every page of the site into a folder, as a browser gets it: ``python -m tests.markup.pages FOLDER``.

Pages are found in the app's own map, and error pages in its own list: a new one is there by itself.
"""

import logging
import re
import shutil
import sys
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from app.extensions import db
from features.support.latchkey.payloads import REQUESTS
from features.support.latchkey.server import LiveServer, live_server
from features.support.login.http_client import Answer, HttpClient
from features.support.login.site import site

ADA = ("ada@example.com", "correct horse battery")
#: Products that would end their element, be more than text, or be what HTML has no way to say.
NAMES = ("</h2><script>alert(1)</script>", "\"'&amp;&#0;<!--", "\u202eleft", "a\0b", "a\x1bb", "a\x85b", "a\ufffeb")


class Reader(HttpClient):
    """A stranger who keeps every page that comes, in a file of its own."""

    def __init__(self, name: str, url: str, folder: Path) -> None:
        super().__init__(url)
        self.name = name
        self.folder = folder

    def ask(self, method: str, place: str, *rest: Any) -> Answer:
        """As a stranger does. What leads elsewhere is no page: no browser shows it."""
        answer = super().ask(method, place, *rest)
        if answer.headers.get("Content-Type", "").startswith("text/html") and answer.status != 302:
            count = len(list(self.folder.iterdir()))
            name = re.sub(r"\W+", "-", f"{count:03} {self.name} {method} {place} {answer.status}")
            Path(self.folder, f"{name}.html").write_text(answer.text, encoding="utf-8")
        return answer

    def read(self, server: LiveServer, email: str = "") -> None:
        """Open every page as the member who has ``email``, send every form as it comes, and see everything fail."""
        for path in server.routes.pages(email):
            self.open(path)
        for _failure in server.all_failures():
            self.send("GET", "/login")

    def open(self, path: str) -> None:
        """Open the page at ``path``, or where that leads, and send its form as it comes."""
        answer = self.follow(self.send("GET", path))
        assert answer.status < 400, f"{path} answers {answer.status}"
        if token := site.token(answer.text):
            self.send_form(answer.place, {"csrf_token": token})


def write(server: LiveServer, folder: Path) -> None:
    """See the site as a visitor, as a member who is logged in twice, and as one who sends what no browser would."""
    visitor, member = (Reader(who, server.url, folder) for who in ("visitor", "member"))
    visitor.read(server)
    for request in REQUESTS.values():
        visitor.send(*request)
    member.register(*ADA)
    elsewhere = HttpClient(server.url)
    elsewhere.log_in(*ADA)
    for name in NAMES * 4:
        # What is refused is shown to its sender once more, and can be no valid HTML: that answer is not kept.
        elsewhere.post("/products/new", {"name": name, "description": name})
    member.read(server, ADA[0])
    visitor.read(server)
    visitor.send("GET", "/products/before/2")
    if "mail" in server.routes.capabilities:
        write_mailed(server, folder)


def write_mailed(server: LiveServer, folder: Path) -> None:
    """See every page that a mailed link leads to, with the address confirmed afterwards and then first."""
    owner, thief, newcomer = (Reader(who, server.url, folder) for who in ("owner", "thief", "newcomer"))
    owner.log_in(*ADA)
    asking = {"/recovery": {"email": ADA[0]}, "/account/email": {"email": "lovelace@example.com", "current": ADA[1]}}
    for path, fields in asking.items():
        owner.post(path, fields)
    for path in links(server):
        thief.open(path)
        owner.open(path)
    server.restart(CONFIRM_FIRST=True)
    newcomer.open("/register")
    newcomer.post("/register", {"email": "grace@example.com"})
    for path in links(server):
        newcomer.open(path)


def links(server: LiveServer) -> list[str]:
    """The path of every link that is to be mailed."""
    letters, links, models = (import_module(f"app.mail.{name}") for name in ("letters", "links", "models"))
    with server.app.app_context():
        mails = db.session.scalars(db.select(models.Mail)).all()
        return [f"/link/{links.token(mail)}" for mail in mails if letters.find(mail.kind).button]


if __name__ == "__main__":
    logging.disable()  # the failures are meant
    target = Path(sys.argv[1])
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    nobody: Any = SimpleNamespace()
    with contextmanager(live_server)(nobody) as running:
        write(running, target)
