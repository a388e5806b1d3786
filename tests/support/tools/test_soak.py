"""Runs in random order: what each of them came to, and what counts as one."""

import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("behave")

from tests import soak

FAILED = "# -- RERUN: 1 failing scenario during last test run.\nfeatures/login.feature:12\n"


@pytest.mark.parametrize(
    ("code", "rerun", "told"),
    [
        (0, None, []),
        (1, FAILED, ["features/login.feature:12"]),
        (1, None, ["the run itself"]),
        (1, "", ["the run itself"]),
        (2, FAILED, ["features/login.feature:12", "the run itself"]),
        (2, None, ["the run itself"]),
        (-9, None, ["the run itself"]),
    ],
)
def test_a_run_that_did_not_come_to_its_end_has_failed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: int, rerun: str | None, told: list[str]
) -> None:
    def behave(command: list[str], **_settings: object) -> SimpleNamespace:
        path, _said = (part.removeprefix("--outfile=") for part in command if part.startswith("--outfile="))
        if rerun is not None:
            Path(path).write_text(rerun)
        return SimpleNamespace(returncode=code)

    monkeypatch.setattr(subprocess, "run", behave)
    assert soak.run(1, tmp_path) == told


def test_each_run_has_the_order_of_its_seed_and_a_place_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commands: list[list[str]] = []

    def behave(command: list[str], **_settings: object) -> SimpleNamespace:
        commands.append(command)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(subprocess, "run", behave)
    for seed in (7, 8):
        soak.run(seed, tmp_path)
    for seed, command in zip((7, 8), commands, strict=True):
        assert f"-Dorder=random:{seed}" in command
        assert f"-Doutput={soak.RESULTS / str(seed)}" in command


def test_what_failed_in_a_run_before_is_not_told_of_the_next(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "rerun.txt").write_text(FAILED)
    monkeypatch.setattr(subprocess, "run", lambda *_arguments, **_settings: SimpleNamespace(returncode=0))
    assert soak.run(1, tmp_path) == []


@pytest.mark.parametrize("times", ["0", "-1", "twice", "²"])
def test_no_runs_are_no_success(times: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        soak.main(["--", times])
    assert ended.value.code == 2
    assert f"{times} is no number of runs: there must be one at least" in capsys.readouterr().err


def test_each_that_failed_even_once_is_listed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes = {7: [], 8: ["features/login.feature:12"]}
    monkeypatch.setattr(soak, "run", lambda seed, _folder: outcomes[seed])
    assert soak.main(["2", "--seed=7"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "-D order=random:7: all passed, in 0 s",
        "-D order=random:8: features/login.feature:12, in 0 s",
        "features/login.feature:12 failed 1 of 2 times",
        "What each run said is in test-results/, with the evidence of what failed.",
    ]
    assert soak.main(["1", "--seed=7"]) == 0
