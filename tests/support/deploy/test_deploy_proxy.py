"""What nginx hands on, as deploy/ has it, what it answers by itself, and what it writes down."""

import http.client
import json
import re
import shutil
import socket
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
    """Answers with the id of the request that it was told, or with all headers of one for /headers."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200)
        self.send_header("Content-Type", "text/css" if self.path.endswith(".css") else "text/html")
        self.end_headers()
        if self.path == "/headers":
            self.wfile.write(json.dumps({name: self.headers.get_all(name) for name in self.headers}).encode())
            return
        self.wfile.write(", ".join(self.headers.get_all("X-Request-ID", [])).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[Nginx]:
    """Nginx before a server, and as "gone" before one that is not there."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Told)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    proxy = Nginx(tmp_path, {"there": [server.server_port], "gone": [free_port()]})
    written, lines = proxy.folder / "nginx.conf", f"access_log {proxy.folder}/access.log;"
    written.write_text(written.read_text().replace("access_log off;", lines, 1))
    try:
        proxy.start()
        yield proxy
    finally:
        proxy.stop()
        server.shutdown()
        server.server_close()


#: The certificate is nginx's own.
TRUSTING = ssl._create_unverified_context()  # noqa: S323, SLF001


def answer_of(proxy: Nginx, which: str, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    """What ``proxy`` answers for one of its sites, and the body of it."""
    connection = http.client.HTTPSConnection("localhost", proxy.ports[which], context=TRUSTING, timeout=10)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def ask(proxy: Nginx, which: str, path: str, **headers: str) -> tuple[int, str]:
    """The status and the body of what ``proxy`` answers for one of its sites."""
    answer, body = answer_of(proxy, which, path, **headers)
    return answer.status, body.decode()


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


def plain_port(proxy: Nginx) -> int:
    """Where ``proxy`` is reached without TLS."""
    found = re.search(r"listen 127.0.0.1:(\d+);", (proxy.folder / "nginx.conf").read_text())
    assert found
    return int(found[1])


def ask_plain(proxy: Nginx, path: str, host: str) -> tuple[int, str | None]:
    """The status of what ``proxy`` answers without TLS, and where it leads to."""
    connection = http.client.HTTPConnection("127.0.0.1", plain_port(proxy), timeout=10)
    try:
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location")
    finally:
        connection.close()


def test_what_a_visitor_says_of_the_way_goes_no_further(nginx: Nginx) -> None:
    said = {"X_Forwarded_For": "192.0.2.1", "X_Forwarded_Proto": "http", "X_Forwarded_Host": "evil.example"}
    told = json.loads(ask(nginx, "there", "/headers", **said)[1])
    assert told["Host"] == [f"localhost:{nginx.ports['there']}"]
    assert (told["X-Forwarded-For"], told["X-Forwarded-Proto"]) == (["127.0.0.1"], ["https"])
    assert "X-Forwarded-Host" not in told


def test_whoever_comes_without_tls_is_led_to_the_same_address_with_it(nginx: Nginx) -> None:
    assert ask_plain(nginx, "/login?next=%2Faccount", "localhost") == (301, "https://localhost/login?next=%2Faccount")


def test_another_name_is_nobodys(nginx: Nginx) -> None:
    with pytest.raises(http.client.RemoteDisconnected):
        ask_plain(nginx, "/login", "evil.example")
    with (
        socket.create_connection(("127.0.0.1", nginx.ports["there"]), timeout=10) as line,
        pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"),
    ):
        TRUSTING.wrap_socket(line, server_hostname="evil.example")


def test_static_files_are_compressed_and_pages_are_not(nginx: Nginx) -> None:
    """The id that is answered has 32 letters, which are enough to be compressed."""
    found = {
        path: answer_of(nginx, "there", path, Accept_Encoding="gzip")[0].getheader("Content-Encoding")
        for path in ("/login", "/static/latchkey.css")
    }
    assert found == {"/login": None, "/static/latchkey.css": "gzip"}


def test_what_was_mailed_is_not_written_down_where_it_is_opened_with_or_without_tls(nginx: Nginx) -> None:
    for path in (f"/link/{TOKEN}", "/login"):
        assert ask(nginx, "there", path)[0] == 200
        assert ask_plain(nginx, path, "localhost") == (301, f"https://localhost{path}")
    nginx.stop()
    written = (nginx.folder / "access.log").read_text()
    assert written.count("GET /login") == 2, "nothing else is written down either"
    assert TOKEN not in written
