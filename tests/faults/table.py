"""The table of faults: read, checked, and chosen from. ``faults.toml`` has the core's, and each capability a file."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from features.support.latchkey.asvs import REQUIREMENTS

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).parent
CHANGE = {"file": str, "find": str, "replace": str}
#: What a change may have besides: the function or class to look in, so that a twin elsewhere in the file is not met.
ANCHOR = {"inside"}
#: What a fault may have besides: more changes, and the names of the scenarios to run.
EXTRA = {"also", "scenarios"} | ANCHOR
FAULT = CHANGE | {"what": str, "breaks": str, "asvs": list, "features": list}

Fault = dict[str, Any]


class TableError(Exception):
    """The table says what cannot be. Its message is the sentence to show."""


def load(folder: Path = FOLDER) -> list[Fault]:
    """Give the faults of every table in ``folder``. Raises TableError."""
    faults = [fault for path in sorted(folder.glob("*.toml")) for fault in read(path)]
    for fault in faults:
        check(fault)
    names = [fault["what"] for fault in faults]
    for name in names:
        if names.count(name) > 1:
            raise TableError(f"Two faults are called “{name}”.")
    return faults


def read(path: Path) -> list[Fault]:
    """Give the faults of the table at ``path``, whatever they say. Raises TableError."""
    try:
        table = tomllib.loads(path.read_text())
    except tomllib.TOMLDecodeError as error:
        raise TableError(f"{path.name} is no TOML: {error}.") from None
    faults: list[Fault] = table.get("fault", [])
    return faults


def check(fault: Fault) -> None:
    """Raise TableError unless ``fault`` has what a fault has, and nothing else."""
    name = f"The fault “{fault.get('what', '?')}”"
    check_keys(name, {key: value for key, value in fault.items() if key not in EXTRA}, FAULT)
    for change in fault.get("also", []):
        check_keys(f"{name}, also,", {key: value for key, value in change.items() if key not in ANCHOR}, CHANGE)
    for number in fault["asvs"]:
        if number not in REQUIREMENTS:
            raise TableError(f"{name} has the ASVS id {number}, which features/support/latchkey/asvs.py does not have.")
    for stem in fault["features"]:
        if not (ROOT / "features" / f"{stem}.feature").is_file():
            raise TableError(f"{name} is looked for in features/{stem}.feature, which is not there.")


def check_keys(name: str, entry: Fault, known: Mapping[str, type]) -> None:
    """Raise TableError unless ``entry`` has exactly the ``known`` keys, each with a value of its type."""
    for key in sorted(entry.keys() - known.keys()):
        raise TableError(f"{name} has an unknown key: {key}.")
    for key, kind in known.items():
        if not isinstance(entry.get(key), kind):
            raise TableError(f"{name} needs {key}: {'a text' if kind is str else 'a list of texts'}.")


def choose(faults: list[Fault], words: Iterable[str]) -> list[Fault]:
    """Give the ``faults`` that any of ``words`` names, or all: a part of ``what``, or a tag, an ASVS id, a feature.

    Raises TableError where there is none.
    """
    words = set(words)
    chosen = [
        fault
        for fault in faults
        if not words
        or words & {fault["breaks"], *fault["asvs"], *fault["features"]}
        or any(word in fault["what"] for word in words)
    ]
    if not chosen:
        raise TableError(
            f"No fault has any of these in its name, tag, ASVS ids or features: {', '.join(sorted(words))}."
        )
    return chosen


def uncovered(faults: list[Fault]) -> list[str]:
    """Give the ASVS ids that none of ``faults`` breaks."""
    covered = {number for fault in faults for number in fault["asvs"]}
    return [number for number in REQUIREMENTS if number not in covered]
