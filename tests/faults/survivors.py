"""The scenarios and the Thens that no fault makes fail, and what stands above them of why they stay."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from behave.model import Scenario, ScenarioOutline
from behave.parser import parse_file
from behave_browser.report.outlines import promised

#: How a comment above a scenario, or above a row of its examples, begins when no fault can be found for it.
STAYS = "# No fault fails this: "


@dataclass
class Unharmed:
    """A scenario that no fault makes fail or, of an outline, the rows."""

    place: str
    name: str
    reason: str
    rows: list[int] = field(default_factory=list)
    of: int = 0

    def __str__(self) -> str:
        """Its place and name, the lines of its rows, and the reason why it stays, if its feature gives one."""
        lines = ", ".join(map(str, self.rows))
        rows = f" ({len(self.rows)} of {self.of} rows: line {lines})" if self.rows else ""
        return f"{self.place} {self.name}{rows}" + (f": {self.reason}" if self.reason else "")


def unharmed(tree: Path, stems: list[str], killers: set[str]) -> list[Unharmed]:
    """Give what in the features called ``stems`` is not among ``killers``: "features/login.feature: Logging in"."""
    found: dict[tuple[str, str], Unharmed] = {}
    for stem in stems:
        file = f"features/{stem}.feature"
        lines = (tree / file).read_text().splitlines()
        for scenario, row in rows(tree / file):
            if f"{file}: {row.name.strip()}" in killers:
                continue
            place = f"{file}:{scenario.line}"
            reason = reason_above(lines, row.line) or reason_above(lines, scenario.line)
            entry = found.setdefault((place, reason), Unharmed(place, promised(scenario), reason))
            if isinstance(scenario, ScenarioOutline):
                entry.rows.append(row.line)
                entry.of = len(scenario.scenarios)
    return list(found.values())


def unharmed_thens(tree: Path, failed: set[str]) -> list[Unharmed]:
    """Give each Then of ``tree`` that is not among those that have ``failed``: "features/steps/login_steps.py:108"."""
    found = []
    for file in sorted(tree.glob("features/steps/*.py")):
        text = file.read_text()
        for step in ast.parse(text).body:
            if not isinstance(step, ast.FunctionDef):
                continue
            calls = [call for call in step.decorator_list if isinstance(call, ast.Call)]
            thens = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "then"]
            place = f"{file.relative_to(tree)}:{step.decorator_list[0].lineno}" if thens else ""
            if thens and place not in failed:
                reason = reason_above(text.splitlines(), step.decorator_list[0].lineno)
                found.append(Unharmed(place, f"Then {ast.literal_eval(thens[0].args[0])}", reason))
    return found


def rows(file: Path) -> Iterator[tuple[Scenario, Scenario]]:
    """Give each scenario of ``file`` with itself, and each outline with each of its rows."""
    for scenario in parse_file(str(file)).scenarios:
        for row in getattr(scenario, "scenarios", [scenario]):
            yield scenario, row


def reason_above(lines: list[str], number: int) -> str:
    """Give what the comment above line ``number`` says of why it stays, past its tags. Empty: nothing."""
    for line in reversed(lines[: number - 1]):
        text = line.strip()
        if text.startswith(STAYS):
            return text.removeprefix(STAYS)
        if not text.startswith(("#", "@")):
            break
    return ""
