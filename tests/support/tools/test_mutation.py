"""The score of the mutants: what counts as killed, what an explanation is good for, and what was never changed."""

from pathlib import Path

import pytest

from tests.mutation.untouched import report
from tests.mutation.verdict import Mutant, TableError, judge, load

ENTRY = {"function": "app.doors.open", "was": "x = 1", "becomes": "x = 2", "why": "Nobody reads x."}
SAME = Mutant("app.doors.open", "x = 1", "x = 2", "survived")


def written(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "equivalents.toml"
    path.write_text("\n".join(lines))
    return path


@pytest.mark.parametrize("status", ["survived", "timeout", "no tests", "suspicious", "not checked", "segfault"])
def test_whatever_no_test_has_failed_on_is_a_survivor(status: str) -> None:
    mutant = Mutant("app.doors.open", "x = 1", "x = 3", status)
    verdict = judge([mutant, *[Mutant("app.doors.shut", "", "", "killed")] * 3], [])
    assert verdict.survivors == [mutant]
    assert verdict.score == 75


def test_one_that_is_explained_does_not_count() -> None:
    verdict = judge([SAME, Mutant("app.doors.shut", "", "", "killed")], [ENTRY])
    assert (verdict.explained, verdict.survivors, verdict.stale) == (1, [], [])
    assert verdict.score == 100


@pytest.mark.parametrize("status", ["no tests", "suspicious", "not checked"])
def test_no_reason_excuses_one_that_was_not_tried(status: str) -> None:
    untried = Mutant(*SAME.change, status)
    verdict = judge([untried], [ENTRY])
    assert (verdict.explained, verdict.survivors, verdict.stale) == (0, [untried], [])


def test_an_explanation_is_for_one_change_of_one_function() -> None:
    others = [
        Mutant("app.doors.shut", "x = 1", "x = 2", "survived"),
        Mutant("app.doors.open", "x = 1", "x = 3", "survived"),
        Mutant("app.doors.open", "y = 1", "x = 2", "survived"),
    ]
    assert judge([SAME, *others], [ENTRY]).survivors == others


@pytest.mark.parametrize("mutants", [[], [Mutant(*SAME.change, "killed")]], ids=["gone", "killed"])
def test_an_explanation_of_nothing_is_stale(mutants: list[Mutant]) -> None:
    assert judge(mutants, [ENTRY]).stale == ["app.doors.open: x = 1  →  x = 2"]


def test_of_no_mutants_none_is_killed() -> None:
    assert judge([], []).score == 0


def test_the_table_is_read(tmp_path: Path) -> None:
    lines = [f'{key} = "{text}"' for key, text in ENTRY.items()]
    assert load(written(tmp_path, "[[equivalent]]", *lines)) == [ENTRY]
    assert load(written(tmp_path)) == []
    with pytest.raises(TableError, match="It is explained twice"):
        load(written(tmp_path, *["[[equivalent]]", *lines] * 2))


@pytest.mark.parametrize("line", ['why = ""', 'why = "  "', "why = 1", 'who = "Ada"', ""])
def test_an_entry_says_what_changes_and_why_nobody_can_notice(tmp_path: Path, line: str) -> None:
    lines = [f'{key} = "{text}"' for key, text in ENTRY.items() if key != "why"]
    with pytest.raises(TableError):
        load(written(tmp_path, "[[equivalent]]", *lines, line))


def test_what_was_never_changed_is_told_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "app/inner").mkdir(parents=True)
    (tmp_path / "app/inner/__init__.py").write_text('"""Nothing."""\nimport os\n\n\ndef one():\n    return os\n')
    (tmp_path / "app/doors.py").write_text(
        'A = [\n    1,\n]\n\n\n@property\ndef two():\n    return 2\n\n\nclass Door:\n    """It."""\n\n    b = 2\n\n'
        "    def open(self):\n        def inner():\n            return 1\n\n        return inner\n"
    )
    assert list(report({"app.doors.two"}, tmp_path)) == [
        "Never changed in app/doors.py: 4 lines outside functions; 1 decorators; functions: open",
        "Never changed in app/inner/__init__.py: functions: one",
    ]
