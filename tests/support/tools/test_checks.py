"""What is checked without running anything: a check that fails is told, and is the end of it."""

import runpy
import signal
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest

pytest.importorskip("behave")

from features.support.latchkey import asvs
from tests import lint, lock
from tests.faults import sound

FEATURE = """
@asvs-1.1.1
Feature: Doors

  Scenario: It opens
    Then it opens

  @asvs-1.1.2
  Scenario Outline: It is locked in < 1 s: <door>
    Then <door> is locked

    Examples:
      | door  |
      | front |
"""
ASVS = """
| id | here | proven by |
|---|---|---|
| 1.1.1 | Doors. | [It opens](doors.feature#L5)<br>[It is locked in &lt; 1 s](doors.feature#L9) |
| 1.1.2 | Locks. | [It is locked in &lt; 1 s](doors.feature#L9) |
"""


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the requirements of a site with one feature are written down."""
    (tmp_path / "doors.feature").write_text(FEATURE)
    monkeypatch.setattr(asvs, "FEATURES", tmp_path)
    monkeypatch.setattr(asvs, "FILE", tmp_path / "ASVS.md")
    monkeypatch.setattr(asvs, "REQUIREMENTS", {"1.1.2": "Locks.", "1.1.1": "Doors."})
    return tmp_path / "ASVS.md"


def test_what_is_proven_is_written_down_and_found_to_be_so(file: Path) -> None:
    assert asvs.main([]) == 0
    assert file.read_text().endswith(ASVS)
    assert asvs.main(["--check"]) == 0


@pytest.mark.parametrize(
    ("requirements", "told"),
    [
        ({"1.1.1": "", "1.1.2": "", "1.1.3": ""}, "1.1.3 has no scenario"),
        ({"1.1.1": ""}, "@asvs-1.1.2 is no requirement"),
        ({"1.1.1": "", "1.1.2": "Bolts."}, "ASVS.md is out of date: run nox -s asvs"),
    ],
)
def test_what_is_not_proven_or_not_written_down_is_told(
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    requirements: dict[str, str],
    told: str,
) -> None:
    asvs.main([])
    written = file.read_text()
    monkeypatch.setattr(asvs, "REQUIREMENTS", requirements)
    assert asvs.main(["--check"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == told
    assert file.read_text() == written


@pytest.mark.parametrize("failing", [*lint.CHECKS, None])
def test_the_first_check_that_fails_is_the_last(
    monkeypatch: pytest.MonkeyPatch, failing: tuple[str, ...] | None
) -> None:
    ran: list[tuple[str, ...]] = []

    def run(command: tuple[str, ...], **_settings: object) -> SimpleNamespace:
        ran.append(command)
        return SimpleNamespace(returncode=3 if command == failing else 0)

    monkeypatch.setattr(subprocess, "run", run)
    assert lint.main() == (3 if failing else 0)
    assert ran[-1] == (failing or lint.CHECKS[-1])


@pytest.fixture
def noxfile(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the noxfile has. What it says of signals is for nox, and not for whoever reads it here."""
    pytest.importorskip("nox")
    monkeypatch.setattr(signal, "signal", lambda *_arguments: None)
    return runpy.run_path(str(Path(__file__).parents[3] / "noxfile.py"))


def test_a_command_of_a_session_that_fails_fails_the_session(noxfile: dict[str, Any]) -> None:
    for table, run in (("COMMANDS", "run_command"), ("WAYS", "run_scenarios")):
        for name in noxfile[table]:
            session = Mock(posargs=["last"])
            session.name = name
            noxfile[run](session)
            commands = session.run.call_args_list
            assert all(command.kwargs == {} for command in commands), f"{name} would take a failure for none"
            assert commands[-1].args[-1] == "last"


@pytest.mark.parametrize(("change", "code"), [("", 0), ("one==2\n", 1)])
def test_a_lock_that_would_be_another_one_is_told_and_stays(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: str, code: int
) -> None:
    def compile_into(file: Path, *_arguments: str) -> None:
        file.write_text(file.read_text() + change)

    (tmp_path / lock.LOCK).write_text("one==1\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(lock, "compile_into", compile_into)
    assert lock.main(["--check"]) == code
    assert capsys.readouterr().out.strip() == (lock.STALE if code else "The lock fits.")
    assert lock.LOCK.read_text() == "one==1\n"
    assert lock.main([]) == 0
    assert lock.LOCK.read_text() == f"one==1\n{change}"


@pytest.mark.parametrize(("replace", "code"), [("is_open = True", 0), ("is_open = yes", 1)])
def test_a_fault_that_leaves_a_name_of_nothing_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, replace: str, code: int
) -> None:
    pytest.importorskip("ruff", reason="only lint has it")
    (tmp_path / "door.py").write_text("is_open = False\n")
    fault = {"what": "the door is open", "file": "door.py", "find": "is_open = False", "replace": replace}
    monkeypatch.setattr(sound, "ROOT", tmp_path)
    monkeypatch.setattr(sound, "load", lambda: [fault])
    assert sound.main() == code
