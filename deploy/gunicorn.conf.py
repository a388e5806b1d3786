"""How gunicorn serves Latchkey. `WEB_CONCURRENCY` says how many workers there are: more than one want Redis."""

import gc
import sys
from types import TracebackType

from flask.cli import NoAppException

wsgi_app = "app:create_app()"
bind = "127.0.0.1:8000"  # where systemd hands it no socket
# Threads share the counts of attempts that are kept in memory, and Python lets others run while one hashes.
worker_class = "gthread"
threads = 8
# The app is made once and shared by the workers; what is wrong with its settings is said once, and ends the start.
preload_app = True
# Seconds that SIGTERM leaves a request that is under way.
graceful_timeout = 30
# It believes no proxy's headers by itself: PROXIES says which ones the app may believe.
forwarded_allow_ips = ""
control_socket_disable = True  # nobody commands it but systemd


def pre_fork(_server: object, _worker: object) -> None:
    """Leave what was made before the fork to all workers: a collector that looks at it would copy it into each."""
    gc.freeze()


def say(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell the operator of a setting that is wrong in its sentence alone, and of what else ends the start in full."""
    if isinstance(error, NoAppException):
        error.show()
    else:
        sys.__excepthook__(kind, error, trace)


sys.excepthook = say
