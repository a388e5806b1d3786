"""How long others wait to write while ``flask session purge`` deletes a million login sessions."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measure import Ratio
from tests.benchmarks.sites import KEY, latchkey

ROWS = 1_000_000
#: Seconds that another writer may wait.
GOAL = 0.1
FILL = (
    "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?) "
    "INSERT INTO login_session (token_hash, user_id, is_remembered, created_at, seen_at, proven_at) "
    "SELECT randomblob(32), 1, 0, '2020-01-01', '2020-01-01', '2020-01-01' FROM numbers"
)
PURGE = [sys.executable, "-m", "flask", "--app", "app", "session", "purge"]


def measure(folder: Path) -> Iterator[Ratio]:
    """Compare the longest wait with what it may be, and the usual one with what a write takes while nobody purges."""
    file = folder / "purge.sqlite"
    latchkey.create_app(f"sqlite:///{file}")
    with sqlite3.connect(file) as database:
        database.execute(FILL, (ROWS,))
    database.close()
    environment = os.environ | {"FLASK_SECRET_KEY": KEY, "FLASK_SQLALCHEMY_DATABASE_URI": f"sqlite:///{file}"}
    writer = sqlite3.connect(file, isolation_level=None, timeout=60)
    began = time.monotonic()
    with subprocess.Popen(PURGE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as purging:
        waits = []
        while purging.poll() is None:
            waits.append(waited(writer))
            time.sleep(0.005)
        said = purging.stdout.read().decode() if purging.stdout else ""
    if said != f"{ROWS} deleted\n":
        raise RuntimeError(f"The purge says: {said}")
    writer.close()
    seconds = time.monotonic() - began
    name = f"The longest of {len(waits)} waits to write during a purge of {ROWS:,} rows ({seconds:.0f} s), to {GOAL} s"
    longest = max(waits) / GOAL
    yield Ratio(name, longest, longest, longest, goal=1)


def waited(writer: sqlite3.Connection) -> float:
    """The seconds that ``writer`` waits for its turn to write."""
    before = time.perf_counter()
    writer.execute("BEGIN IMMEDIATE")
    took = time.perf_counter() - before
    writer.execute("UPDATE user SET is_active = is_active")
    writer.execute("COMMIT")
    return took
