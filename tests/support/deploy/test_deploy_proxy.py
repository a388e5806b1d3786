"""What nginx hands on, as deploy/ has it, and what it writes down."""

import http.client
import shutil
import ssl
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from features.support.cluster.services import PLACES, free_port
from features.support.cluster.web import Nginx

TOKEN = "recovery.0123456789abcdef.c2lnbmVk"
MADE_UP = "made-up-by-a-visitor"

pytestmark = pytest.mark.skipif(
    not any(shutil.which("nginx", path=place) for place in (None, *PLACES)), reason="needs nginx"
)


class Told(BaseHTTPRequestHandler):
    """Answers with the id of the request that it was told."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(", ".join(self.headers.get_all("X-Request-ID", [])).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[Nginx]:
    """Nginx before a server, and as "gone" before one that is not there."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Told)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    proxy = Nginx(tmp_path, {"there": [server.server_port], "gone": [free_port()]})
    try:
        proxy.start()
        yield proxy
    finally:
        proxy.stop()
        server.shutdown()
        server.server_close()


def ask(proxy: Nginx, which: str, path: str, **headers: str) -> tuple[int, str]:
    """The status and the body of what ``proxy`` answers for one of its sites."""
    trusting = ssl._create_unverified_context()  # noqa: S323, SLF001 -- its certificate is its own
    connection = http.client.HTTPSConnection("localhost", proxy.ports[which], context=trusting, timeout=10)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize("path", ["/login", "/static/latchkey.css", f"/link/{TOKEN}"])
def test_the_id_of_a_request_is_the_proxys_whatever_a_visitor_says(nginx: Nginx, path: str) -> None:
    told = [ask(nginx, "there", path, X_Request_ID=MADE_UP) for _ in range(2)]
    assert [status for status, _id in told] == [200, 200]
    ids = {said for _status, said in told}
    assert len(ids) == 2
    assert all(len(said) == 32 and set(said) <= set("0123456789abcdef") for said in ids)


def test_what_was_mailed_is_not_written_down_where_the_server_is_gone(nginx: Nginx) -> None:
    assert ask(nginx, "gone", f"/link/{TOKEN}")[0] == 502
    assert ask(nginx, "gone", "/login")[0] == 502
    nginx.stop()
    written = nginx.log.read_text()
    assert "GET /login" in written, "nothing else is written down either"
    assert TOKEN not in written
