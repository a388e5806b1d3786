"""Processes that were started together, and whether they have all ended."""

import os
import time
from collections.abc import Callable


def until(condition: Callable[[], bool]) -> None:
    """Wait for ``condition``, for a while."""
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_any_left(group: int) -> bool:
    """Whether the process group still has a process, be it one that has ended and that nobody has asked for yet."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
