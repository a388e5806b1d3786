"""Whether pages cost the same however much is stored: a thousand times as many users, login sessions and products."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Flask

from tests.benchmarks.measure import Ratio, compare, cpu, in_turn
from tests.benchmarks.sites import latchkey, logged_in, visit

SMALL, LARGE = 1_000, 1_000_000
#: Requests a round, and rounds.
TIMES, ROUNDS = 10, 60
LOGIN = (
    "INSERT INTO login_session (token_hash, user_id, is_remembered, created_at, seen_at, proven_at) "
    "SELECT randomblob(32), n, 0, datetime(), datetime(), datetime() FROM numbers"
)
FILL = (
    """INSERT INTO user (id, email, password_hash, created_at, is_active)
    SELECT n, 'member.' || n || '@example.com', 'none', datetime(), 1 FROM numbers""",
    *(LOGIN, LOGIN, LOGIN),
    """INSERT INTO product (name, description, added_by_id, created_at)
    SELECT 'Key ' || n, 'Opens a door.', n, datetime() FROM numbers""",
)
#: What is opened, where, and whether by a member.
PAGES = [
    ("A member's page", "/page", True),
    ("The member's account", "/account", True),
    ("The products", "/products", False),
    ("Products in the middle of the list", "/products/before/{}", False),
]


def measure(folder: Path) -> Iterator[Ratio]:
    """Compare pages where there are a million members with the same pages where there are a thousand."""
    acts: dict[str, Callable[[], float]] = {}
    for size in (SMALL, LARGE):
        site = filled(folder / f"{size}.sqlite", size)
        cookie = logged_in(site)
        for name, path, who in PAGES:
            acts[f"{name} {size}"] = cpu(visit(site, path.format(size // 2), cookie=cookie if who else ""), TIMES)
    took = in_turn(acts, ROUNDS)
    for name, _path, _who in PAGES:
        yield compare(
            f"{name}, of {LARGE:,} users to {SMALL:,}", took[f"{name} {LARGE}"], took[f"{name} {SMALL}"], goal=1.1
        )


def filled(file: Path, users: int) -> Flask:
    """The app on a database with so many more users and products, and three times as many login sessions."""
    site = latchkey.create_app(f"sqlite:///{file}")
    with sqlite3.connect(file) as database:
        database.execute(
            "CREATE TEMP TABLE numbers AS WITH RECURSIVE counted(n) AS "
            "(SELECT 2 UNION ALL SELECT n + 1 FROM counted WHERE n <= ?) SELECT n FROM counted",
            (users,),
        )
        for statement in FILL:
            database.execute(statement)
    database.close()
    return site
