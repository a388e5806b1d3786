"""What a second process brings: a member's pages a second through nginx, with PostgreSQL and Redis."""

import os
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tests.benchmarks.cluster import CHEAP, cluster, used
from tests.benchmarks.measure import Ratio, compare, in_turn
from tests.benchmarks.visitors import Reader

#: The processes of each server.
WORKERS = {"one": 1, "two": 2}
#: Members who open one page after the other, for so many seconds a round: twice as many as a process has threads.
MEMBERS, SECONDS, ROUNDS = 16, 1, 30
#: How many times as many pages two processes are to serve.
GOAL = 1.7
CORES = os.cpu_count() or 1


def measure(folder: Path) -> Iterator[Ratio]:
    """Compare two processes with one: by the pages that they serve, and by the CPU that a page takes them.

    Where nginx, PostgreSQL and the visitors have the same cores, two processes cannot have them: who had what is told.
    """
    with cluster(folder, WORKERS, MEMBERS, PASSWORD_HASH_METHOD=CHEAP) as running:
        members = {
            name: [Reader(port, running.tls, f"member.{number}@example.com") for number in range(1, MEMBERS + 1)]
            for name, port in running.nginx.ports.items()
        }
        rounds: dict[str, list[dict[str, float]]] = {name: [] for name in WORKERS}

        def serve(name: str) -> float:
            before, began = used(running.groups(name)), time.monotonic()
            with ThreadPoolExecutor(MEMBERS) as threads:
                pages: int = sum(threads.map(lambda member: member.read(began + SECONDS), members[name]))
            after, took = used(running.groups(name)), time.monotonic() - began
            rounds[name].append({who: (after[who] - before[who]) / took for who in after} | {"pages": pages / took})
            return pages / took

        took = in_turn({name: partial(serve, name) for name in WORKERS}, ROUNDS)
    costs = {name: [each["app"] / each["pages"] for each in rounds[name][1:]] for name in WORKERS}
    told = [shares(name, rounds[name][1:]) for name in WORKERS]  # in_turn leaves out the first as well
    what = "A member's pages a second through nginx, of two processes to one"
    yield compare(what, took["two"], took["one"], GOAL, is_rate=True, told=told)
    # A process has one core at most, for Python runs one thread at a time: where two have one each, this decides.
    what = "The CPU that each of these pages takes the app, in two processes to one"
    yield compare(what, costs["two"], costs["one"], 2 / GOAL)


def shares(name: str, rounds: list[dict[str, float]]) -> str:
    """How many pages a second there were, who had how many cores, and what a page took them: medians of ``rounds``.

    The last figure is how many times the app's share of the cores would go into all of them, were nobody else there:
    two processes serve at most so many times as many pages as one that has a core to itself.
    """
    median = {who: statistics.median(each[who] for each in rounds) for who in rounds[0]}
    pages = median.pop("pages")
    measured = {who: share for who, share in median.items() if who not in {"others", "idle"}}
    cores = ", ".join(f"{who} {share:.2f}" for who, share in median.items())
    costs = ", ".join(f"{who} {share / pages * 1000:.2f}" for who, share in measured.items())
    room = CORES * median["app"] / sum(measured.values())
    return (
        f"{name}: {pages:.0f} pages/s. Cores: {cores}. CPU ms a page: {costs}. {CORES} cores have room for {room:.2f}."
    )
