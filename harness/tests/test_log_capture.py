"""What is kept of what the app and its server write, and what of it is a mistake."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import suppress
from threading import Thread
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

pytest.importorskip("behave")

from behave_browser.log_capture import LogCapture, capture_log
from werkzeug.serving import make_server
from werkzeug.wrappers import Response


@pytest.fixture
def kept() -> Iterator[LogCapture]:
    """What is captured of an app and its server."""
    with capture_log(["app", "audit", "werkzeug"]) as captured:
        yield captured


def ask(app: Any) -> None:
    """Have a server of the kind that scenarios run against answer one request with ``app``, to its end."""
    with make_server("127.0.0.1", 0, app) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        with suppress(HTTPError):
            urlopen(f"http://127.0.0.1:{server.server_port}/login").close()
        thread.join()


def broken(_environ: Any, _start_response: Any) -> Iterable[bytes]:
    raise LookupError("nobody caught it")


@pytest.mark.parametrize("name", ["app", "audit"])
def test_what_the_app_writes_is_a_line_of_its_own_and_evidence(kept: LogCapture, name: str) -> None:
    logging.getLogger(name).warning("two of %d", 3)
    assert kept.lines == kept.everything == ["two of 3"]
    assert kept.take_errors() == []


def test_a_request_is_evidence_and_no_line_of_the_app(kept: LogCapture) -> None:
    ask(Response("", status=302))
    [line] = kept.everything
    assert line.endswith('"GET /login HTTP/1.1" 302 -')
    assert kept.lines == kept.take_errors() == []


def test_what_the_app_did_not_catch_at_all_is_a_mistake_and_evidence_with_its_traceback(kept: LogCapture) -> None:
    ask(broken)
    [mistake] = kept.take_errors()
    for told in (mistake, kept.everything[-1]):
        assert "Traceback (most recent call last):" in told
        assert "LookupError: nobody caught it" in told
    assert kept.lines == []


def test_what_no_view_caught_is_a_mistake_and_kept_whole(kept: LogCapture) -> None:
    logging.getLogger("app").error("Exception on /login", exc_info=LookupError("nobody caught it"))
    assert kept.everything == kept.lines == ["Exception on /login\nLookupError: nobody caught it"]
    assert kept.levels == ["ERROR Exception on /login"]
    assert kept.take_errors() == [f"the server's log says {kept.lines[0]}"]


def test_a_mistake_is_told_once(kept: LogCapture) -> None:
    logging.getLogger("app").error("It broke.")
    assert kept.take_errors() == ["the server's log says It broke."]
    assert kept.take_errors() == []
    assert kept.everything == ["It broke."]


def test_a_scenario_has_a_log_of_its_own() -> None:
    for _ in range(2):
        with capture_log(["app", "werkzeug"]) as kept:
            ask(Response(""))
            logging.getLogger("app").warning("one")
            assert len(kept.everything) == 2
        logging.getLogger("app").warning("too late")
        assert kept.lines == ["one"]
