"""Several servers start at the same moment, and each runs ``flask db upgrade``."""

import multiprocessing
import sys
from typing import Any

from flask import Flask

from tests.unit.databases import schema, upgrade

SERVERS = 8
#: Each is a process of its own. Where there is a fork server, it has imported the app once for all of them.
processes = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")


def test_eight_upgrades_at_once_all_end_well_and_make_the_tables_once(
    blank_app: Flask, settings: dict[str, Any]
) -> None:
    url = blank_app.config["SQLALCHEMY_DATABASE_URI"]
    processes.set_forkserver_preload([upgrade.__module__])
    gate = processes.Barrier(SERVERS)
    servers = [processes.Process(target=upgrade, args=(url, gate)) for _ in range(SERVERS)]
    for server in servers:
        server.start()
    for server in servers:
        server.join()
    assert [server.exitcode for server in servers] == [0] * SERVERS
    assert schema(url) == schema(settings["SQLALCHEMY_DATABASE_URI"])
    assert blank_app.test_client().get("/register").status_code == 200
