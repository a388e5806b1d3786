"""The hooks in a run of behave with a browser, and what they do for the tags and options that a test cannot watch."""

import json
from contextlib import contextmanager
from subprocess import CompletedProcess
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock
from zipfile import ZipFile

import pytest
from small_project import Project

pytest.importorskip("behave")

from behave.model import Scenario
from behave.parser import parse_feature
from behave_browser import hooks
from behave_browser.hooks import Harness
from behave_browser.options import Options

ENVIRONMENT = """
from dataclasses import dataclass
from behave_browser import hooks
from behave_browser.hooks import after_scenario, after_step, before_scenario, before_step
from behave_browser.options import Options

@dataclass(frozen=True)
class OwnOptions(Options):
    word: str = ""

def before_all(context):
    hooks.before_all(context, OwnOptions)
    context.harness.init_scripts.append(f"window.word = '{context.harness.options.word}'")
    context.harness.loggers = ("app",)
"""
STEPS = """
import logging
from behave import given, then, when
from behave_browser.artifacts import note
from playwright.sync_api import expect

@given("Ada has a window")
def step_window(context):
    page = context.windows.of("Ada")
    page.route("**", lambda route: route.fulfill(content_type="text/html", body="<p>Hello</p>"))
    page.goto("/hello")

@then("it is as it was asked for")
def step_asked_for(context):
    told = context.windows.of("Ada").evaluate("[location.href, navigator.language, window.word]")
    assert told == ["http://site.test/hello", "de-DE", "own"], told

@when("the app writes, and so does somebody else")
def step_writes(context):
    for name in ("app", "another"):
        logging.getLogger(name).warning("written by %s", name)

@then("the app is heard")
def step_heard(context):
    assert context.log.lines == ["written by app"], context.log.lines

@when("something of it is lost")
def step_lost(context):
    note(context.scenario, "It was lost.")

@then("she sees what does not come")
def step_sees(context):
    expect(context.windows.of("Ada").get_by_text("never")).to_be_visible()

@then("she uses what does not come")
def step_uses(context):
    context.windows.of("Ada").get_by_text("never").click()

@then("Grace sees it")
def step_grace(context):
    context.windows.of("Grace")
"""
FEATURE = """
Feature: A window
  Scenario: Asked for
    Given Ada has a window
    Then it is as it was asked for
  Scenario: Heard
    When the app writes, and so does somebody else
    Then the app is heard
  Scenario: Lost
    Given Ada has a window
    When something of it is lost
  Scenario: Seen
    Given Ada has a window
    Then she sees what does not come
  Scenario: Used
    Given Ada has a window
    Then she uses what does not come
  Scenario: Nobody
    Given Ada has a window
    Then Grace sees it
"""
OPTIONS = {"base_url": "http://site.test", "locale": "de-DE", "expect_timeout": "250", "word": "own"}


@pytest.fixture(scope="module")
def windows_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("windows"))
    (project.folder / "features/environment.py").write_text(ENVIRONMENT)
    (project.folder / "features/steps/steps.py").write_text(STEPS)
    project.write(window=FEATURE)
    return project


@pytest.fixture(scope="module")
def ended(windows_project: Project) -> CompletedProcess[str]:
    """The run of all that, in one process."""
    return windows_project.run(*(f"-D{name}={value}" for name, value in OPTIONS.items()), "--format=plain")


@pytest.mark.parametrize(
    ("scenario", "told"),
    [
        ("Seen", "with timeout 250ms"),
        ("Used", "Timeout 2250ms exceeded"),
        ("Nobody", "Grace has no window on a computer of their own"),
    ],
)
def test_a_step_fails_as_soon_and_as_plainly_as_it_is_to(
    ended: CompletedProcess[str], scenario: str, told: str
) -> None:
    said = ended.stdout.partition(f"Scenario: {scenario}\n")[2].partition("Scenario:")[0]
    assert told in said


def test_what_was_asked_for_is_had_and_no_more_is_heard_than_was_to_be(ended: CompletedProcess[str]) -> None:
    assert "3 scenarios passed, 2 failed, 1 error, 0 skipped" in ended.stdout


def test_evidence_is_kept_of_what_failed_or_was_lost_and_of_nothing_else(
    ended: CompletedProcess[str], windows_project: Project
) -> None:
    assert ended.returncode == 1
    folders = {path.name: path for path in (windows_project.folder / "test-results").iterdir()}
    assert sorted(folders) == ["window-12-seen", "window-15-used", "window-18-nobody", "window-9-lost"]
    for folder in folders.values():
        assert {"trace-1.zip", "window-1.html", "window-1.png"} <= {path.name for path in folder.iterdir()}
    with ZipFile(folders["window-15-used"] / "trace-1.zip") as trace:
        told = map(json.loads, trace.read("trace.trace").splitlines())
    groups = [(one["title"], one.get("parentId")) for one in told if one.get("method") == "tracingGroup"]
    assert groups == [("Given Ada has a window", None), ("Then she uses what does not come", None)]


def scenario(*tags: str) -> Scenario:
    """Give a scenario of these ``tags``."""
    words = " ".join(f"@{tag}" for tag in tags)
    (found,) = parse_feature(f"Feature: One\n{words}\nScenario: Two\nThen three", filename="one.feature").scenarios
    return found


def test_a_scenario_that_needs_scripts_is_skipped_without_them_and_gets_no_window() -> None:
    context: Any = SimpleNamespace(harness=SimpleNamespace(options=Options(javascript=False)))
    needy = scenario("javascript")
    hooks.before_scenario(context, needy)
    assert (needy.status.name, needy.skip_reason) == ("skipped", "needs JavaScript")
    assert vars(context).keys() == {"harness"}


@pytest.mark.parametrize(
    ("tags", "options", "started"),
    [
        ([], {}, None),
        (["axe", "mistakes"], {}, None),
        ([], {"headed": True}, None),
        (["debug"], {"headed": True}, None),
        (["debug"], {}, (True, False)),
        (["back-forward-cache"], {}, (False, True)),
        (["back-forward-cache", "debug"], {}, (True, True)),
    ],
)
def test_a_browser_of_its_own_is_started_as_its_tags_want_it_and_closed_with_the_windows(
    monkeypatch: pytest.MonkeyPatch, tags: list[str], options: dict[str, Any], started: tuple[bool, bool] | None
) -> None:
    shared, own = (Mock(**{"new_context.return_value.pages": []}) for _ in range(2))
    launched: list[tuple[bool, bool]] = []

    def launch(_playwright: object, wanted: Options, *, back_forward_cache: bool) -> Mock:
        launched.append((wanted.headed, back_forward_cache))
        return own

    monkeypatch.setattr(hooks, "launch", launch)
    harness = Harness(Options(tracing="off", **options), Mock(), shared, {}, "")
    context: Any = SimpleNamespace(harness=harness, log=Mock())
    browser = own if started else shared
    with contextmanager(hooks.windows)(context, scenario(*tags)) as windows:
        page = windows.of("Ada")
    assert launched == ([started] if started else [])
    assert page.pause.called is ("debug" in tags)
    browser.new_context.assert_called_once()
    browser.new_context().close.assert_called_once_with()
    assert (own.close.called, shared.close.called) == (bool(started), False)
