"""What gunicorn serves in a cluster: the real app, at the test's time, whose hashes and log the test hears of."""

import logging
from collections.abc import Iterable
from contextlib import ExitStack
from typing import Any

from app import create_app
from features.support.cluster.observer import Told, tell
from features.support.latchkey.aim import LOGGERS
from features.support.latchkey.clock import server_clock
from features.support.latchkey.server import watched_hashes

EVER_AFTER = ExitStack()
clock = EVER_AFTER.enter_context(server_clock())
EVER_AFTER.enter_context(watched_hashes(tell))
app = create_app()
for name in LOGGERS:
    logging.getLogger(name).addHandler(Told())


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer one request, at the time that the test has set."""
    clock.ahead = tell(None)
    with clock:
        return app(environ, start_response)
