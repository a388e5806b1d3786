"""Whether pages cost the same however much is stored: a thousand times as many users, login sessions and products."""

import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from flask import Flask
from sqlalchemy import Connection

from app.extensions import db
from tests.benchmarks.measure import Ratio, compare, cpu, in_turn
from tests.benchmarks.sites import latchkey, logged_in, visit

SIZES = SMALL, LARGE = 1_000, 1_000_000
#: Requests a round, and rounds: many short ones, so that whatever else the machine does meets all alike.
TIMES, ROUNDS = 10, 200
#: What each database has its own word for: 32 bytes that nobody has twice, and this moment in UTC.
WORDS = {
    "sqlite": {"token": "randomblob(32)", "now": "datetime()"},
    "postgresql": {"token": "sha256(gen_random_uuid()::text::bytea)", "now": "now() AT TIME ZONE 'utc'"},
}
LOGIN = """
INSERT INTO login_session (token_hash, user_id, browser, system, is_remembered, created_at, seen_at, proven_at)
SELECT {token}, n, 'Chrome', 'Windows', false, {now}, {now}, {now} FROM numbers
"""
FILL = (
    """CREATE TEMP TABLE numbers AS WITH RECURSIVE counted(n) AS
    (SELECT 2 UNION ALL SELECT n + 1 FROM counted WHERE n <= {users}) SELECT n FROM counted""",
    """INSERT INTO "user" (id, email, password_hash, created_at, is_active)
    SELECT n, 'member.' || n || '@example.com', {hash}, {now}, true FROM numbers""",
    *(LOGIN, LOGIN, LOGIN),
    """INSERT INTO product (name, description, added_by_id, created_at)
    SELECT 'Key ' || n, 'Opens a door.', n, {now} FROM numbers""",
)
#: What is opened, where, and whether by a member.
PAGES = [
    ("A member's page", "/page", True),
    ("The member's account", "/account", True),
    ("The products", "/products", False),
    ("Products in the middle of the list", "/products/before/{}", False),
]
#: How much room PostgreSQL gives each table and index: those of the app, and none of its own.
ROOM = """
SELECT coalesce(i.indrelid, c.oid)::regclass, c.relname, c.relkind, pg_relation_size(c.oid), t.reltuples
FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid JOIN pg_class t ON t.oid = coalesce(i.indrelid, c.oid)
WHERE c.relkind IN ('r', 'i') AND c.relnamespace = 'public'::regnamespace AND t.reltuples > 1000 ORDER BY 1, 3 DESC, 2
"""


def measure(folder: Path) -> Iterator[Ratio]:
    """Compare pages where there are a million members with the same pages where there are a thousand."""
    yield from compared({size: f"sqlite:///{folder / str(size)}.sqlite" for size in SIZES})


def compared(
    urls: Mapping[int, str], where: str = "", seconds: Callable[[], float] = time.process_time
) -> Iterator[Ratio]:
    """The same in the databases at ``urls``, which are empty, by how many members each is to have.

    ``where`` says which databases they are, and ``seconds`` the CPU of all who do a part of the work.
    """
    acts: dict[str, Callable[[], float]] = {}
    room: list[str] = []
    for size, url in urls.items():
        site = filled(url, size)
        cookie = logged_in(site)
        for name, path, who in PAGES:
            page = visit(site, path.format(size // 2), cookie=cookie if who else "")
            acts[f"{name} {size}"] = cpu(page, TIMES, seconds)
        with site.app_context(), db.engine.connect() as connection:
            room = told_room(connection)
    took = in_turn(acts, ROUNDS)
    for name, _path, _who in PAGES:
        large, small = took[f"{name} {LARGE}"], took[f"{name} {SMALL}"]
        yield compare(f"{name}, {where}of {LARGE:,} users to {SMALL:,}", large, small, goal=1.1, told=room)
        room = []


def filled(url: str, users: int) -> Flask:
    """The app on a database with so many more users and products, and three times as many login sessions."""
    site = latchkey.create_app(url)
    with site.app_context():
        a_hash = db.session.scalar(db.text('SELECT password_hash FROM "user"'))  # as long as anybody's
        db.session.close()
        with db.engine.begin() as connection:
            words = WORDS[connection.dialect.name] | {"users": users, "hash": f"'{a_hash}'"}
            for statement in FILL:
                connection.exec_driver_sql(statement.format(**words))
        if db.engine.dialect.name == "postgresql":  # which does so by itself, some time after rows have come
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM ANALYZE")
    return site


def told_room(connection: Connection) -> list[str]:
    """How large each table and index is, in MiB and in bytes a row, where the database is PostgreSQL."""
    if connection.dialect.name != "postgresql":
        return []
    found = connection.exec_driver_sql(ROOM).all()
    kinds = {"r": "the table", "i": "its index"}
    return [
        f"{table}: {kinds[kind]} {name} has {size / 2**20:.0f} MiB, {size / rows:.0f} bytes a row."
        for table, name, kind, size, rows in found
    ]
