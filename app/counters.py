"""Counters of attempts: shared through Redis, or this process's own. Knows neither passwords nor whom it counts."""

import math
import time
from collections.abc import Sequence
from threading import Lock
from typing import Any, NamedTuple, cast

from flask import current_app
from limits import RateLimitItem
from limits.errors import StorageError
from limits.storage import MemoryStorage, Storage, storage_from_string
from redis.backoff import NoBackoff
from redis.retry import Retry

from app import messages

TIMEOUT = 1  # seconds that Redis has to answer
REST = 30  # seconds after which one that did not answer is asked again
#: Redis is asked once, and not for long: by itself its client would wait for ever, and try four times.
OPTIONS: dict[str, Any] = {"socket_connect_timeout": TIMEOUT, "socket_timeout": TIMEOUT, "retry": Retry(NoBackoff(), 0)}
#: Seconds before a window's end in which nothing is given back: Redis rounds the end, and may be slow to hear of it.
MARGIN = 2 * TIMEOUT


class Limit(NamedTuple):
    """How often ``whom`` may try, by the setting of this ``name``."""

    name: str
    rate: RateLimitItem
    whom: str


class LimitReached(Exception):
    """``limit`` is reached, for another ``wait`` seconds: whole ones, and never 0."""

    def __init__(self, limit: Limit, wait: int) -> None:
        super().__init__(limit, wait)
        self.limit, self.wait = limit, wait


class Charge(NamedTuple):
    """An attempt that was counted: in which store, under which key, in the window that ``ends`` (a Unix time)."""

    store: Storage
    key: str
    period: int
    ends: float


class Memory(MemoryStorage):
    """The library's memory, which loses counts where threads meet in it: here they take turns."""

    STORAGE_SCHEME = ["memory"]  # noqa: RUF012 -- what storage_from_string finds it by, as the library writes it
    turn = Lock()

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Add ``amount`` to the counter ``key``, and give what it is then."""
        with self.turn:
            return super().incr(key, expiry, amount)


class Counters:
    """Counts each attempt in the store at ``uri``, and in this process's memory while that store does not answer.

    A limit that each process counts for itself is too wide; no limit, or no login, would be worse.
    """

    def __init__(self, uri: str) -> None:
        self.own = Memory()
        self.shared = cast("Storage", storage_from_string(uri, wrap_exceptions=True, **OPTIONS))
        self.silent_until = 0.0

    def reserve(self, limits: Sequence[Limit]) -> list[Charge]:
        """Charge an attempt to each of ``limits``, in this order, or to none of them. Raises LimitReached."""
        try:
            return self.charge(self.store(), limits)
        except StorageError as error:
            self.fall_silent(error)
            return self.charge(self.own, limits)

    def give_back(self, charges: Sequence[Charge]) -> None:
        """Undo ``charges`` in the windows that were charged. Where one has ended, or its store has, nothing is left."""
        try:
            for store, key, period, ends in charges:
                if time.time() < ends - MARGIN:
                    store.incr(key, period, -1)
        except StorageError as error:
            self.fall_silent(error)

    def reset(self) -> None:
        """Forget every attempt."""
        self.own.reset()
        try:
            self.store().reset()
        except StorageError as error:
            self.fall_silent(error)

    def answers(self) -> bool:
        """Whether the store at ``uri`` answers now."""
        return bool(self.shared.check())

    def charge(self, store: Storage, limits: Sequence[Limit]) -> list[Charge]:
        """As ``reserve``, in this ``store``. Raises StorageError where it does not answer."""
        charges: list[Charge] = []
        started = time.monotonic()
        for limit in limits:
            if not isinstance(store, Memory) and time.monotonic() - started > TIMEOUT:
                raise StorageError(TimeoutError("each command was answered, and all of them together too slowly"))
            key, period = limit.rate.key_for(limit.name, limit.whom), limit.rate.get_expiry()
            count = store.incr(key, period)
            if count < 1:  # given back to a Redis that hung, and read the request after the window had ended
                store.clear(key)
                count = store.incr(key, period)
            charges.append(Charge(store, key, period, store.get_expiry(key)))
            if count > limit.rate.amount:
                self.give_back(charges)
                raise LimitReached(limit, max(1, math.ceil(charges[-1].ends - time.time())))
        return charges

    def store(self) -> Storage:
        """The store to count in now. A silent one is asked again after a while, by one request for all of them."""
        if 0 < self.silent_until < time.monotonic():
            self.silent_until = time.monotonic() + REST
            if self.shared.check():
                self.silent_until = 0
        return self.own if self.silent_until else self.shared

    def fall_silent(self, error: StorageError) -> None:
        """Count in memory for a while, and tell the operator why."""
        self.silent_until = time.monotonic() + REST
        current_app.logger.warning(messages.STORE_SILENT, error)
