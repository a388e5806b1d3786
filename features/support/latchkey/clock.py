"""The server's clock, which can be set ahead while the browser and the steps stay in the present."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Lock

import time_machine


class Clock:
    """Puts the process ``ahead`` of the present for as long as anybody is within: a request, or a command.

    They may come from many threads. As there is one time for all of them, a new ``ahead`` holds from the next one on,
    and for those who are within already as well.
    """

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self.ahead = timedelta()
        self.traveller = traveller
        self.lock = Lock()
        self.within = 0
        self.shown = timedelta()

    def __enter__(self) -> None:
        with self.lock:
            self.within += 1
            self.show(self.ahead)

    def __exit__(self, *_error: object) -> None:
        with self.lock:
            self.within -= 1
            if not self.within:
                self.show(timedelta())

    def show(self, ahead: timedelta) -> None:
        """Be ``ahead`` of the present. Only the difference is added: nothing comes twice, and no error adds up."""
        self.traveller.shift(ahead - self.shown)
        self.shown = ahead


@contextmanager
def server_clock() -> Iterator[Clock]:
    """Give a clock that shows the present, until somebody sets it ahead.

    time_machine's travels are the whole process's: where one thread ends its own, another finds itself in the wrong
    one, or in none. So there is one travel for all, from now to now, and it is only ever shifted.
    """
    with time_machine.travel(time.time()) as traveller:  # a number: a datetime would set the process's time zone
        time.time()  # it stands still until somebody asks
        yield Clock(traveller)
