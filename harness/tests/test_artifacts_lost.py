"""What is kept of a scenario and its steps, and what becomes of a run that cannot keep it: it fails no promise."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock, call

import pytest
from small_project import Project

pytest.importorskip("behave")

from behave.model import Scenario, Step
from behave.model_type import Status
from behave.parser import parse_feature
from behave_browser.artifacts import keep_artifacts, notes, spared, tell
from behave_browser.hooks import after_step
from playwright.sync_api import Error

GONE = Error("Page.captureScreenshot: Unable to capture screenshot\nCall log: …")
#: An environment in which no picture can be taken, and each scenario loses its trace.
LOSING = """
from behave_browser.artifacts import spared

def after_step(context, step):
    with spared(step, "No picture could be taken"):
        raise ConnectionError("<gone>\\nsecond line")

def after_scenario(context, scenario):
    with spared(scenario, "The trace of window 1 could not be kept"):
        raise OSError("disk & full")
"""


@pytest.fixture
def scenario() -> Scenario:
    """One that has failed, as a hook has it once its steps have run."""
    feature = parse_feature("Feature: One\nScenario: Two\nThen three", filename="one.feature")
    (scenario,) = feature.scenarios
    scenario.set_status("failed")
    scenario.steps[0].status = Status.passed
    return scenario


@pytest.fixture
def step(scenario: Scenario) -> Step:
    return scenario.steps[0]


def context_of(output: Path, **options: str) -> Any:
    """Give the context of a scenario with one window, each part of which can be told to fail."""
    chosen = {"screenshot": "on", "tracing": "on", "video": "on", **options}
    page = Mock(url="http://127.0.0.1/", **{"content.return_value": "<p>\ud800", "screenshot.return_value": b"seen"})
    window = Mock(pages=[page])
    windows = SimpleNamespace(contexts=[window], console=["log: one"], latest=page, troubles=[], end=Mock())
    options = SimpleNamespace(output=output, pause=False, **chosen)
    return SimpleNamespace(
        harness=SimpleNamespace(options=options),
        windows=windows,
        log=SimpleNamespace(everything=["two"], take_errors=list),
        scenario=None,
        window=window,
        page=page,
        attach=Mock(),
    )


def keep(context: Any, scenario: Scenario) -> None:
    windows = context.windows
    keep_artifacts(scenario, windows.contexts, windows.console, context.log, context.harness.options)


def test_a_picture_is_attached_after_a_then(tmp_path: Path, step: Step) -> None:
    context = context_of(tmp_path)
    after_step(context, step)
    context.attach.assert_called_once_with("image/jpeg", b"seen")


@pytest.mark.parametrize(
    ("mode", "kind", "status"),
    [
        ("only-on-failure", "then", "passed"),
        ("on", "when", "passed"),
        ("on", "then", "failed"),
    ],
)
def test_no_picture_is_taken_where_none_is_wanted(
    tmp_path: Path, step: Step, mode: str, kind: str, status: str
) -> None:
    context = context_of(tmp_path, screenshot=mode)
    step.step_type, step.status = kind, Status[status]
    after_step(context, step)
    assert not context.page.screenshot.called


@pytest.mark.parametrize("status", ["passed", "failed"])
def test_a_step_fails_for_what_nobody_looked_at(tmp_path: Path, step: Step, status: str) -> None:
    context = context_of(tmp_path)
    step.status, context.scenario = Status[status], SimpleNamespace(effective_tags=[])
    context.windows.troubles = ["500 for GET /"]
    with pytest.raises(AssertionError, match="500 for GET /"):
        after_step(context, step)


@pytest.mark.parametrize(
    ("pause", "status", "stopped"), [(True, "failed", True), (True, "passed", False), (False, "failed", False)]
)
def test_a_run_stops_at_what_failed_where_somebody_wants_to_look(
    tmp_path: Path, step: Step, status: str, *, pause: bool, stopped: bool
) -> None:
    context = context_of(tmp_path)
    context.harness.options.pause, step.status = pause, Status[status]
    after_step(context, step)
    assert context.page.pause.called is stopped


def test_a_step_is_over_in_the_recordings_when_it_has_run(tmp_path: Path, step: Step) -> None:
    context = context_of(tmp_path)
    after_step(context, step)
    context.windows.end.assert_called_once_with()


def test_where_no_window_is_open_there_is_no_picture(tmp_path: Path, step: Step) -> None:
    context = context_of(tmp_path)
    context.windows.latest = None
    after_step(context, step)
    assert not context.attach.called
    assert notes(step) == []


def test_a_picture_that_fails_once_is_taken_again(tmp_path: Path, step: Step) -> None:
    context = context_of(tmp_path)
    context.page.screenshot.side_effect = [GONE, b"seen"]
    after_step(context, step)
    context.attach.assert_called_once_with("image/jpeg", b"seen")
    assert notes(step) == []


@pytest.mark.parametrize("failure", [GONE, OSError("No space left on device"), Exception("Connection closed")])
def test_a_picture_that_cannot_be_taken_is_told_and_fails_nothing(
    tmp_path: Path, step: Step, failure: Exception, capfd: pytest.CaptureFixture[str]
) -> None:
    context = context_of(tmp_path)
    context.page.screenshot.side_effect = failure
    after_step(context, step)
    sentence = f"No picture could be taken: {str(failure).splitlines()[0]}"
    assert notes(step) == [sentence]
    assert capfd.readouterr().err == f"\n      one.feature:3: {sentence}\n"
    assert step.status == "passed"


def test_a_picture_that_no_report_can_take_is_told(tmp_path: Path, step: Step) -> None:
    context = context_of(tmp_path)
    context.attach.side_effect = OSError("No space left on device")
    after_step(context, step)
    assert notes(step) == ["No picture could be taken: No space left on device"]


def test_an_error_without_words_is_told_by_its_name(step: Step) -> None:
    with spared(step, "Lost"):
        raise TimeoutError
    assert notes(step) == ["Lost: TimeoutError"]


def test_who_ends_the_run_is_not_kept_from_it(step: Step) -> None:
    with pytest.raises(KeyboardInterrupt), spared(step, "Lost"):
        raise KeyboardInterrupt


def test_what_is_told_needs_no_terminal(step: Step, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.__stderr__", Mock(write=Mock(side_effect=OSError("No space left on device"))))
    tell(step, "Lost")
    assert notes(step) == ["Lost"]


def test_all_that_is_wanted_is_kept_and_told(
    tmp_path: Path, scenario: Scenario, capsys: pytest.CaptureFixture[str]
) -> None:
    context = context_of(tmp_path)
    keep(context, scenario)
    folder = tmp_path / "one-2-two"
    assert (folder / "window-1.html").read_text(encoding="utf-8") == "<p>\\ud800"
    assert (folder / "console.txt").read_text() == "log: one"
    assert (folder / "server.log").read_text() == "two"
    context.page.screenshot.assert_called_once_with(path=folder / "window-1.png", full_page=True)
    assert context.window.tracing.stop.mock_calls[0] == call(path=folder / "trace-1.zip")
    context.page.video.save_as.assert_called_once_with(folder / "video-1.webm")
    told = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert told == ["at", "page", "image", "trace", "or", "video", "log"]
    assert notes(scenario) == []


def test_no_picture_is_kept_where_none_is_wanted(tmp_path: Path, scenario: Scenario) -> None:
    context = context_of(tmp_path, screenshot="off")
    keep(context, scenario)
    assert not context.page.screenshot.called
    assert (tmp_path / "one-2-two/window-1.html").exists()


def test_of_a_window_with_two_pages_the_one_that_came_last_is_kept(tmp_path: Path, scenario: Scenario) -> None:
    context = context_of(tmp_path)
    context.window.pages.insert(0, Mock(**{"content.return_value": "the first"}))
    keep(context, scenario)
    assert (tmp_path / "one-2-two/window-1.html").read_text(encoding="utf-8") == "<p>\\ud800"


def test_nothing_is_kept_of_what_passed_unless_it_is_wanted(tmp_path: Path, scenario: Scenario) -> None:
    context = context_of(tmp_path, tracing="retain-on-failure", video="retain-on-failure")
    scenario.set_status("passed")
    keep(context, scenario)
    context.window.tracing.stop.assert_called_once_with()
    assert not context.page.video.save_as.called
    assert context.page.video.delete.called
    assert context.window.close.called
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("part", "lost"),
    [
        (lambda context: context.page.content, "The page of window-1 could not be kept"),
        (lambda context: context.page.screenshot, "No picture of window-1 could be taken"),
        (lambda context: context.window.tracing.stop, "The trace of window 1 could not be kept"),
        (lambda context: context.window.close, "Window 1 could not be closed"),
        (lambda context: context.page.video.save_as, "The video of window 1 could not be kept"),
    ],
)
def test_a_piece_that_cannot_be_kept_is_told_and_the_others_are_kept(
    tmp_path: Path, scenario: Scenario, part: Callable[[Any], Mock], lost: str
) -> None:
    context = context_of(tmp_path)
    pieces = [context.page.content, context.page.screenshot, context.window.tracing.stop]
    pieces += [context.window.close, context.page.video.save_as]
    part(context).side_effect = GONE
    keep(context, scenario)
    assert notes(scenario) == [f"{lost}: Page.captureScreenshot: Unable to capture screenshot"]
    assert all(piece.called for piece in pieces)
    assert (tmp_path / "one-2-two/server.log").exists()


def test_a_disk_that_takes_nothing_fails_nothing(tmp_path: Path, scenario: Scenario) -> None:
    (tmp_path / "taken").touch()
    context = context_of(tmp_path / "taken")
    keep(context, scenario)
    assert [note.partition(":")[0] for note in notes(scenario)] == [
        "The page of window-1 could not be kept",
        "The trace of window 1 could not be kept",
        "The video of window 1 could not be kept",
        "The console and the server's log could not be kept",
    ]
    assert context.window.close.called


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_whole_run_passes_without_its_evidence_and_tells_what_it_lost(project: Project, jobs: int) -> None:
    (project.folder / "features/environment.py").write_text(LOSING)
    feature = "Feature: f\n Scenario: s\n  Given 1 apple of gold\n"
    project.write(one=feature, two=feature)
    report = ("-f", "behave_browser.report.formatter:Report", "-o", "report/index.html", "-f", "progress3")
    run = project.run(f"-j{jobs}", *report)
    page = (project.folder / "report/index.html").read_text()
    assert run.returncode == 0
    assert "2 scenarios passed, 0 failed" in run.stdout
    for place in ("one.feature:3: No picture could be taken: <gone>\n", "two.feature:2: The trace of window 1 could"):
        assert (run.stdout + run.stderr).count(f"\n      features/{place}") == 1
    assert page.count('<p class="loss">No picture could be taken: &lt;gone&gt;</p>') == 2
    assert page.count('<p class="loss">The trace of window 1 could not be kept: disk &amp; full</p>') == 2
