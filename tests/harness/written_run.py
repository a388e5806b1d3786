"""One run of behave, without a browser, that every test of what is written about a run looks at."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

FEATURE = """
@asvs-7.4.1
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
from features.support.evidence import slug

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


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run behave with both formatters, and give its folder: the sheet is sheet.txt, the report report/index.html."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "trial" / "steps").mkdir(parents=True)
    (folder / "trial" / "trial.feature").write_text(FEATURE)
    (folder / "trial" / "steps" / "steps.py").write_text(STEPS)
    (folder / "trial" / "environment.py").write_text(ENVIRONMENT)
    command = [sys.executable, "-m", "behave", "trial", "-D", "output=kept", "--tags", "not @excluded"]
    command += ["-f", "features.support.report:Report", "-o", "report/index.html"]
    command += ["-f", "features.support.scores:ScoreSheet"]
    done = subprocess.run(  # noqa: S603 -- the command is ours
        command, cwd=folder, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    (folder / "sheet.txt").write_text(done.stdout + done.stderr)
    return folder
