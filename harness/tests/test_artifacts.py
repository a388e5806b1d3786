"""What is kept of a scenario, and what makes one fail beside its steps."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("behave")

from behave.model_type import Status
from behave_browser import hooks
from behave_browser.artifacts import keep_artifacts, slug, wanted
from behave_browser.hooks import after_scenario, complain
from behave_browser.output import discard_artifacts, make_folder


@pytest.mark.parametrize(
    ("mode", "failed", "kept"),
    [
        ("on", True, True),
        ("on", False, True),
        ("off", True, False),
        ("off", False, False),
        ("retain-on-failure", True, True),
        ("retain-on-failure", False, False),
        ("only-on-failure", True, True),
        ("only-on-failure", False, False),
    ],
)
def test_what_is_kept(mode: str, failed: bool, kept: bool) -> None:  # noqa: FBT001 -- the table's own columns
    assert wanted(mode, failed=failed) is kept


@pytest.mark.parametrize(
    ("filename", "line", "name", "folder"),
    [
        ("features/login.feature", 5, "Logging in", "login-5-logging-in"),
        ("features/login.feature", 5, "Ünïcode: “quotes” / slashes\\", "login-5-n-code-quotes-slashes"),
        ("features/return_to.feature", 7, "A row -- @1.2 ", "return-to-7-a-row-1-2"),
        ("features/login.feature", 5, "", "login-5"),
        ("features/login.feature", 5, "..", "login-5"),
    ],
)
def test_a_folder_is_named_in_letters_that_every_system_takes(filename: str, line: int, name: str, folder: str) -> None:
    scenario: Any = SimpleNamespace(filename=filename, line=line, name=name)
    assert slug(scenario) == folder


def test_a_folder_s_name_is_not_too_long() -> None:
    scenario: Any = SimpleNamespace(filename="a.feature", line=1, name="long " * 100)
    assert len(slug(scenario)) <= 80


def troubled(*, window: list[str], server: list[str]) -> Any:
    """Give the context of a scenario in which there was trouble, here or there."""
    log = SimpleNamespace(take_errors=lambda: server)
    return SimpleNamespace(windows=SimpleNamespace(troubles=window), log=log)


def tagged(*tags: str) -> Any:
    return SimpleNamespace(effective_tags=tags)


@pytest.mark.parametrize(
    ("window", "server", "sentence"),
    [
        (["a script failed"], [], "a script failed"),
        ([], ["the log says no"], "the log says no"),
        (["500 for GET /"], ["the log says no"], "500 for GET /; the log says no"),
    ],
)
def test_trouble_fails_a_scenario_once_unless_it_is_about_mistakes(
    window: list[str], server: list[str], sentence: str
) -> None:
    context = troubled(window=window, server=server)
    with pytest.raises(AssertionError) as raised:
        complain(context, tagged("L4"))
    assert str(raised.value) == sentence
    assert context.windows.troubles == []
    complain(troubled(window=window, server=server), tagged("mistakes"))


def test_no_trouble_is_no_complaint() -> None:
    complain(troubled(window=[], server=[]), tagged())


@pytest.mark.parametrize("status", ["passed", "failed", "error"])
def test_trouble_after_the_last_step_fails_the_scenario(status: str) -> None:
    scenario: Any = SimpleNamespace(effective_tags=[], status=Status[status])
    with pytest.raises(AssertionError, match="the log says no"):
        after_scenario(troubled(window=[], server=["the log says no"]), scenario)


def test_a_scenario_that_was_skipped_has_had_no_windows_and_no_log() -> None:
    scenario: Any = SimpleNamespace(effective_tags=[], status=Status.skipped)
    after_scenario(SimpleNamespace(), scenario)


def test_a_run_starts_without_the_artifacts_of_the_last_one(tmp_path: Path) -> None:
    make_folder(tmp_path / "test-results/login-5")
    (tmp_path / "test-results/login-5/trace-1.zip").touch()
    discard_artifacts(tmp_path / "test-results")
    assert list((tmp_path / "test-results").iterdir()) == []


@pytest.mark.parametrize(("parent", "left"), [(None, 0), (object(), 1)])
def test_of_several_processes_none_takes_away_what_another_has_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, parent: object, left: int
) -> None:
    make_folder(tmp_path / "login-5")
    options = SimpleNamespace(output=tmp_path)
    monkeypatch.setattr(hooks, "use_fixture", lambda *_arguments: SimpleNamespace(options=options))
    monkeypatch.setattr(hooks, "parent_process", lambda: parent)
    hooks.before_all(SimpleNamespace())
    assert len(list(tmp_path.iterdir())) == left


def test_no_folder_is_taken_away_that_no_run_has_made(tmp_path: Path) -> None:
    (tmp_path / "docs/junit").mkdir(parents=True)
    (tmp_path / "docs/design.md").touch()
    discard_artifacts(tmp_path / "docs")
    discard_artifacts(tmp_path / "nowhere")
    assert sorted(path.name for path in (tmp_path / "docs").iterdir()) == ["design.md", "junit"]


def test_all_that_the_server_wrote_is_kept_and_may_be_taken_away(tmp_path: Path) -> None:
    options: Any = SimpleNamespace(output=tmp_path, tracing="off", video="off")
    log: Any = SimpleNamespace(lines=["event=login"], everything=["event=login", '"POST /login HTTP/1.1" 302 -'])
    status = SimpleNamespace(has_failed=lambda: True)
    scenario: Any = SimpleNamespace(filename="login.feature", line=5, name="", status=status)
    keep_artifacts(scenario, [], ["log: hello"], log, options)
    assert (tmp_path / "login-5/server.log").read_text() == 'event=login\n"POST /login HTTP/1.1" 302 -'
    assert (tmp_path / "login-5/console.txt").read_text() == "log: hello"
    discard_artifacts(tmp_path)
    assert list(tmp_path.iterdir()) == []
