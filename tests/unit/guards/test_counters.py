"""How attempts are counted: all or nothing, in the window that was charged, and whatever becomes of the store."""

import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from limits import parse
from limits.errors import StorageError
from limits.storage import MemoryStorage

from app import messages
from app.counters import MARGIN, TIMEOUT, Charge, Counters, Limit, LimitReached, Memory
from tests.unit.redis_server import RedisServer


def limit(rate: str, name: str = "LIMIT", whom: str = "ada") -> Limit:
    return Limit(name, parse(rate), whom)


@pytest.fixture
def in_memory(app: Flask) -> Iterator[Counters]:
    with app.app_context():
        yield Counters("memory://")


@pytest.fixture(params=["in_memory", "in_redis"])
def counters(request: pytest.FixtureRequest) -> Counters:
    found: Counters = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def in_redis(app: Flask, redis: RedisServer) -> Iterator[Counters]:
    with app.app_context():
        yield Counters(redis.url)


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Stop the clock, and set it ahead by so many seconds."""
    start, ahead = time.time(), [0.0]
    monkeypatch.setattr("time.time", lambda: start + ahead[0])

    def passed(seconds: float) -> None:
        ahead[0] += seconds

    return passed


def admitted(counters: Counters, *limits: Limit) -> int:
    """How often each of ``limits`` lets somebody try, until one of them does not."""
    for count in range(100):
        try:
            counters.reserve(limits)
        except LimitReached:
            return count
    raise AssertionError("There is no end to it.")


def test_the_limit_that_is_reached_first_in_the_order_written_is_the_one_that_is_told(counters: Counters) -> None:
    yearly, hourly = limit("2 per year", "YEARLY"), limit("2 per hour", "HOURLY")
    for limits in ([yearly, hourly], [hourly, yearly]):
        counters.reset()
        for _ in range(2):
            counters.reserve(limits)
        with pytest.raises(LimitReached) as refusal:
            counters.reserve(limits)
        assert refusal.value.limit == limits[0]


@pytest.mark.parametrize("refusing", [0, 1, 2], ids=["narrowest", "middle", "widest"])
def test_what_one_limit_refuses_is_charged_to_none(counters: Counters, refusing: int) -> None:
    limits = [limit("20 per hour", name) for name in ("NARROW", "MIDDLE", "WIDE")]
    limits[refusing] = limit("3 per hour", limits[refusing].name)
    assert [admitted(counters, *limits) for _ in range(30)] == [3] + [0] * 29
    limits.pop(refusing)
    assert admitted(counters, *limits) == 17


def test_what_is_given_back_can_be_had_again(counters: Counters) -> None:
    for _ in range(10):
        counters.give_back(counters.reserve([limit("3 per hour")]))
    assert admitted(counters, limit("3 per hour")) == 3


def test_what_was_refused_is_charged_to_the_limit_that_refused_it_neither(counters: Counters) -> None:
    charges = [counters.reserve([limit("3 per hour")]) for _ in range(3)]
    assert admitted(counters, limit("3 per hour")) == 0
    for charge in charges:
        counters.give_back(charge)
    assert admitted(counters, limit("3 per hour")) == 3


def test_an_attempt_is_given_back_to_the_store_that_it_was_counted_in(in_memory: Counters) -> None:
    rate = limit("3 per hour")
    charges = in_memory.charge(in_memory.own, [rate])
    assert in_memory.store() is in_memory.shared, "the store answers again"
    in_memory.give_back(charges)
    assert [store.get(charges[0].key) for store in (in_memory.own, in_memory.shared)] == [0, 0]


def test_nothing_is_given_back_to_a_window_that_was_not_charged(
    in_memory: Counters, pass_time: Callable[[float], None]
) -> None:
    counters = in_memory
    charges = counters.reserve([limit("3 per hour")])
    pass_time(3601)
    counters.give_back(charges)
    assert admitted(counters, limit("3 per hour")) == 3
    counters.give_back(charges)
    assert admitted(counters, limit("3 per hour")) == 0


def test_what_is_given_back_too_late_by_a_store_that_hung_opens_no_window_below_zero(counters: Counters) -> None:
    [charge] = counters.reserve([limit("3 per hour")])
    counters.reset()
    counters.shared.incr(charge.key, charge.period, -2)
    assert admitted(counters, limit("3 per hour")) == 3


@pytest.mark.parametrize(("elapsed", "wait"), [(0, 60), (0.5, 60), (1.5, 59), (59.5, 1)])
def test_the_wait_is_told_in_whole_seconds_and_is_never_too_short(
    in_memory: Counters, pass_time: Callable[[float], None], elapsed: float, wait: int
) -> None:
    counters = in_memory
    assert admitted(counters, limit("1 per minute")) == 1
    pass_time(elapsed)
    with pytest.raises(LimitReached) as refusal:
        counters.reserve([limit("1 per minute")])
    assert refusal.value.wait == wait
    pass_time(wait)
    assert admitted(counters, limit("1 per minute")) == 1


def test_no_count_is_lost_where_threads_meet() -> None:
    memory, threads = Memory(), 8
    start = Barrier(threads)

    def count(key: str) -> int:
        start.wait(timeout=30)
        return memory.incr(key, 300)

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(threads) as pool:
            for n in range(300):
                assert sorted(pool.map(count, [f"key {n}"] * threads)) == list(range(1, threads + 1))
    finally:
        sys.setswitchinterval(before)


class Slow(MemoryStorage):
    """A store that answers each command in time, and all of them together too late."""

    STORAGE_SCHEME = ["slow"]  # noqa: RUF012 -- as the library writes it

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Take three quarters of the time that a command has."""
        time.sleep(TIMEOUT * 3 / 4)
        return super().incr(key, expiry, amount)


def test_a_store_that_is_slow_at_every_command_is_not_waited_for(
    in_memory: Counters, caplog: pytest.LogCaptureFixture
) -> None:
    in_memory.shared = Slow()
    charges = in_memory.reserve([limit("5 per minute", name) for name in ("A", "B", "C", "D", "E", "F")])
    assert [charge.store for charge in charges] == [in_memory.own] * 6
    assert "does not answer" in caplog.text
    assert in_memory.store() is in_memory.own


def test_a_store_that_cannot_be_emptied_is_told_of_with_the_reason(
    in_memory: Counters, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise StorageError(ConnectionError("the line is dead"))

    monkeypatch.setattr(in_memory.shared, "reset", fail)
    in_memory.reset()
    assert "the line is dead" in caplog.text


@pytest.fixture
def dead(in_memory: Counters, monkeypatch: pytest.MonkeyPatch) -> Counters:
    """Counters whose store refuses every command, and does not say that it is alive."""

    def fail(*_arguments: object) -> int:
        raise StorageError(ConnectionError("the line is dead"))

    monkeypatch.setattr(in_memory, "shared", MemoryStorage())
    monkeypatch.setattr(in_memory.shared, "incr", fail)
    monkeypatch.setattr(in_memory.shared, "check", lambda: False)
    return in_memory


def test_a_store_that_is_dead_from_the_start_is_told_of_once_and_counted_without(
    dead: Counters, caplog: pytest.LogCaptureFixture
) -> None:
    assert admitted(dead, limit("3 per hour")) == 3
    assert caplog.messages == [messages.STORE_SILENT % "the line is dead"]


def test_a_store_that_dies_before_an_attempt_is_given_back_is_told_of(
    dead: Counters, caplog: pytest.LogCaptureFixture
) -> None:
    dead.give_back([Charge(dead.shared, "key", 3600, time.time() + 3600)])
    assert caplog.messages == [messages.STORE_SILENT % "the line is dead"]
    assert dead.store() is dead.own


@pytest.mark.parametrize(("early", "left"), [(1, 1), (0, 0), (-1, 0)])
def test_nothing_is_given_back_shortly_before_a_window_ends(
    in_memory: Counters, pass_time: Callable[[float], None], early: float, left: int
) -> None:
    rate = limit("1 per hour")
    [charge] = in_memory.reserve([rate])
    pass_time(charge.ends - MARGIN - early - time.time())
    in_memory.give_back([charge])
    assert admitted(in_memory, rate) == left


@pytest.mark.parametrize(("took", "slow"), [(0, False), (TIMEOUT, False), (TIMEOUT + 0.001, True)])
def test_a_store_may_take_so_long_for_all_commands_together(
    in_memory: Counters, monkeypatch: pytest.MonkeyPatch, took: float, *, slow: bool
) -> None:
    clock = iter([0, took])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    if slow:
        with pytest.raises(StorageError, match=r"^each command was answered, and all of them together too slowly$"):
            in_memory.charge(MemoryStorage(), [limit("1 per hour")])
    else:
        assert len(in_memory.charge(MemoryStorage(), [limit("1 per hour")])) == 1


@pytest.mark.parametrize(("passed", "asked"), [(30, 0), (30.001, 1)])
def test_a_silent_store_is_asked_again_once_it_has_rested(
    dead: Counters, monkeypatch: pytest.MonkeyPatch, passed: float, asked: int
) -> None:
    asks: list[int] = []
    monkeypatch.setattr(dead.shared, "check", lambda: asks.append(1))
    monkeypatch.setattr("time.monotonic", lambda: 100.0)
    dead.fall_silent(StorageError(ConnectionError()))
    monkeypatch.setattr("time.monotonic", lambda: 100.0 + passed)
    assert [dead.store() is dead.own for _ in range(2)] == [True, True]
    assert len(asks) == asked


def test_a_limit_that_is_reached_says_which_and_for_how_long(in_memory: Counters) -> None:
    rate = limit("1 per hour")
    in_memory.reserve([rate])
    with pytest.raises(LimitReached) as refusal:
        in_memory.reserve([rate])
    assert refusal.value.args == (rate, refusal.value.wait)
    assert 3590 < refusal.value.wait <= 3600


def test_no_count_is_cleared_that_nothing_is_wrong_with(in_memory: Counters, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_memory.shared, "clear", lambda _key: pytest.fail("Another's attempt may have been in it."))
    assert admitted(in_memory, limit("3 per hour")) == 3
