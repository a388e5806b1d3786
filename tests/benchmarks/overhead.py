"""What the suite costs beside the browser: ``python -m tests.benchmarks.overhead``.

The same acts, logging in with a wrong password, are done by behave and by a bare Playwright script, in turn, against
the same kind of server. Prints the median of each in milliseconds a scenario, and their ratio.
"""

import argparse
import logging
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

from behave.configuration import Configuration
from behave_browser.launch import launch
from behave_browser.options import Options
from playwright.sync_api import Browser, expect, sync_playwright

from app import accounts
from features.support.latchkey.server import live_server
from features.support.login.people import Person

ROOT = Path(__file__).resolve().parents[2]
SCENARIO = """
  Scenario: Number {0}
    Given Ada has an account
    When Ada tries to log in with the wrong password
    Then Ada is told "Invalid email or password" at her "Email"
    And Ada is not logged in
"""


def by_behave(count: int, options: list[str]) -> float:
    """Give the milliseconds that behave takes for each of ``count`` scenarios, start and end of the run left out."""
    with TemporaryDirectory(dir=ROOT / "features") as folder:
        feature = Path(folder) / "overhead.feature"
        feature.write_text("Feature: Overhead\n" + "".join(SCENARIO.format(number) for number in range(count)))
        command = [sys.executable, "-m", "behave", "--format=plain", *options, str(feature)]
        before = time.perf_counter()
        said = subprocess.run([*command, "--stop"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        whole = time.perf_counter() - before
        before = time.perf_counter()
        subprocess.run([*command, "--name=Number 0$"], cwd=ROOT, capture_output=True, check=True)
        one = time.perf_counter() - before
    if not re.search(rf"{count} scenarios passed", said):
        raise RuntimeError(said)
    return (whole - one) / (count - 1) * 1000


def by_hand(count: int, options: Options) -> float:
    """Give the milliseconds that a script takes for the same, with Playwright alone."""
    context: Any = SimpleNamespace()
    serving = live_server(context)
    next(serving)
    with sync_playwright() as playwright:
        browser = launch(playwright, options)
        act(browser, context.server, options, -1)
        before = time.perf_counter()
        for number in range(count):
            act(browser, context.server, options, number)
        took = time.perf_counter() - before
        browser.close()
    next(serving, None)
    return took / count * 1000


def act(browser: Browser, server: Any, options: Options, number: int) -> None:
    """One scenario, as a script would have it."""
    server.forget_attempts()
    ada = Person("Ada", f"ada.{number}@example.com", "Ada keeps a key")
    with server.app.app_context():
        accounts.register(ada.email, ada.password)
    window = browser.new_context(base_url=server.url)
    if options.tracing != "off":
        window.tracing.start(snapshots=True, sources=True)
    page = window.new_page()
    page.goto("/login")
    page.get_by_label("Email", exact=True).fill(ada.email)
    page.get_by_label("Password", exact=True).fill("not the password")
    page.get_by_role("button", name="Log in", exact=True).click()
    error = page.get_by_label("Email", exact=True).and_(page.locator("[aria-invalid=true]"))
    expect(page.get_by_text("Invalid email or password", exact=True)).to_be_visible()
    expect(error).to_have_accessible_description("Invalid email or password")
    expect(page.get_by_role("link", name="Login")).to_be_visible()
    expect(page.get_by_role("link", name="Register").first).to_be_visible()
    expect(page.get_by_role("button", name="Log out")).to_have_count(0)
    window.close()


def main(arguments: list[str]) -> int:
    """Print the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenarios", type=int, default=30, help="in each round (default: 30)")
    parser.add_argument("--rounds", type=int, default=5, help="(default: 5)")
    parser.add_argument("-D", dest="defined", action="append", default=[], help="behave's, for both: -D tracing=off")
    asked = parser.parse_args(arguments)
    defined = [f"-D{text}" for text in asked.defined]
    options = Options.from_userdata(Configuration(defined).userdata or {})
    logging.disable(logging.WARNING)  # as behave does it
    suite, script = [], []
    for number in range(1, asked.rounds + 1):
        suite.append(by_behave(asked.scenarios, defined))
        script.append(by_hand(asked.scenarios, options))
        print(f"round {number}: behave {suite[-1]:.0f} ms, by hand {script[-1]:.0f} ms", flush=True)
    ours, bare = statistics.median(suite), statistics.median(script)
    print(f"median a scenario: behave {ours:.0f} ms, by hand {bare:.0f} ms, ratio {ours / bare:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
