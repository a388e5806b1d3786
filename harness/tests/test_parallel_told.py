"""What a run in several processes tells, chooses and takes away, where one process would hardly differ by chance."""

import re
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest

pytest.importorskip("behave")

from behave.configuration import Configuration
from behave.parser import parse_feature
from behave_browser.output import make_folder
from behave_browser.parallel import runner as module
from behave_browser.parallel.runner import ParallelRunner
from behave_browser.parallel.selection import Selection
from small_project import Project

PASSES = " Scenario: s{}\n  Given 1 apple of gold\n"
SKIPPING = """
def before_all(context):
    print("It begins.")

def before_scenario(context, scenario):
    if "unwanted" in scenario.tags:
        scenario.skip("Nobody wants it.")
"""
#: One of several processes cannot read its steps, whoever comes first reads them.
UNREADABLE = """
from multiprocessing import parent_process
from pathlib import Path
from behave import given

if parent_process():
    try:
        Path("first").mkdir()
    except FileExistsError:
        raise RuntimeError("There is no disk.") from None

@given("{words}")
def step_any(context, words): pass
"""


def feature(count: int, tags: str = "") -> str:
    """A feature with ``count`` scenarios that pass, the last of which has ``tags``."""
    scenarios = [PASSES.format(number) for number in range(count)]
    return "".join(["Feature: f\n", *scenarios[:-1], f" {tags}\n", scenarios[-1]])


@pytest.mark.parametrize("output", ["test-results", "kept"])
def test_a_run_takes_away_what_the_last_one_has_kept_where_it_keeps_its_own(project: Project, output: str) -> None:
    project.write(one=feature(1), two=feature(1))
    for folder in ("test-results", "kept"):
        make_folder(project.folder / folder / "old")
    assert project.run("-j2", f"-Doutput={output}").returncode == 0
    left = {path.parent.name for path in project.folder.glob("*/old")}
    assert left == {"test-results", "kept"} - {output}


def test_what_failed_is_summed_up_in_the_order_of_the_features(project: Project) -> None:
    fails = "Feature: f\n Scenario: s\n  When it fails\n Scenario: t\n  When it breaks\n"
    project.write(a=fails, b=fails + PASSES.format(1), c=fails + PASSES.format(1) + PASSES.format(2))
    summary = project.run("-j2").stdout.partition("Failing scenarios:")[2]
    assert re.findall(r"features/(\w)\.feature:(\d)", summary) == [
        *[("a", "2"), ("b", "2"), ("c", "2")],
        *[("a", "4"), ("b", "4"), ("c", "4")],
    ]


@pytest.mark.parametrize(
    ("options", "count"),
    [(["--tags=not @debug"], 2), (["--tags=@debug"], 1), (["--tags=not @debug", "-Dpause=true"], 1)],
)
def test_one_process_where_somebody_stops_in_what_is_run_and_not_in_what_is_not(
    project: Project, options: list[str], count: int
) -> None:
    project.write(one=feature(2, "@debug"), two=feature(2, "@debug"))
    assert project.run("-j2", *options).returncode == 0
    assert len(project.processes()) == count


def test_one_process_under_playwright_s_inspector(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PWDEBUG", "1")
    project.write(one=feature(1), two=feature(1))
    assert project.run("-j2").returncode == 0
    assert len(project.processes()) == 1


def test_of_a_process_that_died_only_what_was_to_run_is_run_again(project: Project) -> None:
    dies = "Feature: f\n Scenario: dying\n  When it dies\n @slow\n Scenario: s\n  Given 1 apple of gold\n"
    project.write(dies=dies, lives=feature(1))
    run = project.run("-j2", "--tags=not @slow", "-f", "rerun", "-o", "rerun.txt")
    lines = (project.folder / "rerun.txt").read_text().splitlines()
    assert [line for line in lines if line and line[0] != "#"] == ["features/dies.feature:2"]
    assert "1 scenario passed, 0 failed, 1 error, 0 skipped, 1 untested" in run.stdout


def test_what_a_hook_skips_is_counted_as_ended_and_what_all_say_first_is_said_once(project: Project) -> None:
    (project.folder / "features/environment.py").write_text(SKIPPING)
    project.write(one=feature(2, "@unwanted"), two=feature(2, "@unwanted"))
    run = project.run("-j2")
    assert "4 of 4 scenarios, 0 failed" in run.stderr
    assert "2 scenarios passed, 0 failed, 2 skipped" in run.stdout
    assert run.stdout.count("It begins.") == 1


def test_a_process_that_cannot_begin_fails_a_run_that_the_others_bring_to_its_end(project: Project) -> None:
    (project.folder / "features/steps/steps.py").write_text(UNREADABLE)
    project.write(one=feature(1), two=feature(1))
    run = project.run("-j2")
    assert "2 scenarios passed, 0 failed" in run.stdout
    assert run.stdout.count("RuntimeError: There is no disk.") == 1
    assert run.returncode == 1


@pytest.mark.parametrize(("seed", "names"), [(None, ["long", "short"]), ("7", ["short", "long"])])
def test_a_random_order_is_kept_in_several_processes(
    monkeypatch: pytest.MonkeyPatch, seed: str | None, names: list[str]
) -> None:
    monkeypatch.setattr(module, "WorkerPool", contextmanager(lambda _count: iter([Mock(messages=list)])))
    monkeypatch.setattr(module, "signal", Mock())
    config = Configuration([], load_config=False)
    config.reporters = []
    runner: Any = SimpleNamespace(
        selection=Selection(seed=seed), config=config, formatters=[], failed=False, broken_off=False
    )
    runner.finish = Mock()
    features = [parse_feature(f"Feature: {name}\n{PASSES * count}") for name, count in (("short", 1), ("long", 2))]
    ParallelRunner.run_in_parallel(runner, features, 2)
    assert [each.name for each in runner.untested.values()] == names
    assert runner.waiting == [0, 1]
