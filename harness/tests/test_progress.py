"""How far a run is."""

import io
from itertools import count

import pytest

pytest.importorskip("behave")

from behave_browser.parallel.progress import Progress, duration


class Terminal(io.StringIO):
    """A stream whose lines can be rewritten."""

    def isatty(self) -> bool:
        """Whether anyone looks."""
        return True


def test_it_says_how_many_and_how_long() -> None:
    progress = Progress(4, io.StringIO(), now=count(0, 10).__next__)
    progress.count(failed=False)
    progress.count(failed=True)
    assert str(progress).startswith("2 of 4 scenarios, 1 failed, ")


def test_time_left_is_as_much_for_each_as_before() -> None:
    now = iter([0, 30]).__next__
    progress = Progress(4, io.StringIO(), now=now)
    progress.ended = 1
    assert str(progress) == "1 of 4 scenarios, 0 failed, 2 min left"


@pytest.mark.parametrize(("seconds", "words"), [(0, "0 s"), (89, "89 s"), (90, "2 min"), (600, "10 min")])
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize(("total", "lines"), [(1, 1), (10, 10), (304, 10), (15, 10), (7, 7)])
def test_a_line_now_and_then_without_a_terminal(total: int, lines: int) -> None:
    stream = io.StringIO()
    progress = Progress(total, stream)
    for _ in range(total):
        progress.count(failed=False)
    assert stream.getvalue().count("\n") == lines
    assert f"{total} of {total} scenarios, 0 failed, 0 s left\n" in stream.getvalue()


def test_one_line_on_a_terminal() -> None:
    stream = Terminal()
    progress = Progress(2, stream)
    progress.count(failed=False)
    progress.clear()
    progress.count(failed=False)
    assert "\n" not in stream.getvalue()
    assert stream.getvalue().split("\r\x1b[K")[1:3] == ["1 of 2 scenarios, 0 failed, 0 s left", ""]


def test_nothing_is_cleared_without_a_terminal() -> None:
    stream = io.StringIO()
    Progress(2, stream).clear()
    assert stream.getvalue() == ""
