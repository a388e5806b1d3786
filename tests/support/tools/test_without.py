"""Taking a capability out: what goes with it, what falls with it, and that a check which fails is told."""

import re
import subprocess
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("behave")

from app.capabilities import CAPABILITIES
from tests import without
from tests.faults import table
from tests.faults.copies import applied, copy_tree
from tests.support.left_out import LEFT_OUT


@pytest.fixture
def _mail_and_phone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if there were these capabilities, and no other."""
    monkeypatch.setattr(without, "CAPABILITIES", {"mail": (), "phone": ()})


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of Latchkey with two capabilities more, and whatever may bear the name of the first."""
    copy_tree(tmp_path)
    lines = tmp_path / "app" / "capabilities.py"
    made_up = '    "made_up": (),\n    "other": (),\n'
    lines.write_text(re.sub(r"(?m)^(CAPABILITIES: .* = {)\n?", rf"\1\n{made_up}", lines.read_text()))
    for pattern in without.BELONGINGS:
        path = tmp_path / pattern.format(name="made_up").replace("*", "more_")
        path = path if path.suffix else path / "made_up.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text("Feature: Made up\n")
    return tmp_path


@pytest.mark.parametrize("name", ["made_up", *CAPABILITIES])
def test_whatever_bears_its_name_goes_and_its_line(tree: Path, name: str) -> None:
    gone = without.fallen({name}) if name in CAPABILITIES else {name}
    assert all(len(list(tree.rglob(f"*{one}*"))) >= 6 for one in gone)
    without.take_out(tree, gone)
    assert not [path for one in gone for path in tree.rglob(f"*{one}*")]
    others = CAPABILITIES.keys() - gone
    assert all((tree / "app" / other).is_dir() for other in others)
    left = re.findall(r'(?m)^    "(\w+)": \(', (tree / "app" / "capabilities.py").read_text())
    assert set(left) == {"made_up", "other", *others} - gone


@pytest.mark.parametrize("name", CAPABILITIES)
def test_no_fault_that_stays_is_of_what_goes(tree: Path, name: str) -> None:
    without.take_out(tree, without.fallen({name}) | {"made_up"})  # which has no table of faults, but a file
    left = table.load(tree / "tests" / "faults")
    assert all(applied(fault, tree) for fault in left)  # which raises where a file or a line is gone
    features = {tree / "features" / f"{stem}.feature" for fault in left for stem in fault["features"]}
    assert [path.name for path in features if not path.is_file()] == []


def test_scenarios_that_need_one_of_them_are_not_run(tree: Path) -> None:
    without.take_out(tree, {"other", "made_up"})
    settings = tomllib.loads((tree / "pyproject.toml").read_text())["tool"]["behave"]
    assert settings["default_tags"] == [f"not @needs-{name}" for name in [*LEFT_OUT, "made_up", "other"]]


def test_those_that_were_taken_out_before_stay_out(tree: Path) -> None:
    without.take_out(tree, {"other"})
    without.take_out(tree, {"made_up"})
    settings = tomllib.loads((tree / "pyproject.toml").read_text())["tool"]["behave"]
    assert settings["default_tags"] == [f"not @needs-{name}" for name in [*LEFT_OUT, "other", "made_up"]]


def test_what_has_no_line_cannot_be_taken_out(tree: Path) -> None:
    with pytest.raises(LookupError, match=r"capabilities.py has 0 lines for no_such_one, and not one\."):
        without.take_out(tree, {"no_such_one"})


@pytest.mark.parametrize(
    ("names", "gone"),
    [({"mail"}, {"mail", "recovery", "notices"}), ({"recovery"}, {"recovery", "notices"}), ({"health"}, {"health"})],
)
def test_whatever_needs_it_falls_with_it(monkeypatch: pytest.MonkeyPatch, names: set[str], gone: set[str]) -> None:
    lines = {"health": (), "mail": (), "recovery": ("mail",), "notices": ("recovery",)}
    monkeypatch.setattr(without, "CAPABILITIES", lines)
    assert without.fallen(names) == gone


@pytest.mark.parametrize(
    ("arguments", "copies"),
    [
        ([], [{"mail"}, {"phone"}, {"mail", "phone"}]),
        (["phone"], [{"phone"}]),
        (["mail", "phone"], [{"mail"}, {"phone"}]),
    ],
)
@pytest.mark.usefixtures("_mail_and_phone")
def test_each_is_taken_out_alone_and_all_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], copies: list[set[str]]
) -> None:
    taken: list[set[str]] = []
    monkeypatch.setattr(without, "failing", lambda names, _checks, _jobs: taken.append(names) or [])
    assert without.main(arguments) == 0
    assert taken == copies
    assert capsys.readouterr().out == "What is left passes.\n"


@pytest.mark.usefixtures("_mail_and_phone")
def test_a_check_that_fails_is_told_and_those_after_it_are_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run: list[str] = []

    def check(command: list[str], *, cwd: Path, **_settings: object) -> SimpleNamespace:
        assert cwd not in {Path.cwd(), table.ROOT}, "it would be this tree, from which nothing was taken"
        run.append(" ".join(command[2:]))  # after the interpreter and its -m; git makes the copy a repository
        return SimpleNamespace(returncode=int(command[2] == "mypy"))

    monkeypatch.setattr(without, "take_out", lambda _tree, _names: None)
    monkeypatch.setattr(without, "copy_tree", lambda _tree: None)
    monkeypatch.setattr(subprocess, "run", check)
    assert without.main(["mail", "--jobs", "3"]) == 1
    assert run == [
        "--quiet",
        "tests.lint",
        "mypy",
        "pytest -q -n 3 tests/unit",
        "pytest -q -n 3 harness/tests tests/support",
        "behave -r parallel -j3 --format=progress3",
    ]
    assert capsys.readouterr().out.splitlines()[-1] == "FAILED: types, without mail"


@pytest.mark.usefixtures("_mail_and_phone")
def test_a_name_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        without.main(["fone"])
    assert ended.value.code == 2
    assert "there is no capability fone: there are mail, phone" in capsys.readouterr().err
