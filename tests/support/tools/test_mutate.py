"""The tool that plants faults, told from faults and results that are made up."""

from argparse import Namespace
from pathlib import Path

import pytest

pytest.importorskip("behave", reason="the tool reads features, and only the acceptance suite needs behave")

from tests.faults import copies, mutate, table
from tests.faults.copies import InapplicableError
from tests.faults.memory import FILE, Memory
from tests.faults.survivors import unharmed, unharmed_thens
from tests.faults.table import TableError
from tests.faults.verdict import Outcome

FAULT = {
    "what": "the door is open",
    "breaks": "L5",
    "asvs": ["6.3.8"],
    "features": ["login"],
    "file": "app/door.py",
    "find": "locked = True",
    "replace": "locked = False",
}
#: A line that stands in two functions.
TWICE = "@guard\ndef enter():\n    pass\n\n\nclass Window:\n    @guard\n    def shut(self):\n        pass\n"
FEATURE = """
Feature: A door

  Scenario: It opens
    When Ada opens it

  # No fault fails this: the wall is not ours.
  @slow
  Scenario: It has a wall
    When Ada looks

  Scenario Outline: It has all its parts: <part>
    When Ada looks for <part>

    Examples:
      | part    |
      | a lock  |
      | a hinge |
      # No fault fails this: carpenters make it.
      | a board |
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "app").mkdir()
    (tmp_path / "app/door.py").write_text("locked = True\nopen = False\n")
    (tmp_path / "features").mkdir()
    (tmp_path / "features/login.feature").write_text(FEATURE)
    return tmp_path


@pytest.fixture
def memory(tree: Path) -> Memory:
    return Memory(tree, tree / "kept.json")


def asked(**options: object) -> Namespace:
    return Namespace(**{"all": False, "words": [], "jobs": 1} | options)


def test_a_fault_changes_all_that_it_names(tree: Path) -> None:
    more = {"file": "app/door.py", "find": "open = False", "replace": "open = True"}
    copies.apply({**FAULT, "also": [more]}, tree)
    assert (tree / "app/door.py").read_text() == "locked = False\nopen = True\n"


@pytest.mark.parametrize(
    "change", [{"find": "bolted"}, {"find": "e"}, {"file": "app/window.py"}, {"also": [{**FAULT, "find": "bolted"}]}]
)
def test_a_fault_that_does_not_apply_changes_nothing(tree: Path, change: dict[str, str]) -> None:
    with pytest.raises(InapplicableError, match="times"):
        copies.apply({**FAULT, **change}, tree)
    assert (tree / "app/door.py").read_text() == "locked = True\nopen = False\n"


@pytest.mark.parametrize(("inside", "line"), [("enter", 0), ("Window", 6), ("Window.shut", 6)])
def test_a_fault_is_planted_in_its_own_function_alone(tree: Path, inside: str, line: int) -> None:
    (tree / "app/door.py").write_text(TWICE)
    copies.apply({**FAULT, "inside": inside, "find": "@guard\n", "replace": "@nobody\n"}, tree)
    lines = TWICE.splitlines()
    lines[line] = lines[line].replace("guard", "nobody")
    assert (tree / "app/door.py").read_text().splitlines() == lines


@pytest.mark.parametrize("inside", ["", "leave", "Window.open", "Window.shut.enter"])
def test_a_fault_whose_function_is_gone_does_not_apply(tree: Path, inside: str) -> None:
    (tree / "app/door.py").write_text(TWICE)
    with pytest.raises(InapplicableError, match="times '@guard'"):
        copies.apply({**FAULT, "inside": inside, "find": "@guard"}, tree)
    assert (tree / "app/door.py").read_text() == TWICE


def test_a_fault_that_does_not_apply_is_told_without_a_run(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert mutate.check([FAULT, {**FAULT, "find": "bolted"}], tree)
    told = capsys.readouterr().out
    assert "does not apply  the door is open: app/door.py has 0 times 'bolted'" in told
    assert "1 of 2 faults apply." in told


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"brakes": "L5"}, "The fault “the door is open” has an unknown key: brakes."),
        ({"find": None}, "The fault “the door is open” needs find: a text."),
        ({"asvs": "6.3.8"}, "The fault “the door is open” needs asvs: a list of texts."),
        ({"asvs": ["6.3.9"]}, "has the ASVS id 6.3.9, which features/support/latchkey/asvs.py does not have."),
        ({"features": ["door"]}, "is looked for in features/door.feature, which is not there."),
        ({"also": [{"file": "a", "find": "b", "with": "c"}]}, "“the door is open”, also, has an unknown key: with."),
    ],
)
def test_a_table_that_says_what_cannot_be(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(TableError) as refusal:
        table.check({**FAULT, **change})
    assert str(refusal.value).endswith(sentence)


def test_two_faults_of_one_name(tmp_path: Path) -> None:
    entry = "\n".join(f"{key} = {value!r}" for key, value in FAULT.items())
    (tmp_path / "faults.toml").write_text(f"[[fault]]\n{entry}\n[[fault]]\n{entry}\n")
    with pytest.raises(TableError, match="Two faults are called “the door is open”"):
        table.load(tmp_path)


def test_every_fault_of_the_table_applies_and_every_requirement_has_one() -> None:
    faults = table.load()
    assert not mutate.check(faults, table.ROOT)
    assert table.uncovered(faults) == []
    assert table.uncovered([fault for fault in faults if "6.3.8" not in fault["asvs"]]) == ["6.3.8"]


def test_a_fault_that_is_looked_for_under_a_name_that_no_scenario_has_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    [fault] = [one for one in table.load() if one["what"] == "login signs in the first user"]
    assert not mutate.check([fault | {"features": ["login"], "scenarios": "which half"}], table.ROOT)
    assert mutate.check([fault | {"features": ["login", "session"], "scenarios": "which half"}], table.ROOT)
    assert "does not run    login signs in the first user" in capsys.readouterr().out


@pytest.mark.parametrize("word", ["door is", "L5", "6.3.8", "login"])
def test_a_word_chooses_a_fault_by_name_tag_id_or_feature(word: str) -> None:
    other = {**FAULT, "what": "a window", "breaks": "L6", "asvs": [], "features": ["logout"]}
    assert table.choose([FAULT, other], [word]) == [FAULT]


def test_a_word_that_chooses_nothing_is_no_success(capsys: pytest.CaptureFixture[str]) -> None:
    assert mutate.main(["--check", "a word that no fault has"]) == 2
    assert "No fault has any of these" in capsys.readouterr().out


def test_what_no_fault_fails_is_told_with_its_rows_and_reasons(tree: Path) -> None:
    killers = {"features/login.feature: It opens", "features/login.feature: It has all its parts: a lock -- @1.1"}
    assert [str(one) for one in unharmed(tree, ["login"], killers)] == [
        "features/login.feature:9 It has a wall: the wall is not ours.",
        "features/login.feature:12 It has all its parts (1 of 3 rows: line 18)",
        "features/login.feature:12 It has all its parts (1 of 3 rows: line 20): carpenters make it.",
    ]


STEPS = """
from behave import given, then, when


@then("the door is open")
def step_open(context): ...


@given("a door")
@then("there is a door")
def step_door(context): ...


# No fault fails this: the wall is not ours.
@then("there is a wall")
def step_wall(context): ...


@when("Ada looks")
def step_looks(context): ...


def helper(context): ...
"""


def test_a_then_that_no_fault_fails_is_told_with_its_reason(tree: Path) -> None:
    (tree / "features/steps").mkdir()
    (tree / "features/steps/door_steps.py").write_text(STEPS)
    assert [str(one) for one in unharmed_thens(tree, {"features/steps/door_steps.py:5"})] == [
        "features/steps/door_steps.py:9 Then there is a door",
        "features/steps/door_steps.py:15 Then there is a wall: the wall is not ours.",
    ]


def test_what_was_found_holds_until_something_changes(memory: Memory) -> None:
    killed = Outcome("the door is open", "killed", ["features/login.feature: It opens"])
    memory.keep(FAULT, killed)
    (memory.tree / "features/login.feature").write_text(f"# A remark.\n{FEATURE}")
    assert Memory(memory.tree, memory.path).recall(FAULT, complete=False) == killed
    assert memory.recall(FAULT, complete=True) is None, "it ran to its first failure only"
    assert memory.recall({**FAULT, "replace": "locked = None"}, complete=False) is None
    (memory.tree / "app/door.py").write_text("locked = True\n")
    assert Memory(memory.tree, memory.path).recall(FAULT, complete=False) is None


@pytest.mark.parametrize(
    "file",
    [
        "app/inner/window.py",
        "templates/inner/door.html",
        "features/environment.py",
        "features/steps/door_steps.py",
        "features/support/door.py",
        "features/adapters/latchkey.toml",
        "pyproject.toml",
        "requirements.lock",
    ],
)
def test_whatever_a_result_depends_on_makes_it_be_tried_again(memory: Memory, file: str) -> None:
    memory.keep(FAULT, Outcome("the door is open", "killed", complete=True))
    assert Memory(memory.tree, memory.path).recall(FAULT, complete=True)
    (memory.tree / file).parent.mkdir(parents=True, exist_ok=True)
    (memory.tree / file).write_text("It is new.")
    assert Memory(memory.tree, memory.path).recall(FAULT, complete=True) is None


@pytest.mark.parametrize(
    "change",
    [
        {"scenarios": "It opens"},
        {"inside": "enter"},
        {"find": "open = False"},
        {"features": ["login", "login"]},
        {"also": [{"file": "app/door.py", "find": "open = False", "replace": "open = True"}]},
    ],
)
def test_a_fault_that_is_another_one_was_never_tried(memory: Memory, change: dict[str, object]) -> None:
    memory.keep(FAULT, Outcome("the door is open", "killed"))
    assert memory.recall({**FAULT, **change}, complete=False) is None
    assert memory.recall({**FAULT, "what": "a door is open"}, complete=False)


def test_a_fault_is_planted_in_a_copy_and_told_by_the_run_there(monkeypatch: pytest.MonkeyPatch, tree: Path) -> None:
    asked_for: list[list[str]] = []
    then = {"step_type": "then", "match": {"location": "a.py:1"}, "result": {"status": "failed"}}

    def behave(copy: Path, features: list[str], options: list[str]) -> tuple[int, list[dict[str, object]]]:
        is_open = "locked = False" in (copy / "app/door.py").read_text()
        asked_for.append([*features, *options])
        status = "failed" if is_open else "passed"
        ran = {"location": "features/login.feature:4", "name": "It opens", "status": status, "steps": [then]}
        return int(is_open), [ran]

    monkeypatch.setattr(copies, "behave", behave)
    killed = ["features/login.feature: It opens"]
    assert copies.plant({**FAULT, "scenarios": "opens"}, tree, complete=True) == Outcome(
        "the door is open", "killed", killed, complete=True, thens=["a.py:1"]
    )
    assert copies.plant(FAULT, tree, complete=False).killers == killed
    assert copies.plant({"what": "nothing", "features": ["login"]}, tree, complete=True).verdict == "survived"
    assert asked_for == [["login", "--name=opens"], ["login", "--stop"], ["login"]]
    assert (tree / "app/door.py").read_text() == "locked = True\nopen = False\n"
    assert copies.plant({**FAULT, "find": "bolted"}, tree, complete=True).verdict == "does not apply"
    assert len(asked_for) == 3


def test_a_fault_whose_run_does_not_begin_says_why(monkeypatch: pytest.MonkeyPatch, tree: Path) -> None:
    def behave(copy: Path, _features: list[str], _options: list[str]) -> tuple[int, list[dict[str, object]]]:
        (copy / copies.LOG).write_text("a line\nNameError: no door\nthe end\n")
        return 1, []

    monkeypatch.setattr(copies, "behave", behave)
    outcome = copies.plant(FAULT, tree, complete=True)
    assert (outcome.what, outcome.verdict) == ("the door is open: NameError: no door", "does not run")


@pytest.mark.parametrize("verdict", ["survived", "does not apply", "does not run"])
def test_what_is_not_as_it_should_be_is_tried_again(memory: Memory, verdict: str) -> None:
    memory.keep(FAULT, Outcome("the door is open", verdict))
    memory.keep({"what": "nothing, in login", "features": ["login"]}, Outcome("nothing, in login", "killed"))
    assert memory.read() == {}


def test_a_file_that_is_not_ours_is_no_memory(memory: Memory) -> None:
    memory.path.write_text("[]")
    assert memory.recall(FAULT, complete=False) is None


def play(monkeypatch: pytest.MonkeyPatch, **killers: list[str]) -> list[str]:
    """Have each fault killed by what ``killers`` has for the first word of its name, and give the names planted."""
    planted = []

    def fake(fault: table.Fault, _tree: Path, *, complete: bool) -> Outcome:
        planted.append(fault["what"])
        found = killers.get(fault["what"].split(",")[0].split()[0], [])
        return Outcome(fault["what"], "killed" if found else "survived", found, complete)

    monkeypatch.setattr(mutate, "plant", fake)
    return planted


def test_a_survivor_fails_the_run(
    monkeypatch: pytest.MonkeyPatch, memory: Memory, capsys: pytest.CaptureFixture[str]
) -> None:
    play(monkeypatch, a=["features/login.feature: It opens"])
    assert mutate.run([{**FAULT, "what": "a window"}, FAULT], memory, asked())
    told = capsys.readouterr().out
    assert "killed          a window (L5 6.3.8) <- features/login.feature: It opens" in told
    assert "sound           login: every scenario passes with nothing planted\n    1 of 1: 1 sound; 0 min left" in told
    assert "2 of 2: 1 killed, 1 survived; 0 min left" in told
    assert told.endswith("survived        the door is open\n1 killed, 1 survived\n")


def test_a_run_goes_on_where_it_stopped(
    monkeypatch: pytest.MonkeyPatch, memory: Memory, capsys: pytest.CaptureFixture[str]
) -> None:
    planted = play(monkeypatch, the=["features/login.feature: It opens"])
    assert not mutate.run([FAULT], memory, asked())
    assert not mutate.run([FAULT, {**FAULT, "what": "the window", "replace": "locked = None"}], memory, asked())
    assert planted == ["nothing, in login", "the door is open", "the window"]
    assert f"Known from {FILE.name}: 1 sound." in capsys.readouterr().out


def test_with_all_a_scenario_that_nothing_fails_fails_the_run(
    monkeypatch: pytest.MonkeyPatch, memory: Memory, capsys: pytest.CaptureFixture[str]
) -> None:
    play(
        monkeypatch,
        the=["features/login.feature: It opens", "features/login.feature: It has all its parts: a lock -- @1.1"],
    )
    assert mutate.run([FAULT], memory, asked(all=True))
    told = capsys.readouterr().out
    assert "never failed    features/login.feature:12 It has all its parts (1 of 3 rows: line 18)" in told
    assert "stays           features/login.feature:9 It has a wall: the wall is not ours." in told


def test_a_suite_that_fails_by_itself_proves_nothing(
    monkeypatch: pytest.MonkeyPatch, memory: Memory, capsys: pytest.CaptureFixture[str]
) -> None:
    planted = play(monkeypatch, nothing=["features/login.feature: It opens"])
    assert mutate.run([FAULT], memory, asked())
    assert planted == ["nothing, in login"]
    told = capsys.readouterr().out
    assert "Mend this first:\nnothing, in login: features/login.feature: It opens" in told
    assert "sound" not in told


@pytest.mark.parametrize(
    ("lacking", "sentence"),
    [([], "Every requirement has a fault."), (["6.3.8", "7.4.1"], "No fault for: 6.3.8, 7.4.1")],
)
def test_whether_every_requirement_has_a_fault_is_said_last(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lacking: list[str], sentence: str
) -> None:
    monkeypatch.setattr(table, "uncovered", lambda _faults: lacking)
    assert mutate.main(["--check", table.load()[0]["what"]]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == sentence


@pytest.mark.parametrize(("first", "several"), [("@cluster @own-server", True), ("@own-server", False)])
def test_a_feature_that_says_so_is_run_on_several_servers(tmp_path: Path, first: str, several: bool) -> None:  # noqa: FBT001
    feature = tmp_path / "servers.feature"
    feature.write_text(f"{first}\nFeature: Several\n  @cluster\n  Scenario: One\n")
    assert copies.is_for_several(feature) is several


def test_what_takes_several_servers_is_planted_only_where_a_word_asks_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    planted: list[list[str]] = []

    def run(chosen: list[table.Fault], *_: object) -> bool:
        planted.append([fault["what"] for fault in chosen if fault["features"] == ["servers"]])
        return False

    monkeypatch.setattr(mutate, "run", run)
    assert mutate.main([]) == 0
    assert mutate.main(["servers"]) == 0
    assert planted[0] == []
    assert "each server counts attempts for itself" in planted[1]
