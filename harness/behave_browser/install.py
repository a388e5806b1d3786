"""Find a browser for the scenarios, or fetch one: ``python -m behave_browser.install [-D name=value …]``.

It understands all of behave's own command line, and heeds its ``-D`` options. Playwright's own browser is what it
fetches. With ``--apt`` it installs Debian's as well, if need be, and what Playwright's needs: that takes root.
"""

import shutil
import subprocess
import sys
from dataclasses import fields
from typing import Any

from behave.configuration import Configuration
from behave.exception import ConfigError
from playwright.sync_api import sync_playwright

from behave_browser.launch import NoBrowserError, is_root, launch
from behave_browser.options import Options

APT = "--apt"
PLAYWRIGHT = [sys.executable, "-m", "playwright"]
#: What Playwright's Node.js needs, and a bare Debian has not.
NODE_NEEDS = "libatomic1"
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
    userdata: Any = Configuration([argument for argument in arguments if argument != APT]).userdata
    known = {option.name for option in fields(Options)}
    try:  # the other options are the runner's, or the project's, which tell what is wrong with them
        options = Options.from_userdata({name: text for name, text in userdata.items() if name in known})
        install(options, by_apt=APT in arguments)
    except (ConfigError, RuntimeError) as error:
        say(str(error))
        return 1
    return 0


def install(options: Options, *, by_apt: bool = False) -> None:
    """Start a browser, fetching one first where there is none. Raises RuntimeError with what to do instead."""
    if by_apt and driver_error():
        fetch(apt_get(NODE_NEEDS))
    if error := driver_error():
        raise RuntimeError(NO_DRIVER.format(error))
    for commands in (
        [[*PLAYWRIGHT, "install", *(["--with-deps"] if by_apt else []), options.browser]],
        apt_get(*DEBIAN[options.browser]) if by_apt else [],
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
    if is_debian():
        package = f"Run `sudo apt-get install {' '.join(DEBIAN[options.browser])}`"
    return BY_HAND.format(BROWSERS.get(sys.platform, {}).get(options.browser, package))


def driver_error() -> str:
    """Why Playwright itself does not run here, or nothing."""
    version = subprocess.run([*PLAYWRIGHT, "--version"], capture_output=True, text=True, check=False)
    return version.stderr.strip() if version.returncode else ""


def apt_get(*packages: str) -> list[list[str]]:
    """The commands that install ``packages``, or none where this is not Debian's kind or we are not root."""
    if not (packages and is_debian() and is_root()):
        return []
    quietly = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    return [[*quietly, "update"], [*quietly, "install", "-y", *packages]]


def is_debian() -> bool:
    """Whether packages come from apt here."""
    return sys.platform == "linux" and shutil.which("apt-get") is not None


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
