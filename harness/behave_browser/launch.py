"""The browser: where it is found, and how it starts."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserType, Error, Playwright

from behave_browser.options import OptionError, Options, nearest

HEADLESS_SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
CHROMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
CHANNELS = ("chrome", "msedge")
FIREFOXES = ("firefox", "firefox-esr")

NO_BROWSER = (
    "There is no {0}: run `python -m behave_browser.install -D browser={0}`, or name yours with "
    "`-D browser_path=/path/to/it`."
)
NO_SUCH_FILE = "There is no file {}: give `-D browser_path=` the path of a browser."
NO_SUCH_DEVICE = "Playwright knows no device `{}`"
NO_CONNECTION = "No browser server answers at {}: start one there with `playwright run-server --port 9222`."
NO_REMOTE_BROWSER = (
    "The machine at {0} has no {1} where Playwright looks: run `playwright install {1}` there, or start its "
    "server with `playwright run-server --unsafe` and name the browser that it has with `-D browser_path=`."
)
SCRIPTS_ALL_THE_SAME = (
    "Playwright cannot keep a stock Firefox from running scripts: for `-D javascript=false` it needs its own, which "
    "`python -m behave_browser.install -D browser=firefox -D javascript=false` fetches."
)
NO_SCREEN = (
    "A headed browser needs a screen, and neither DISPLAY nor WAYLAND_DISPLAY is set. Run it on a virtual screen, "
    "`xvfb-run behave -D headed=true`, or without one, and look at the trace afterwards: `-D tracing=on`."
)
NO_SANDBOX = (
    "Chromium's sandbox cannot start here. On Ubuntu: `sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`; "
    "in a container: run it with `--security-opt seccomp=unconfined`, or as root."
)


class NoBrowserError(RuntimeError):
    """No such browser is on this machine where anyone would look for it."""


def launch(playwright: Playwright, options: Options, *, back_forward_cache: bool = False) -> Browser:
    """Start the browser that ``options`` ask for: the one named there, or Playwright's own, or the machine's.

    ``back_forward_cache`` turns on what people have on, and Playwright turns off.
    Raises NoBrowserError when there is none, RuntimeError when it cannot start: each with the sentence to show.
    """
    if options.connect:
        return connect(playwright, options)
    if options.headed and not has_screen():
        raise RuntimeError(NO_SCREEN)
    arguments: dict[str, Any] = {"headless": not options.headed, "slow_mo": options.slowmo}
    if options.browser == "chromium":
        # Root cannot use Chromium's sandbox; everyone else keeps it. Playwright would drop it for all.
        arguments["chromium_sandbox"] = not is_root()
        arguments["ignore_default_args"] = ["--disable-back-forward-cache"] if back_forward_cache else None
        # Each window would start a process in vain, for a page that may come. Two sites still have one each.
        arguments["args"] = ["--renderer-process-limit=1"]
    engine: BrowserType = getattr(playwright, options.browser)
    for place in places(options, whole=options.headed or back_forward_cache):
        try:
            return engine.launch(**arguments, **place)
        except Error as error:
            if "No usable sandbox" in error.message:
                raise RuntimeError(NO_SANDBOX) from None
            if not is_absence(error):
                raise RuntimeError(f"The browser did not start: {complaint(error)}") from None
    raise NoBrowserError(NO_BROWSER.format(options.browser))


def connect(playwright: Playwright, options: Options) -> Browser:
    """Use the browser of another machine, which then reaches this one's server as if it were there.

    ``browser_path`` is a path over there; Playwright's server heeds it only if it was started with ``--unsafe``.
    """
    engine: BrowserType = getattr(playwright, options.browser)
    wishes = {"executablePath": options.browser_path, "chromiumSandbox": False}
    headers = {"x-playwright-launch-options": json.dumps(wishes)} if options.browser_path else None
    try:
        return engine.connect(options.connect, headers=headers, expose_network="<loopback>")
    except Error as error:
        if is_absence(error):
            raise RuntimeError(NO_REMOTE_BROWSER.format(options.connect, options.browser)) from None
        raise RuntimeError(f"{NO_CONNECTION.format(options.connect)} {error.message.splitlines()[0]}") from None


def places(options: Options, *, whole: bool) -> Iterator[dict[str, Any]]:
    """Where to look, best first, as arguments of Playwright's ``launch``.

    Raises RuntimeError for a path to nothing, and NoBrowserError where only a stock Firefox is left to run no scripts.
    Headless shells start three times as fast, show nothing, and have no back/forward cache: ``whole`` rules them out.
    """
    stock = {"channel": "moz-firefox"} if options.browser == "firefox" else {}  # driven over WebDriver BiDi
    own = {"channel": "chromium"} if whole and options.browser == "chromium" else {}
    if not options.browser_path:
        yield own  # Playwright's own build
    if stock and not options.javascript:
        raise NoBrowserError(SCRIPTS_ALL_THE_SAME)
    if options.browser_path:
        if not Path(options.browser_path).is_file():
            raise RuntimeError(NO_SUCH_FILE.format(options.browser_path))
        yield {"executable_path": options.browser_path, **stock}
        return
    shells = () if whole else HEADLESS_SHELLS
    names = {"chromium": shells + CHROMES, "firefox": FIREFOXES, "webkit": ()}[options.browser]
    yield from ({"executable_path": found, **stock} for name in names if (found := shutil.which(name)))
    yield from ({"channel": name} for name in CHANNELS if options.browser == "chromium")


def is_absence(error: Error) -> bool:
    """Whether ``error`` says that there is no browser at that place, rather than that it failed to start."""
    return "Executable doesn't exist" in error.message or "is not found at" in error.message


def complaint(error: Error) -> str:
    """What Playwright says of a start that failed, and what the browser said: without the log of every step of it."""
    first, *log = error.message.splitlines()
    said = dict.fromkeys(line.partition("[err]")[2].strip() for line in log if "[err]" in line)
    return "\n".join([first, *said])


def is_root() -> bool:
    """Whether this process runs as root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def has_screen() -> bool:
    """Whether a window could be seen here."""
    return os.name == "nt" or os.uname().sysname == "Darwin" or bool({"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys())


def shape(playwright: Playwright, options: Options) -> dict[str, Any]:
    """Give what ``options`` want of each window, as arguments of ``new_context``. Raises OptionError for no device."""
    settings: dict[str, Any] = {"color_scheme": options.color_scheme, "java_script_enabled": options.javascript}
    if options.locale:
        settings["locale"] = options.locale
    if options.device:
        if options.device not in playwright.devices:
            raise OptionError(NO_SUCH_DEVICE.format(options.device) + nearest(options.device, playwright.devices))
        settings |= playwright.devices[options.device]
        del settings["default_browser_type"]  # -D browser decides
        if options.browser == "firefox":
            del settings["is_mobile"]  # it has no such thing
    return settings
