"""What a person may choose with ``-D name=value``; the README has a table of it."""

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, Self, get_args, get_type_hints
from urllib.parse import urlsplit

from behave_browser.output import OUTPUT

#: What the runner of several processes takes for itself.
SELECTING = {"order", "shard"}
BOOLEANS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


class OptionError(RuntimeError):
    """An option that does not exist, or a value that it cannot have. Its text is the sentence to show."""


@dataclass(frozen=True)
class Options:
    """The options of a run, and their defaults. The names are those of pytest-playwright where it has them.

    A project that has options of its own adds them in a subclass: text, a number of milliseconds, a yes or no, a path,
    or one of a few words.
    """

    browser: Literal["chromium", "firefox", "webkit"] = "chromium"
    headed: bool = False
    slowmo: float = 0  # milliseconds between two acts of the browser
    device: str = ""  # one of Playwright's, such as "iPhone 15"
    locale: str = ""  # such as "de-DE"
    color_scheme: Literal["light", "dark"] = "light"
    javascript: bool = True
    tracing: Literal["on", "off", "retain-on-failure"] = "retain-on-failure"
    screenshot: Literal["on", "off", "only-on-failure"] = "only-on-failure"
    video: Literal["on", "off", "retain-on-failure"] = "off"
    output: Path = OUTPUT  # where artifacts go
    base_url: str = ""  # a site that runs already
    browser_path: str = ""
    connect: str = ""  # ws://… of a browser server
    expect_timeout: float = 3000  # milliseconds that what is expected may take to come true
    pause: bool = False  # stop in the inspector at a step that failed

    @classmethod
    def from_userdata(cls, userdata: Mapping[str, str]) -> Self:
        """Read behave's ``-D name=value`` over the defaults. Raises OptionError for what is not known.

        PWDEBUG, Playwright's own way to ask for its inspector, means headed; so does ``pause``.
        """
        kinds = get_type_hints(cls)
        for name in userdata.keys() & SELECTING:
            raise OptionError(f"`-D {name}` is for the parallel runner: add `-r parallel`.")
        for name in userdata.keys() - kinds.keys():
            raise OptionError(f"There is no option `-D {name}`{nearest(name, kinds)}")
        options = cls(**{name: convert(name, text, kinds[name]) for name, text in userdata.items()})
        check_address("base_url", options.base_url, {"http", "https"})
        check_address("connect", options.connect, {"ws", "wss"})
        return replace(options, headed=options.headed or options.pause or bool(os.environ.get("PWDEBUG")))


def nearest(wrong: str, known: Mapping[str, Any]) -> str:
    """End a sentence about ``wrong`` with what was probably meant, or with all that is known."""
    close = get_close_matches(wrong, known, 1, cutoff=0.5)
    return f": did you mean `{close[0]}`?" if close else f". There are: {', '.join(sorted(known))}."


def convert(name: str, text: str, kind: Any) -> Any:
    """Give ``text`` as a value of ``kind``. Raises OptionError with the values that ``name`` may have."""
    if allowed := get_args(kind):
        if text not in allowed:
            raise OptionError(f"`-D {name}={text}`: it is one of {', '.join(allowed)}.")
        return text
    if kind is bool:
        if text.lower() not in BOOLEANS:
            raise OptionError(f"`-D {name}={text}`: it is true or false.")
        return BOOLEANS[text.lower()]
    return milliseconds(name, text) if kind is float else kind(text)


def milliseconds(name: str, text: str) -> float:
    """Give ``text`` as a time that can be waited for. Raises OptionError for anything else."""
    try:
        number = float(text)
    except ValueError:
        number = -1
    if number < 0 or not math.isfinite(number):
        raise OptionError(f"`-D {name}={text}`: it is a number of milliseconds.")
    return number


def check_address(name: str, address: str, schemes: set[str]) -> None:
    """Raise OptionError unless ``address`` is empty or an address of one of ``schemes``, with a host."""
    if address and not is_address(address, schemes):
        example = " or ".join(f"{scheme}://host:port" for scheme in sorted(schemes))
        raise OptionError(f"`-D {name}={address}`: it is an address like {example}.")


def is_address(text: str, schemes: set[str]) -> bool:
    """Whether ``text`` has one of ``schemes`` and a host, and a port that there can be, if any."""
    try:
        parts = urlsplit(text)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number or too large, or brackets that do not close
        return False
