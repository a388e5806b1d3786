"""The server's clock: set ahead for all who are within, from however many threads, and for nobody else."""

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest

pytest.importorskip("behave")

from time_machine import escape_hatch
from werkzeug.wrappers import Request, Response

from features.support.latchkey.clock import Clock, server_clock
from features.support.latchkey.server import SETTINGS, LiveServer

#: Long enough that twice as much, or nothing, cannot be taken for it.
HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> Iterator[Clock]:
    with server_clock() as clock:
        yield clock


def ahead() -> float:
    """How far ahead of the present this process is, in seconds."""
    return time.time() - escape_hatch.time.time()


def test_whoever_is_within_is_ahead_and_everyone_else_in_the_present(clock: Clock) -> None:
    clock.ahead = HOUR
    assert abs(ahead()) < 1
    with clock:
        assert abs(ahead() - 3600) < 1
    assert abs(ahead()) < 1


def test_nobody_is_ahead_until_the_clock_is_set(clock: Clock) -> None:
    with clock:
        assert abs(ahead()) < 1


def test_the_clock_ticks_from_the_start() -> None:
    with server_clock() as clock:
        clock.ahead = HOUR
        with clock:
            time.sleep(0.3)
            assert abs(ahead() - 3600) < 0.2


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("restless")
def test_of_many_threads_each_is_ahead_once_and_all_are_back_in_the_end(clock: Clock) -> None:
    clock.ahead = HOUR

    def visit(_number: int) -> float:
        with clock:
            return ahead()

    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(visit, range(10_000)))
    assert max(abs(seconds - 3600) for seconds in seen) < 1
    assert abs(ahead()) < 1


def test_no_drift_adds_up_where_somebody_is_always_within(clock: Clock) -> None:
    clock.ahead = HOUR
    with clock:
        before = ahead()
        for _ in range(10_000):
            with clock:
                pass
        assert abs(ahead() - before) < 1


def test_a_new_time_holds_from_the_next_one_on_and_for_those_within(clock: Clock) -> None:
    clock.ahead = HOUR
    with clock:
        clock.ahead += HOUR
        assert abs(ahead() - 3600) < 1
        with clock:
            assert abs(ahead() - 7200) < 1
        assert abs(ahead() - 7200) < 1
        clock.ahead = timedelta()
        with clock:
            assert abs(ahead()) < 1
    assert abs(ahead()) < 1


def test_a_request_that_fails_leaves_the_present_behind_it(clock: Clock) -> None:
    clock.ahead = HOUR
    with pytest.raises(LookupError), clock:
        raise LookupError
    assert abs(ahead()) < 1


@pytest.fixture
def server(clock: Clock, tmp_path: Path) -> Iterator[LiveServer]:
    """A live server that tells how far ahead it is, and nothing else."""
    database = f"sqlite:///{tmp_path / 'live.sqlite'}"
    server = LiveServer(SETTINGS | {"SQLALCHEMY_DATABASE_URI": database}, clock, [])
    server.start()
    server.app.wsgi_app = tell
    yield server
    server.stop()


@Request.application
def tell(_request: Request) -> Response:
    time.sleep(0.005)  # long enough for others to come and go
    return Response(str(ahead()))


def test_of_many_requests_each_is_ahead_once(server: LiveServer) -> None:
    server.pass_time(hours=1)
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _number: urlopen(server.url).read(), range(300)))  # noqa: S310 -- http
    assert max(abs(float(answer) - 3600) for answer in answers) < 1
    assert abs(ahead()) < 1
