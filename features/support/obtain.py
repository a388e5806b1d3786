"""Find a browser for the scenarios, or fetch one: ``python -m features.support.obtain [-D name=value …]``."""

import argparse
import shutil
import subprocess
import sys

from behave.userdata import UserData, parse_user_define
from playwright.sync_api import sync_playwright

from features.support.browser import NoBrowserError, Options, is_root, launch

PLAYWRIGHT = ([sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"],)
DEBIAN = (
    ["apt-get", "update", "-q"],
    ["apt-get", "install", "-q", "-y", "chromium", "chromium-headless-shell"],
)


def main(arguments: list[str]) -> int:
    """Give 0 once a browser starts as behave's ``-D`` options want it, else 1, having said what to do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-D", "--define", action="append", default=[], metavar="NAME=VALUE", help="behave's own")
    defined, _behave_alone = parser.parse_known_args(arguments)
    options = Options.from_userdata(UserData(parse_user_define(text) for text in defined.define))
    try:
        obtain(options)
    except RuntimeError as error:
        say(str(error))
        return 1
    return 0


def obtain(options: Options) -> None:
    """Start a browser, fetching one first where there is none. Raises RuntimeError with what to do instead."""
    for commands in (PLAYWRIGHT, DEBIAN if shutil.which("apt-get") and is_root() else ()):
        try:
            return start(options)
        except NoBrowserError:
            fetch(commands)
    return start(options)


def start(options: Options) -> None:
    """Start the browser once, and say which it is. Raises what ``launch`` raises."""
    with sync_playwright() as playwright:
        browser = launch(playwright, options)
        say(f"Browser: {browser.browser_type.name} {browser.version}")
        browser.close()


def fetch(commands: tuple[list[str], ...]) -> None:
    """Run ``commands`` until one fails: whether a browser is there now is asked of the browser."""
    for command in commands:
        say(f"No browser yet. Trying: {' '.join(command)}")
        if subprocess.run(command, check=False).returncode:  # noqa: S603 -- our own words, no shell
            break


def say(sentence: str) -> None:
    """Show ``sentence`` at once, before what a command may print."""
    print(sentence, flush=True)  # noqa: T201 -- this is a command, and this is its output


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
