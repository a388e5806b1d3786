"""What PostgreSQL costs where SQLite would do, and whether pages on it cost the same however much is stored."""

import statistics
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from app import seen
from features.support.cluster.databases import Database
from tests.benchmarks import growth
from tests.benchmarks.cluster import backend_seconds, postgresql_in
from tests.benchmarks.measure import Ratio, clock, compare, cpu, in_turn
from tests.benchmarks.sites import latchkey, logged_in, visit

#: Requests a round, and rounds.
TIMES, ROUNDS = 20, 120


def measure(folder: Path) -> Iterator[Ratio]:
    """Compare a member's page on the two, and then the pages of few members with those of many."""
    with postgresql_in(folder) as server:
        databases = {"SQLite": f"sqlite:///{folder / 'pages'}.sqlite", "PostgreSQL": Database(server.url).url}
        acts = {}
        its_own = partial(backend_seconds, server)
        for name, url in databases.items():
            site = latchkey.create_app(url)
            page = visit(site, "/page", cookie=logged_in(site))
            acts[f"{name}: CPU in the app's process"] = cpu(page, TIMES)
            acts[f"{name}: CPU in PostgreSQL's"] = cpu(page, TIMES, its_own)
            acts[f"{name}: time"] = clock(page, TIMES)

        def write_seen() -> None:
            with site.app_context():
                seen.write_in_haste(1)

        acts["PostgreSQL: CPU in its own, where that a login was seen is written"] = cpu(write_seen, TIMES, its_own)
        took = in_turn(acts, ROUNDS)
        told = [f"{name}: {statistics.median(seconds) * 1000:.2f} ms." for name, seconds in took.items()]
        for what in ("CPU in the app's process", "time"):
            ours, theirs = took[f"PostgreSQL: {what}"], took[f"SQLite: {what}"]
            yield compare(f"A member's page on PostgreSQL, to the same on SQLite: {what}", ours, theirs, told=told)
            told = []
        urls = {size: Database(server.url).url for size in growth.SIZES}
        yield from growth.compared(urls, "on PostgreSQL, ", lambda: time.process_time() + its_own())
