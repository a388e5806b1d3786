"""Many more logins at once than there are threads, at the real cost of a hash: who fails, and the memory it takes."""

import runpy
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event

from redis import Redis

from features.support.cluster.web import DEPLOY
from tests.benchmarks.cluster import cluster, cpu_seconds, forget_high_water, memory
from tests.benchmarks.measure import Ratio, clock, once
from tests.benchmarks.sites import EMAIL
from tests.benchmarks.visitors import PATIENCE, Reader, Visitor

PROCESSES, THREADS = 2, runpy.run_path(str(DEPLOY / "gunicorn.conf.py"))["threads"]
#: Four for each thread.
PEOPLE = 4 * PROCESSES * THREADS
#: The MiB that a hash takes while it lasts: 128 times scrypt's n and r.
HASH = 32
MARGIN = 1.1


def measure(folder: Path) -> Iterator[Ratio]:
    """Have everybody send the form at the same moment, and look at what they are told and at the servers' memory."""
    with cluster(folder, {"all": PROCESSES}, PEOPLE) as running:
        server, port = running.servers["all"], running.nginx.ports["all"]
        together = Barrier(PEOPLE)

        def log_in(number: int) -> tuple[int, float]:
            visitor = Visitor(port, running.tls)
            form = visitor.open_form(f"member.{number}@example.com")
            together.wait(PATIENCE)
            before = time.perf_counter()
            status, _text = visitor.send("POST", "/login", form)
            return status, time.perf_counter() - before

        with ThreadPoolExecutor(PEOPLE + 1) as threads:
            list(threads.map(lambda _: Visitor(port, running.tls).send("GET", "/login"), range(PEOPLE)))
            over, member = Event(), Reader(port, running.tls, EMAIL)
            forget_high_water(server)
            idle, before = memory(server, "VmRSS"), cpu_seconds(server)
            looks = threads.submit(look, member, over)
            answers = list(threads.map(log_in, range(1, PEOPLE + 1)))
            over.set()
            pages = looks.result()
            cost = (cpu_seconds(server) - before) / PEOPLE
        most, after = memory(server, "VmHWM"), memory(server, "VmRSS")
        keys = counted(running.redis.url)
    statuses = Counter(status for status, _seconds in answers)
    seconds = sorted(seconds for _status, seconds in answers)
    allowed = idle + PROCESSES * THREADS * HASH
    waits = f"The first waits {seconds[0]:.1f} s, the last {seconds[-1]:.1f} s"
    told = (
        f"Answers by status: {dict(statuses)}. {waits}. A login takes {cost:.2f} s of the app's CPU.",
        f"A member who opens pages meanwhile waits {max(pages):.1f} s for the slowest.",
        f"Redis keeps {keys}.",
    )
    failed = (PEOPLE - statuses[302]) / PEOPLE
    yield once(f"Of {PEOPLE} logins at once through nginx, those that fail", failed, 0, told)
    sizes = f"MiB: idle {idle:.0f}, at most {most:.0f} where {allowed:.0f} is allowed for, after it {after:.0f}."
    what = f"The most memory meanwhile, to the idle servers' and {PROCESSES * THREADS} hashes' of {HASH} MiB"
    yield once(what, most / allowed, MARGIN, (sizes,))


def look(member: Reader, over: Event) -> list[float]:
    """The seconds that each page of a ``member`` takes, one after the other until it is ``over``."""
    took = []
    while not over.is_set():
        took.append(clock(member.read_once)())
    return took


def counted(url: str) -> str:
    """What the counters keep in Redis: how many keys of each limit, for how many seconds, in how many bytes each."""
    found: dict[str, list[tuple[int, int]]] = {}
    with Redis.from_url(url) as redis:
        for key in redis.scan_iter():
            name = next(part for part in key.decode().split("/") if part.startswith("LIMIT_"))
            found.setdefault(name, []).append((redis.ttl(key), redis.memory_usage(key)))
    return ", ".join(
        f"{len(keys)} of {name}, {max(keys)[0]} s, {max(size for _ttl, size in keys)} bytes"
        for name, keys in sorted(found.items())
    )
