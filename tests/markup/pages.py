"""Write every page of the site into a folder, as a browser gets it: ``python -m tests.markup.pages FOLDER``.

Pages are found in the app's own map, and error pages in its own list: a new one is there by itself.
"""

import logging
import re
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Flask

from features.support.latchkey.failures import all_failures
from features.support.latchkey.payloads import REQUESTS
from features.support.latchkey.routes import pages
from features.support.latchkey.server import LiveServer, live_server
from features.support.login.http_client import Answer, HttpClient
from features.support.login.site import TOKEN

ADA = ("ada@example.com", "correct horse battery")
#: Products that would end their element, be more than text, or be what HTML has no way to say.
NAMES = ("</h2><script>alert(1)</script>", "\"'&amp;&#0;<!--", "\u202eleft", "a\0b", "a\x1bb", "a\x85b", "a\ufffeb")


class Reader(HttpClient):
    """A stranger who keeps every page that comes, in a file of its own."""

    def __init__(self, name: str, url: str, folder: Path) -> None:
        super().__init__(url)
        self.name = name
        self.folder = folder

    def send(self, method: str, path: str, *rest: Any) -> Answer:
        """As a stranger does. What leads elsewhere is no page: no browser shows it."""
        answer = super().send(method, path, *rest)
        if answer.headers.get("Content-Type", "").startswith("text/html") and answer.status != 302:
            count = len(list(self.folder.iterdir()))
            name = re.sub(r"\W+", "-", f"{count:03} {self.name} {method} {path} {answer.status}")
            Path(self.folder, f"{name}.html").write_text(answer.text, encoding="utf-8")
        return answer

    def read(self, app: Flask, email: str = "") -> None:
        """Open every page as the member who has ``email``, send every form as it comes, and see everything fail."""
        for path in pages(app, email):
            answer = self.send("GET", path)
            assert answer.status < 400, f"{path} answers {answer.status}"
            if token := TOKEN.search(answer.text):
                self.send_form(path, {"csrf_token": token[1]})
        for _failure in all_failures(app):
            self.send("GET", "/products")


def write(server: LiveServer, folder: Path) -> None:
    """See the site as a visitor, as a member who is logged in twice, and as one who sends what no browser would."""
    visitor, member = (Reader(who, server.url, folder) for who in ("visitor", "member"))
    visitor.read(server.app)
    for request in REQUESTS.values():
        visitor.send(*request)
    member.register(*ADA)
    elsewhere = HttpClient(server.url)
    elsewhere.log_in(*ADA)
    for name in NAMES * 4:
        # What is refused is shown to its sender once more, and can be no valid HTML: that answer is not kept.
        elsewhere.post("/products/new", {"name": name, "description": name})
    member.read(server.app, ADA[0])
    visitor.read(server.app)
    visitor.send("GET", "/products/before/2")


if __name__ == "__main__":
    logging.disable()  # the failures are meant
    target = Path(sys.argv[1])
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    with contextmanager(live_server)(SimpleNamespace()) as running:
        write(running, target)
