"""The browser: where it is found, how it starts, and the windows a scenario opens."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from behave import fixture
from behave.runner import Context
from playwright.sync_api import Browser, Error, Playwright, expect, sync_playwright

HEADLESS_SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
CHANNELS = ("chrome", "msedge")

NO_BROWSER = "There is no Chromium: run `nox -s browser`, or name yours with `-D browser_path=/path/to/chromium`."
NO_SUCH_FILE = "There is no file {}: give `-D browser_path=` the path of a Chromium or Chrome."
NO_SCREEN = (
    "A headed browser needs a screen, and neither DISPLAY nor WAYLAND_DISPLAY is set. "
    "Run without headed and @debug, or on a virtual screen: `xvfb-run nox -s headed`."
)
NO_SANDBOX = (
    "Chromium's sandbox cannot start here. On Ubuntu: `sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`; "
    "in a container: run it with `--security-opt seccomp=unconfined`, or as root."
)


class NoBrowserError(RuntimeError):
    """No Chromium is on this machine where anyone would look for it."""


@dataclass(frozen=True)
class Options:
    """What a person may choose with ``-D``."""

    headed: bool = False
    slowmo: float = 0  # milliseconds between two acts of the browser
    browser_path: str | None = None
    back_forward_cache: bool = False  # Playwright turns it off, and people have it on

    @classmethod
    def from_userdata(cls, userdata: Any) -> "Options":
        """Read behave's ``-D name=value``. PWDEBUG, Playwright's own way to ask for its inspector, means headed."""
        return cls(
            headed=userdata.getbool("headed", bool(os.environ.get("PWDEBUG"))),
            slowmo=userdata.getfloat("slowmo", 0),
            browser_path=userdata.get("browser_path"),
        )


def launch(playwright: Playwright, options: Options) -> Browser:
    """Start Chromium: the one named by ``options``, or Playwright's own, or the machine's.

    Raises NoBrowserError when there is none, RuntimeError when it cannot start: each with the sentence to show.
    """
    if options.headed and not has_screen():
        raise RuntimeError(NO_SCREEN)
    for place in places(options):
        try:
            return playwright.chromium.launch(
                headless=not options.headed,
                slow_mo=options.slowmo,
                # Root cannot use Chromium's sandbox; everyone else keeps it. Playwright would drop it for all.
                chromium_sandbox=not is_root(),
                ignore_default_args=["--disable-back-forward-cache"] if options.back_forward_cache else None,
                **place,
            )
        except Error as error:
            if "No usable sandbox" in error.message:
                raise RuntimeError(NO_SANDBOX) from None
            if not is_absence(error):
                raise RuntimeError(f"The browser did not start: {error.message}") from None
    raise NoBrowserError(NO_BROWSER)


def places(options: Options) -> Iterator[dict[str, Any]]:
    """Where to look, best first, as arguments of ``chromium.launch``. Raises RuntimeError for a path to nothing."""
    if options.browser_path:
        if not Path(options.browser_path).is_file():
            raise RuntimeError(NO_SUCH_FILE.format(options.browser_path))
        yield {"executable_path": options.browser_path}
        return
    yield {}  # Playwright's own build
    # The shell starts three times as fast, and shows nothing: only for a run that nobody watches.
    names = BROWSERS if options.headed else HEADLESS_SHELLS + BROWSERS
    yield from ({"executable_path": found} for name in names if (found := shutil.which(name)))
    yield from ({"channel": name} for name in CHANNELS)


def is_absence(error: Error) -> bool:
    """Whether ``error`` says that there is no browser at that place, rather than that it failed to start."""
    return "Executable doesn't exist" in error.message or "is not found at" in error.message


def is_root() -> bool:
    """Whether this process runs as root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def has_screen() -> bool:
    """Whether a window could be seen here."""
    return os.name == "nt" or os.uname().sysname == "Darwin" or bool({"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys())


@fixture
def browser(context: Context) -> Iterator[Browser]:
    """One browser for the whole run."""
    expect.set_options(timeout=3_000)
    context.options = Options.from_userdata(context.config.userdata)
    with sync_playwright() as context.playwright:
        context.browser = launch(context.playwright, context.options)
        yield context.browser
        context.browser.close()
