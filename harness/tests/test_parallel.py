"""Several processes tell the same as one."""

import json
import re
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from behave.model_type import Status
from behave_browser.parallel.serialization import pack, unpack
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from small_project import Project

Runs = dict[int, CompletedProcess[str]]  # by the number of processes
REPORTS = ("-f", "json", "-o", "{0}/out.json", "-f", "rerun", "-o", "{0}/rerun.txt", "-f", "pretty", "--no-color")


@pytest.fixture(scope="module")
def runs(shared_project: Project) -> Runs:
    """The same features in one process and in two."""
    return {
        jobs: shared_project.run(
            f"-j{jobs}", *(part.format(jobs) for part in REPORTS), "--junit", f"--junit-directory={jobs}/junit"
        )
        for jobs in (1, 2)
    }


def test_the_exit_code_is_1_after_a_failure(runs: Runs) -> None:
    assert [run.returncode for run in runs.values()] == [1, 1]


def test_two_processes_ran(project: Project) -> None:
    feature = "Feature: f\n Scenario: s\n  Given 1 apple of gold\n"
    project.write(one=feature, two=feature)
    assert project.run("-j2").returncode == 0
    assert len(project.processes()) == 2


def test_pretty_says_the_same(runs: Runs) -> None:
    one, two = (pretty(run.stdout) for run in runs.values())
    assert "Feature: Failing" in str(one)
    assert "said before it failed" in str(one)
    assert "HOOK-ERROR in after_scenario: RuntimeError: The hook is broken." in str(one)
    assert one == two


def pretty(output: str) -> tuple[list[str], str]:
    """The features in ``output``, sorted, and the summary, without the times."""
    features, summary = re.sub(r" [\d.]+s$|^Took .*", "", output, flags=re.MULTILINE).split("\nFailing scenarios:")
    return sorted(re.split(r"(?m)^(?:@good\n)?(?=Feature:)", features)), summary


def test_snippets_are_given_for_unknown_steps(runs: Runs) -> None:
    assert [run.stderr.count("nothing that anyone knows") for run in runs.values()] == [2, 2]


def test_json_says_the_same(runs: Runs, shared_project: Project) -> None:
    one, two = (results(shared_project.folder / f"{jobs}/out.json") for jobs in runs)
    assert "embeddings" in str(one)
    assert one == two


def results(file: Path) -> dict[str, Any]:
    """What ``file`` says of each feature, without the durations."""
    features = json.loads(re.sub(r'"duration": [\d.e-]+', '"duration": 0', file.read_text()))
    return {feature["name"]: feature for feature in features}


def test_rerun_names_the_same(runs: Runs, shared_project: Project) -> None:
    one, two = (set((shared_project.folder / f"{jobs}/rerun.txt").read_text().splitlines()) for jobs in runs)
    assert len(one) > 4
    assert one == two


def test_junit_says_the_same(runs: Runs, shared_project: Project) -> None:
    one, two = (cases(shared_project.folder / f"{jobs}/junit") for jobs in runs)
    assert len(one) == 9
    assert one == two


def cases(folder: Path) -> dict[Any, Any]:
    """Name, status and what went wrong, of every test case in ``folder``."""
    return {
        (file.name, case.get("name")): (case.get("status"), [(part.tag, part.attrib) for part in case])
        for file in folder.glob("*.xml")
        for case in ET.parse(file).iter("testcase")  # noqa: S314 -- behave wrote it a moment ago
    }


def test_what_all_processes_say_is_said_once(runs: Runs) -> None:
    assert runs[2].stderr.count("9 of 9 scenarios, 4 failed") == 1


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["--tags=@good"], 3),
        (["--tags=not @slow", "features/passes.feature", "features/last.feature"], 2),
        (["features/passes.feature:6", "features/last.feature"], 2),
        (["--name=alone", "--name=passing"], 2),
        (["--exclude=fails|hooks"], 4),
    ],
)
def test_a_part_is_run(shared_project: Project, arguments: list[str], count: int) -> None:
    run = shared_project.run("-j2", *arguments)
    assert (run.returncode, f"\n{count} scenarios passed, 0 failed" in run.stdout) == (0, True)


def test_no_more_features_after_a_failure_with_stop(project: Project) -> None:
    project.write(**{f"f{number}": "Feature: f\n Scenario: s\n  When it fails\n" for number in range(8)})
    run = project.run("-j2", "--stop")
    assert run.returncode == 1
    assert re.search(r"0 scenarios passed, [12] failed, 0 skipped, [67] untested", run.stdout)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("choice", ["--tags=@nobody", "--name=nobody", "--exclude=.*"])
def test_a_choice_that_leaves_nothing_is_no_success(shared_project: Project, jobs: int, choice: str) -> None:
    run = shared_project.run(f"-j{jobs}", choice)
    assert run.returncode == 1
    assert "ConfigError: No scenario is chosen: look at the paths, --tags and --name." in run.stdout


def test_where_nothing_is_to_run_nothing_need_be_chosen(shared_project: Project) -> None:
    assert shared_project.run("-j2", "--dry-run", "--tags=@nobody").returncode == 0


def test_a_run_that_does_not_begin_has_an_exit_code_of_its_own(shared_project: Project) -> None:
    assert shared_project.run("-j1", "-Dbroken=yes").returncode == 2


def test_before_all_fails_once(shared_project: Project) -> None:
    run = shared_project.run("-j2", "-Dbroken=yes")
    assert run.returncode == 2
    assert run.stdout.count("There is no browser.") == 1
    assert "0 features passed, 0 failed, 0 skipped, 4 untested" in run.stdout
    assert "Traceback" not in run.stdout + run.stderr


def test_a_process_dies(project: Project) -> None:
    project.write(
        dies="Feature: Dies\n Scenario: dying\n  When it dies\n Scenario: s\n  Given 1 apple of gold\n",
        lives="Feature: Lives\n Scenario: s\n  Given 1 apple of gold\n",
        lasts="Feature: Lasts\n Scenario: s\n  Given 1 apple of gold\n",
    )
    run = project.run("-j2", "-f", "rerun", "-o", "rerun.txt", "-f", "progress")
    assert run.returncode == 2
    assert "A process died (exit code 9) while it ran features/dies.feature" in run.stdout
    assert "2 features passed, 0 failed, 1 error, 0 skipped" in run.stdout
    assert "features/dies.feature:2\nfeatures/dies.feature:4" in (project.folder / "rerun.txt").read_text()


#: A process that dies before it has run anything, and another one that lives; and one whose browser does not close.
ENDING = """
import os
from pathlib import Path

def before_all(context):
    if "dies" in context.config.userdata:
        try:
            Path("first").mkdir()
        except FileExistsError:
            os._exit(9)

def after_all(context):
    assert "unclosed" not in context.config.userdata, "The browser does not close."
"""


@pytest.fixture
def ending(project: Project) -> Project:
    """Two features that pass, in an environment that may end badly."""
    (project.folder / "features/environment.py").write_text(ENDING)
    feature = "Feature: f\n Scenario: s\n  Given 1 apple of gold\n"
    project.write(one=feature, two=feature)
    return project


def test_a_process_that_dies_before_it_has_run_anything_is_told_whatever_the_others_do(ending: Project) -> None:
    run = ending.run("-j2", "-Ddies=yes")
    assert "2 scenarios passed, 0 failed" in run.stdout
    assert "A process died (exit code 9) before it ran anything." in run.stdout
    assert run.returncode == 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_fails_after_the_last_feature_fails_the_run(ending: Project, jobs: int) -> None:
    run = ending.run(f"-j{jobs}", "-Dunclosed=yes")
    assert "2 scenarios passed, 0 failed" in run.stdout
    assert run.stdout.count("AssertionError: The browser does not close.") == 1
    assert run.returncode == 1


@pytest.mark.parametrize("option", ["shard=0/2", "shard=3/2", "shard=half", "order=backwards", "order=random:"])
def test_an_option_makes_no_sense(shared_project: Project, option: str) -> None:
    run = shared_project.run("-j2", f"-D{option}")
    assert run.returncode == 1
    assert f"ConfigError: -D {option} is no" in run.stdout


@pytest.mark.parametrize(
    "arguments", [["-j2", "features/one.feature"], ["-j2", "-Dheaded=true"], ["-j2", "--tags=@debug"], ["-j1"]]
)
def test_one_process_where_more_are_no_use_or_in_the_way(project: Project, arguments: list[str]) -> None:
    feature = "Feature: f\n @debug\n Scenario: s\n  Given 1 apple of gold\n"
    project.write(one=feature, two=feature)
    assert project.run(*arguments).returncode == 0
    assert len(project.processes()) == 1


def test_a_random_order_can_be_repeated(shared_project: Project) -> None:
    once, again = (order(shared_project.run("-j1", "-fplain", "-Dorder=random:7").stdout) for _ in range(2))
    new = shared_project.run("-j1", "-fplain", "-Dorder=random").stdout
    seed = re.findall(r"^Random order: repeat it with -D order=random:(\d+)$", new, flags=re.MULTILINE)[0]
    repeated = shared_project.run("-j1", "-fplain", f"-Dorder=random:{seed}").stdout
    assert once == again
    assert order(new) == order(repeated)


def order(output: str) -> list[str]:
    """The scenarios in ``output`` as they came."""
    return re.findall(r"Scenario.*: .*", output)


def test_shares_in_two_processes_are_the_whole_together(shared_project: Project) -> None:
    shares = [order(shared_project.run("-j2", "-fplain", f"-Dshard={share}/2").stdout) for share in (1, 2)]
    assert all(shares)
    assert sorted(shares[0] + shares[1]) == sorted(order(shared_project.run("-j1", "-fplain").stdout))


def test_a_feature_that_cannot_be_read_ends_the_run(project: Project) -> None:
    project.write(one="Feature: f\n Scenario: s\n  Given g\n  And nonsense:\n nonsense\n", two="Feature: f\n")
    run = project.run("-j2")
    assert run.returncode == 1
    assert "ParserError" in run.stdout
    assert "Traceback" not in run.stdout + run.stderr
    assert project.processes() == []


def test_a_formatter_that_would_have_to_be_where_the_scenarios_run_is_refused_by_name(project: Project) -> None:
    feature = "Feature: f\n Scenario: s\n  Given 1 apple of gold\n"
    project.write(one=feature, two=feature)
    (project.folder / "allure_behave.py").write_text(
        "from behave.formatter.base import Formatter\nclass AllureFormatter(Formatter): name = 'allure'\n"
    )
    run = project.run("-j2", "-f", "allure_behave:AllureFormatter")
    assert run.returncode == 1
    assert "The formatter `AllureFormatter` wraps each scenario where it runs" in run.stdout
    assert "run it without `-r parallel`" in run.stdout
    assert "Traceback" not in run.stdout + run.stderr
    assert project.processes() == []


class Told(Exception):
    """An exception that says something else than what it was made with."""

    def __str__(self) -> str:
        return "told"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (AssertionError("It failed."), AssertionError),
        (KeyError("a key"), KeyError),
        (Told("a", 1), Told),
        (PlaywrightTimeout("Timeout 3000ms exceeded."), PlaywrightTimeout),
        (UnicodeDecodeError("utf-8", b"x", 0, 1, "no"), UnicodeDecodeError),
    ],
)
def test_an_exception_keeps_its_type_and_what_it_says(error: Exception, kind: type[Exception]) -> None:
    arrived = unpack(pack(error))
    assert type(arrived) is kind
    assert str(arrived) == str(error)


def test_an_exception_that_nobody_else_knows_keeps_its_name() -> None:
    arrived = unpack(pack(type("LocalError", (Exception,), {})("It broke.")))
    assert (type(arrived).__name__, str(arrived)) == ("LocalError", "It broke.")
    assert isinstance(arrived, Exception)


def test_a_status_arrives_on_each_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.11.0 to 3.11.3 make a member of an enum anew by ``getattr``, and Debian 12 has 3.11.2."""
    monkeypatch.setattr(Status, "__reduce_ex__", lambda member, _protocol: (getattr, (Status, member.name)))
    assert unpack(pack(Status.failed)) is Status.failed
