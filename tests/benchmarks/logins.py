"""What a login costs beside the hash that it cannot do without, and what it costs those who only look at a page."""

import hashlib
import http.client
import logging
import os
import re
import secrets
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from werkzeug.serving import make_server

from tests.benchmarks.measure import Ratio, clock, compare, in_turn
from tests.benchmarks.sites import EMAIL, PASSWORD, answer, latchkey, request

#: As many threads as can hash at once, and so many logins a round for each.
THREADS, EACH = os.cpu_count() or 1, 8
#: How many people log in again and again while a visitor looks at a page, and for how many pages a round.
CROWD, LOOKS, CALM = 16, 60, 0.02
PATIENCE = 60  # seconds that the server has to start


def measure(folder: Path) -> Iterator[Ratio]:
    """Compare logins with hashes, and a visitor's page while many log in with the same page while nobody does."""
    site = latchkey.create_app(f"sqlite:///{folder / 'logins'}.sqlite")
    took = in_turn({"hashes": clock(lambda: crowd(hash_once)), "logins": clock(lambda: crowd(lambda: log_in(site)))})
    yield compare("Logins a second, to hashes a second", took["hashes"], took["logins"], goal=0.95, is_rate=True)
    yield from while_many_log_in(folder)


def crowd(act: Callable[[], None]) -> None:
    """Do ``act`` in all threads at once, several times in each."""
    with ThreadPoolExecutor(THREADS) as pool:
        for done in [pool.submit(act) for _ in range(THREADS * EACH)]:
            done.result()


def hash_once() -> None:
    """The hash of a password as the app asks for it, and nothing else."""
    hashlib.scrypt(PASSWORD.encode(), salt=secrets.token_bytes(16), n=32768, r=8, p=3, maxmem=132 * 32768 * 8 * 3)


def log_in(site: Flask) -> None:
    """Open the form, and send it, as a browser does that comes for the first time."""
    _status, headers, page = answer(site, request("GET", "/login"))
    status, _headers, _page = answer(site, request("POST", "/login", cookie(headers), filled_in(page)))
    if status != 302:
        raise RuntimeError(f"Logging in answers {status}")


def cookie(headers: dict[str, str]) -> str:
    """What a browser sends back."""
    return headers["Set-Cookie"].partition(";")[0]


def filled_in(page: str, email: str = EMAIL) -> str:
    """The form of ``page``, as it is sent."""
    token = re.search('name="csrf_token"[^>]* value="([^"]+)"', page)
    return urlencode({"csrf_token": token and token[1], "email": email, "password": PASSWORD})


def serve(url: str, port: Connection) -> None:
    """Serve the app at a free port of 127.0.0.1, told through ``port``, until this process is ended."""
    logging.disable()
    server = make_server("127.0.0.1", 0, latchkey.create_app(url), threaded=True)
    port.send(server.port)
    server.serve_forever()


def while_many_log_in(folder: Path) -> Iterator[Ratio]:
    """Compare the time that a visitor waits for a page of a server of its own."""
    spawn = get_context("spawn")
    told, port = spawn.Pipe(duplex=False)
    server = spawn.Process(target=serve, args=(f"sqlite:///{folder / 'crowd'}.sqlite", port), daemon=True)
    server.start()
    if not told.poll(PATIENCE):
        raise RuntimeError("The server does not start")
    address = ("127.0.0.1", told.recv())
    busy, over = threading.Event(), threading.Event()
    people = [threading.Thread(target=keep_logging_in, args=(address, busy, over), daemon=True) for _ in range(CROWD)]
    for person in people:
        person.start()
    waits: dict[str, list[float]] = {"idle": [], "busy": []}

    def look(name: str) -> float:
        (busy.set if name == "busy" else busy.clear)()
        time.sleep(1)  # until those who are at it are all at it, or all done
        waits[name] += (seen := [clock(lambda: fetch(address))() for _ in range(LOOKS)])
        return statistics.median(seen)

    took = in_turn({"idle": lambda: look("idle"), "busy": lambda: look("busy")}, rounds=5)
    over.set()
    busy.set()
    for person in people:
        person.join()
    server.terminate()
    server.join()
    yield compare(
        f"A visitor's page while {CROWD} log in, to the same while nobody does", took["busy"], took["idle"], 3
    )
    late = {name: [statistics.quantiles(seen, n=20)[-1]] for name, seen in waits.items()}
    yield compare("The same, in the slowest of twenty cases", late["busy"], late["idle"])


def fetch(
    address: tuple[str, int], method: str = "GET", path: str = "/products", **sent: str
) -> http.client.HTTPResponse:
    """Have the server answer one request, on a connection of its own. ``sent``: the cookie, and the body."""
    connection = http.client.HTTPConnection(*address, timeout=60)
    headers = {"Cookie": sent.get("cookie", ""), "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, sent.get("body"), headers)
    response = connection.getresponse()
    response.text = response.read().decode()  # type: ignore[attr-defined]
    connection.close()
    time.sleep(CALM if method == "GET" else 0)
    return response


def keep_logging_in(address: tuple[str, int], busy: threading.Event, over: threading.Event) -> None:
    """Log in again and again, for as long as it is ``busy`` and not ``over``."""
    while busy.wait() and not over.is_set():
        form = fetch(address, path="/login")
        sent = {"cookie": cookie(dict(form.headers)), "body": filled_in(form.text)}  # type: ignore[attr-defined]
        if fetch(address, "POST", "/login", **sent).status != 302:
            raise RuntimeError("Nobody can log in")
