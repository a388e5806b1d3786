"""Find a browser for the scenarios, or fetch one: ``python -m features.support.obtain [-D name=value …]``.

It understands all of behave's own command line, and heeds its ``-D`` options.
"""

import shutil
import subprocess
import sys
from typing import Any

from behave.configuration import Configuration
from behave.exception import ConfigError
from playwright.sync_api import sync_playwright

from features.support.arrangement import Arrangement
from features.support.browser import NoBrowserError, is_root, launch
from features.support.options import Options

PLAYWRIGHT = [sys.executable, "-m", "playwright"]
#: What Debian calls it.
DEBIAN = {"chromium": ("chromium", "chromium-headless-shell"), "firefox": ("firefox-esr",), "webkit": ()}
NOT_FETCHED = "No {} could be fetched; what is said above is the reason. {}."
BY_HAND = "{}; where it is not found by itself, name it with `-D browser_path=/path/to/it`"
#: Where people get one, by `sys.platform`; elsewhere it is a package of the distribution.
BROWSERS = {
    "darwin": {"chromium": "Run `brew install --cask google-chrome`", "firefox": "Run `brew install --cask firefox`"},
    "win32": {"chromium": "Run `winget install Google.Chrome`", "firefox": "Run `winget install Mozilla.Firefox`"},
}
OWN_ONLY = "Only Playwright's own will do: try again where it can be fetched"
NO_DRIVER = "Playwright does not start on this machine: {}"


def main(arguments: list[str]) -> int:
    """Give 0 once a browser starts as behave's ``-D`` options want it, else 1, having said what to do."""
    userdata: Any = Configuration(arguments).userdata
    try:
        Arrangement.taken_from(userdata)  # is none of the browser's business
        obtain(Options.from_userdata(userdata))
    except (ConfigError, RuntimeError) as error:
        say(str(error))
        return 1
    return 0


def obtain(options: Options) -> None:
    """Start a browser, fetching one first where there is none. Raises RuntimeError with what to do instead."""
    if driver_error():
        fetch(apt_get("libatomic1"))  # Playwright's Node.js needs it, and a bare Debian has none
    if error := driver_error():
        raise RuntimeError(NO_DRIVER.format(error))
    for commands in (
        [[*PLAYWRIGHT, "install", "--with-deps", options.browser]],
        apt_get(*DEBIAN[options.browser]),
    ):
        try:
            return start(options)
        except NoBrowserError:
            fetch(commands)
    try:
        return start(options)
    except NoBrowserError:
        raise RuntimeError(NOT_FETCHED.format(options.browser, by_hand(options))) from None


def by_hand(options: Options) -> str:
    """What to do on this system where no browser can be fetched for ``options``."""
    if options.browser == "webkit" or (options.browser == "firefox" and not options.javascript):
        return OWN_ONLY
    package = f"Install your distribution's package of {options.browser.title()}"
    return BY_HAND.format(BROWSERS.get(sys.platform, {}).get(options.browser, package))


def driver_error() -> str:
    """Why Playwright itself does not run here, or nothing."""
    version = subprocess.run([*PLAYWRIGHT, "--version"], capture_output=True, text=True, check=False)
    return version.stderr.strip() if version.returncode else ""


def apt_get(*packages: str) -> list[list[str]]:
    """The commands that install ``packages``, or none where this is not Debian's kind or we are not root."""
    if not (packages and shutil.which("apt-get") and is_root()):
        return []
    quietly = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    return [[*quietly, "update"], [*quietly, "install", "-y", *packages]]


def start(options: Options) -> None:
    """Start the browser once, and say which it is. Raises what ``launch`` raises."""
    with sync_playwright() as playwright:
        browser = launch(playwright, options)
        say(f"Browser: {browser.browser_type.name} {browser.version}")
        browser.close()


def fetch(commands: list[list[str]]) -> None:
    """Run ``commands`` until one fails: whether that has helped is for the caller to ask."""
    for command in commands:
        say(f"Something is missing. Trying: {' '.join(command)}")
        if subprocess.run(command, check=False).returncode:
            break


def say(sentence: str) -> None:
    """Show ``sentence`` at once, before what a command may print."""
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
