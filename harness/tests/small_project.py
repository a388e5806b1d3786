"""A small behave project that needs no browser, and ways to run it."""

import subprocess
import sys
from pathlib import Path

PARALLEL = ["-r", "behave_browser.parallel.runner:ParallelRunner"]

ENVIRONMENT = """
import os
from pathlib import Path

def before_all(context):
    assert not {"shard", "order"} & context.config.userdata.keys()
    if "broken" in context.config.userdata:
        raise RuntimeError("There is no browser.")
    Path(f"{os.getpid()}.pid").touch()

def after_step(context, step):
    context.attach("text/plain", step.name.encode())

def after_scenario(context, scenario):
    scenario.secret = lambda: None
    if "hook-error" in scenario.tags:
        raise RuntimeError("The hook is broken.")

def after_all(context):
    print("That was all.")
"""
STEPS = """
import os, time
from pathlib import Path
from behave import given, register_type, when

register_type(Fruit=lambda text: object())

@given("{count:d} {fruit:w} of {kind:Fruit}")
def step_given(context, count, fruit, kind):
    print(f"counted {count}")

@when("it fails")
def step_fails(context):
    print("said before it failed")
    assert False, "It failed."

@when("it breaks")
def step_breaks(context):
    class LocalError(Exception):
        pass
    raise LocalError("It broke.")

@when("it dies")
def step_dies(context):
    os._exit(9)

@when("it waits")
def step_waits(context):
    Path("waiting").touch()
    time.sleep(60)

@when("it clings")
def step_clings(context):
    Path("waiting").touch()
    while True:
        try:
            time.sleep(60)
        except KeyboardInterrupt:
            pass
"""
FEATURES = {
    "passes": """
        @good
        Feature: Passing
          Background:
            Given 1 apple of gold
          Scenario: first
            Given 2 pears of wood
              | a | b |
              | 1 | 2 |
          @slow
          Scenario Outline: rows
            Given <count> apples of gold
            Examples:
              | count |
              | 3     |
              | 4     |
        """,
    "fails": """
        Feature: Failing
          Scenario: failing
            When it fails
            And it breaks
          Scenario: passing
            Given 5 apples of gold
          Scenario: breaking
            When it breaks
        """,
    "hooks": """
        Feature: Hooks
          @hook-error
          Scenario: hooked
            Given 6 apples of gold
          Scenario: unknown
            Given nothing that anyone knows
        """,
    "last": """
        Feature: Last
          Scenario: alone
            Given 7 apples of gold
        """,
}


class Project:
    """The folder of a small behave project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "features/steps").mkdir(parents=True)
        (folder / "features/environment.py").write_text(ENVIRONMENT)
        (folder / "features/steps/steps.py").write_text(STEPS)

    def write(self, **features: str) -> None:
        """Add features, by the names of their files."""
        for name, text in features.items():
            (self.folder / f"features/{name}.feature").write_text(text)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start behave with ``arguments``, in a session of its own."""
        return subprocess.Popen(  # noqa: S603 -- no shell, and nobody else's words
            [sys.executable, "-m", "behave", *PARALLEL, *arguments],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            text=True,
        )

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run behave with ``arguments`` to its end."""
        with self.start(*arguments) as process:
            output, errors = process.communicate(timeout=120)
        return subprocess.CompletedProcess(arguments, process.returncode, output, errors)

    def processes(self) -> list[int]:
        """Those that have begun to run features here."""
        return [int(file.stem) for file in self.folder.glob("*.pid")]
