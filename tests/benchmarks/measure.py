"""Measuring in turn, so that whatever else the machine does meets everybody alike."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

#: At the least so many rounds, of which the median counts.
ROUNDS = 7


@dataclass(frozen=True)
class Ratio:
    """What was measured, as a ratio of medians, and the quartiles of the ratios that each round gave."""

    what: str
    ratio: float
    low: float
    high: float
    #: What it is to be at most; at least, where ``is_rate``; None where it is only told.
    goal: float | None = None
    is_rate: bool = False
    #: What the same measurement says besides, a sentence each.
    told: Sequence[str] = ()

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if self.goal is None:
            return None
        return self.ratio >= self.goal if self.is_rate else self.ratio <= self.goal


def in_turn(acts: Mapping[str, Callable[[], float]], rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Ask each of ``acts`` for its figure, one after the other, in so many rounds. One before them does not count."""
    figures: dict[str, list[float]] = {name: [] for name in acts}
    for number in range(rounds + 1):
        for name, act in acts.items():
            figure = act()
            if number:
                figures[name].append(figure)
    return figures


def compare(  # noqa: PLR0913 -- what it gives has as many fields
    what: str,
    ours: list[float],
    theirs: list[float],
    goal: float | None = None,
    *,
    is_rate: bool = False,
    told: Sequence[str] = (),
) -> Ratio:
    """The ratio of the medians of two lists of figures, which were taken in turn."""
    single = [our / their for our, their in zip(ours, theirs, strict=True)]
    low, _middle, high = statistics.quantiles(single, n=4) if len(single) > 1 else single * 3
    return Ratio(what, statistics.median(ours) / statistics.median(theirs), low, high, goal, is_rate, told)


def once(what: str, ratio: float, goal: float | None = None, told: Sequence[str] = ()) -> Ratio:
    """A ratio that was measured once."""
    return Ratio(what, ratio, ratio, ratio, goal, told=told)


def cpu(act: Callable[[], object], times: int, seconds: Callable[[], float] = time.process_time) -> Callable[[], float]:
    """What gives the CPU seconds that ``act`` takes, as the mean of so many ``times``.

    ``seconds`` tells those until now: this process's, or those of whoever else does a part of the work.
    """

    def measured() -> float:
        before = seconds()
        for _ in range(times):
            act()
        return (seconds() - before) / times

    return measured


def clock(act: Callable[[], object], times: int = 1) -> Callable[[], float]:
    """What gives the seconds that ``act`` takes by the clock, as the mean of so many ``times``."""
    return cpu(act, times, time.perf_counter)
