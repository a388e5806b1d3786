"""Who listens to what the app tells: a capability does from its import on, in every app of the process."""

import re
import sys
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager

from blinker import ANY, Signal


@contextmanager
def silenced(names: AbstractSet[str]) -> Iterator[None]:
    """Have none of the capabilities ``names`` listen: what they post or count would be found by another's tests."""
    theirs = tuple(f"app.{name}." for name in names)
    senders = [
        module for path, module in sys.modules.items() if re.fullmatch(r"(app|app\..*|flask_login)\.signals", path)
    ]
    listening = [
        (signal, receiver)
        for signal in {one for module in senders for one in vars(module).values() if isinstance(one, Signal)}
        for receiver in signal.receivers_for(ANY)
        if f"{receiver.__module__}.".startswith(theirs)
    ]
    for signal, receiver in listening:
        signal.disconnect(receiver)
    yield
    for signal, receiver in listening:
        signal.connect(receiver)
