"""What a worker process notes while it runs a feature, and how its parent tells it to formatters of its own.

The model goes from one process to the other as behave made it, less what cannot leave a process.
"""

import io
import pickle
from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import Enum
from functools import partial
from importlib import import_module
from typing import Any

from behave.matchers import Match
from behave.model import Scenario, Tag
from behave.model_type import Argument, FileLocation

PRINTED = "printed"
SCALARS = (bytes, str, int, float, bool, type(None))

#: The name of a formatter's method, and what it is called with.
Call = tuple[str, tuple[Any, ...]]


class Recorder:
    """Stands among behave's formatters, and notes each call, and what the process has printed before it."""

    def __init__(self, printed: Callable[[], str], scenario_ended: Callable[[Scenario], None]) -> None:
        self.printed = printed
        self.scenario_ended = scenario_ended
        self.scenario_now: Scenario | None = None
        self.calls: list[Call] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        """Any method that a formatter may have."""
        return partial(self.note, name)

    def note(self, name: str, *arguments: Any) -> None:
        """Keep one call."""
        if text := self.printed():
            self.calls.append((PRINTED, (text,)))
        self.calls.append((name, arguments))

    def scenario(self, scenario: Scenario) -> None:
        """A scenario begins, so the last one has ended: behave tells formatters of beginnings only."""
        self.end_scenario()
        self.note("scenario", scenario)
        self.scenario_now = scenario

    def eof(self) -> None:
        """The feature has ended."""
        self.end_scenario()
        self.note("eof")

    def close(self) -> None:
        """The run has ended: other formatters are closed by the parent."""

    def end_scenario(self) -> None:
        """Say that a scenario has ended, if one had begun."""
        if self.scenario_now:
            self.scenario_ended(self.scenario_now)
        self.scenario_now = None

    def take(self) -> list[Call]:
        """Give the calls since the last time."""
        calls, self.calls = self.calls, []
        return calls


def replay(calls: Iterable[Call], formatters: list[Any], show: Callable[[str], None]) -> None:
    """Make the ``calls`` on each of the ``formatters`` that knows them, and ``show`` what was printed in between."""
    for name, arguments in calls:
        if name == PRINTED:
            show(*arguments)
            continue
        for formatter in formatters:
            if method := getattr(formatter, name, None):
                method(*arguments)


def pack(model: Any) -> bytes:
    """Make bytes of a part of behave's ``model``, for another process."""
    buffer = io.BytesIO()
    Packer(buffer).dump(model)
    return buffer.getvalue()


def unpack(packed: bytes) -> Any:
    """Give what was packed. Both ends are the same program."""
    return pickle.loads(packed)  # noqa: S301 -- it comes from a process that this one has started


class Packer(pickle.Pickler):
    """Packs behave's own objects. Whatever hooks and steps have hung on them stays behind, as None."""

    def reducer_override(self, thing: Any) -> Any:
        """How to make ``thing`` anew."""
        match thing:
            case Match():
                return match_anew, ([plain(argument) for argument in thing.arguments or []], thing.location)
            case BaseException():
                return exception_anew, (type(thing).__module__, type(thing).__name__, made_with(thing), str(thing))
            case Tag():
                return Tag, (str(thing), thing.line)
        module = getattr(thing, "__module__", None) or ""  # what behave executes from a file has none
        travels = isinstance(thing, type) or module == __name__ or module.startswith("behave.")
        if travels and isinstance(thing, Enum):  # Python 3.11.0 to 3.11.3 make one by getattr, which stays behind
            return type(thing), (thing.value,)
        return NotImplemented if travels else (type(None), ())


def plain(argument: Argument) -> Argument:
    """The ``argument`` of a step with the text that stood in the feature, where its value is an object."""
    value = argument.value if type(argument.value) in SCALARS else argument.original
    return Argument(argument.start, argument.end, argument.original, value, argument.name)


def match_anew(arguments: list[Argument], location: FileLocation | None) -> Match:
    """A match without its function: formatters ask for no more."""
    match = Match(None, arguments)
    match.location = location
    return match


def made_with(error: BaseException) -> tuple[Any, ...]:
    """What ``error`` was made with, where that can leave the process; else what it says."""
    return error.args if all(type(argument) in SCALARS for argument in error.args) else (str(error),)


def exception_anew(module: str, name: str, arguments: tuple[Any, ...], text: str) -> BaseException:
    """An exception of the same type that says ``text``; one of the same name where that cannot be had here."""
    with suppress(Exception):  # a step's own, or one that is made with what cannot leave its process
        kind: type[BaseException] = getattr(import_module(module), name)
        for make in (kind, partial(kind.__new__, kind)):
            with suppress(TypeError):
                error = make(*arguments)
                if str(error) == text:
                    return error
    stand_in: type[Exception] = type(name, (Exception,), {})
    return stand_in(text)
