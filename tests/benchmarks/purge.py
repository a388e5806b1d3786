"""How long others wait to write while ``flask session purge`` deletes a million login sessions."""

import os
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.measure import Ratio, once
from tests.benchmarks.sites import KEY, MAIL, latchkey

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
    """Compare what another writer waits during a purge with what it may, and with as long a time without a purge.

    The longest of so many waits is the machine's as often as the purge's: a disk that stalls stalls them all. So the
    wait that one in a thousand exceeds is told as well, and the longest of a time in which nobody purges.
    """
    file = folder / "purge.sqlite"
    latchkey.create_app(f"sqlite:///{file}")
    with sqlite3.connect(file) as database:
        database.execute(FILL, (ROWS,))
    database.close()
    settings = {"SECRET_KEY": KEY, "SQLALCHEMY_DATABASE_URI": f"sqlite:///{file}"} | MAIL
    environment = os.environ | {f"FLASK_{name}": value for name, value in settings.items()}
    writer = sqlite3.connect(file, isolation_level=None, timeout=60)
    began = time.monotonic()
    with subprocess.Popen(PURGE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as purging:
        waits = waits_while(writer, lambda: purging.poll() is None)
        said = purging.stdout.read().decode() if purging.stdout else ""
    ended = time.monotonic()
    if said != f"{ROWS} deleted\n":
        raise RuntimeError(f"The purge says: {said}")
    alone = waits_while(writer, lambda: time.monotonic() - ended < ended - began)
    writer.close()
    during = f"of {len(waits)} writes during a purge of {ROWS:,} rows ({ended - began:.0f} s), to {GOAL} s"
    yield once(f"All but a thousandth {during}", statistics.quantiles(waits, n=1000)[-1] / GOAL, goal=1)
    yield once(f"The longest {during}", max(waits) / GOAL, goal=1)
    yield once(f"The longest of {len(alone)} writes for as long without a purge, to {GOAL} s", max(alone) / GOAL)


def waits_while(writer: sqlite3.Connection, lasts: Callable[[], bool]) -> list[float]:
    """The seconds that each write of ``writer`` takes, some two hundred a second, while ``lasts`` says so."""
    waits = []
    while lasts():
        before = time.perf_counter()
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE user SET is_active = is_active")
        writer.execute("COMMIT")
        waits.append(time.perf_counter() - before)
        time.sleep(0.005)
    return waits
