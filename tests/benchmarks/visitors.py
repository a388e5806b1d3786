"""Who comes to a server through nginx: people who log in, and readers who take little of the machine."""

import re
import socket
import ssl
import time
from http.client import HTTPSConnection

from tests.benchmarks.logins import cookie, filled_in

PATIENCE = 120  # seconds that an answer may take
LENGTH = re.compile(rb"\r\nContent-Length: (\d+)\r\n")


class Visitor:
    """Someone at a ``port`` of nginx, on one connection, with the cookie that a browser would keep."""

    def __init__(self, port: int, tls: ssl.SSLContext) -> None:
        self.origin = f"https://localhost:{port}"
        self.connection = HTTPSConnection("localhost", port, context=tls, timeout=PATIENCE)
        self.cookie = ""

    def send(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        """Ask once, and give the status and the text of the answer."""
        form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin} if body else {}
        self.connection.request(method, path, body, {"Cookie": self.cookie, **form})
        answer = self.connection.getresponse()
        if "Set-Cookie" in answer.headers:
            self.cookie = cookie(dict(answer.headers))
        return answer.status, answer.read().decode()

    def open_form(self, email: str) -> str:
        """Open the form for logging in, and give it filled in."""
        return filled_in(self.send("GET", "/login")[1], email)


class Reader:
    """A member who opens their account again and again, on a connection that stays open.

    What it sends is ready, and of an answer it looks at no more than the status and the length.
    """

    def __init__(self, port: int, tls: ssl.SSLContext, email: str) -> None:
        self.port, self.tls = port, tls
        visitor = Visitor(port, tls)
        status, _text = visitor.send("POST", "/login", visitor.open_form(email))
        if status != 302:
            raise RuntimeError(f"Logging in answers {status}")
        self.request = f"GET /account HTTP/1.1\r\nHost: localhost:{port}\r\nCookie: {visitor.cookie}\r\n\r\n".encode()
        self.connect()

    def connect(self) -> None:
        """Open the connection."""
        plain = socket.create_connection(("127.0.0.1", self.port), PATIENCE)
        self.socket = self.tls.wrap_socket(plain, server_hostname="localhost")

    def read(self, until: float) -> int:
        """Open pages ``until`` that moment of the monotonic clock, and tell how many. Raises RuntimeError."""
        count = 0
        while time.monotonic() < until:
            if self.read_once():  # nginx wants a new connection after a thousand pages
                self.socket.close()
                self.connect()
            count += 1
        return count

    def read_once(self) -> bool:
        """Open one page, and tell whether the server closes the connection after it."""
        self.socket.sendall(self.request)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self.received()
        head, _, body = answer.partition(b"\r\n\r\n")
        length = LENGTH.search(head + b"\r\n")
        if not head.startswith(b"HTTP/1.1 200 ") or not length:
            raise RuntimeError(f"The page answers {head.decode(errors='replace')}")
        left = int(length[1]) - len(body)
        while left > 0:
            left -= len(self.received())
        return b"\r\nConnection: close" in head

    def received(self) -> bytes:
        """What has come. Raises RuntimeError where nothing will."""
        if came := self.socket.recv(65536):
            return came
        raise RuntimeError("The server has closed the connection")
