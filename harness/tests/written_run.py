"""One run of behave, without a browser, that every test of what is written about a run looks at."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FEATURE = """
@rule-7.4.1
Feature: Fish & <chips>
  One is <b>bold</b>.

  @L6
  Scenario: Kept & <i>sound</i>
    When "<u>it</u>" works
    Then "<b>this</b>" works
    And "<b>that</b>" works

  Scenario Outline: Every row works: <of>
    Then it <row>

    Examples:
      | row    | of      |
      | works  | <gold>  |
      | fails  | silver  |
      | fails  | tin     |

  Scenario: Nobody wrote its step
    When nobody knows

  Scenario: An error
    When it raises
    Then it works

  Scenario: A hook that minds
    When "a hook" works

  @without-products
  Scenario Outline: Adding <what>
    Then it works

    Examples:
      | what |
      | one  |
      | two  |

  @needs-a-server
  Scenario: Nor can this be tried
    Then it works

  @excluded
  Scenario: Nobody asked for this
    Then it works
"""
STEPS = """
from behave import step

@step('"{what}" works')
@step("it works")
def works(context, what="") -> None: pass

@step("it fails")
def fails(context) -> None: raise AssertionError("not <even> close\\nsecond line")

@step("it raises")
def raises(context) -> None: raise LookupError("lost & gone")
"""
ENVIRONMENT = """
from pathlib import Path
from behave_browser.artifacts import slug

SKIPPED = {"without-products": "not offered: products", "needs-a-server": "needs its own server"}

def before_scenario(context, scenario) -> None:
    for tag in SKIPPED.keys() & set(scenario.effective_tags):
        scenario.skip(SKIPPED[tag])

def after_step(context, step) -> None:
    context.attach("text/plain", b"no picture")
    if step.step_type == "then":
        context.attach("image/png", step.name.encode())
    assert "hook" not in step.name, "the server made a mistake"

def after_scenario(context, scenario) -> None:
    folder = Path("kept") / slug(scenario)
    folder.mkdir(parents=True)
    for name in ("trace-1.zip", "window-1.png", "server.log", "strange.txt"):
        (folder / name).write_text(name)
"""


#: A report that knows what some tags stand for.
REPORT = """
from behave_browser.report.formatter import Report

class RuleReport(Report):
    standard, prefix = "Rules", "rule-"
    requirements = {"7.4.1": "What ends is `over`.", "9.9.9": "Nobody looked at this."}
"""


def run_trial(folder: Path, *formatters: str) -> str:
    """Run behave in ``folder`` with ``formatters``, and give what it prints."""
    (folder / "trial" / "steps").mkdir(parents=True)
    (folder / "trial" / "trial.feature").write_text(FEATURE)
    (folder / "trial" / "steps" / "steps.py").write_text(STEPS)
    (folder / "trial" / "environment.py").write_text(ENVIRONMENT)
    (folder / "rules.py").write_text(REPORT)
    command = [sys.executable, "-m", "behave", "trial", "-D", "output=kept", "--tags", "not @excluded", *formatters]
    done = subprocess.run(  # noqa: S603 -- the command is ours
        command, cwd=folder, env={"PYTHONPATH": os.pathsep.join(sys.path)}, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run behave with the report, and give its folder: the report is report/index.html."""
    folder = tmp_path_factory.mktemp("run")
    run_trial(folder, "-f", "rules:RuleReport", "-o", "report/index.html")
    return folder
