"""What outlines and their rows are called.

"It never leads away from this site: <target>" promises what stands before the colon. What follows, filled in, is the
name of a row: "https://evil.example".
"""

import re

from behave.model import Scenario, ScenarioOutline

PLACEHOLDER = re.compile(r"<([^<>]+)>")
ROW = re.compile(r"(.*) -- @\d+\.\d+ .*", re.DOTALL)  # behave's own words for it


def promised(scenario: Scenario) -> str:
    """Give what ``scenario`` promises: its name, which an outline has before the colon of its placeholders."""
    found = PLACEHOLDER.search(scenario.name) if isinstance(scenario, ScenarioOutline) else None
    words = scenario.name[: found.start()].rpartition(": ")[0] if found else ""
    return words or scenario.name


def own_name(row: Scenario) -> str:
    """Give the own name of the ``row`` of an outline: what follows the promise. Any other scenario's is its name."""
    found = ROW.fullmatch(row.name)
    return found[1].removeprefix(f"{promised(row.parent)}: ") if found else row.name


def placeholders(outline: ScenarioOutline) -> list[str]:
    """Give the columns of the examples that the names of the rows of ``outline`` tell of, in their order."""
    return PLACEHOLDER.findall(outline.name)
