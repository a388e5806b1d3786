"""What a run of a fault's features says of the fault."""

import json
from dataclasses import dataclass, field
from typing import Any

#: Statuses of a scenario that did not run.
IDLE = {"", "untested", "skipped"}
#: Statuses of a step that has failed by itself. Playwright's own time-out is behave's error.
BROKEN = {"failed", "error"}
#: A scenario, as behave's JSON has it.
Ran = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What became of a fault, and the scenarios that it made fail: "features/login.feature: Logging in"."""

    what: str
    verdict: str
    killers: list[str] = field(default_factory=list)
    #: Whether its features ran to their end, and not just to the first failure.
    complete: bool = False
    #: Where the Thens stand that failed: "features/steps/login_steps.py:108".
    thens: list[str] = field(default_factory=list)


def judge(what: str, code: int, statuses: dict[str, str], *, complete: bool) -> Outcome:
    """Tell what behave's exit ``code`` and the ``statuses`` of the scenarios say of a fault."""
    ran = {name: status for name, status in statuses.items() if status not in IDLE}
    killers = [name for name, status in ran.items() if status != "passed"]
    # Where nothing failed and behave is not content, the run broke off: what it did not reach might have failed.
    verdict = "killed" if killers else "survived" if ran and code == 0 else "does not run"
    return Outcome(what, verdict, killers, complete)


def read(results: str) -> list[Ran]:
    """Give each scenario that behave's JSON tells of. Raises ValueError where ``results`` end in the middle."""
    parts = (part for feature in json.loads(results) for part in feature.get("elements", []))
    return [part for part in parts if part["type"] != "background"]


def statuses(ran: list[Ran]) -> dict[str, str]:
    """Give the status of each scenario, by its file and name. Empty: it did not run."""
    found = {}
    for part in ran:
        # One that failed before its first step, for want of a browser, says nothing of a fault.
        began = any("result" in step for step in part["steps"])
        name = f"{part['location'].split(':')[0]}: {part['name'].strip()}"
        found[name] = part.get("status", "") if began else ""
    return found


def failed_thens(ran: list[Ran]) -> list[str]:
    """Give where each Then stands that has found its promise broken: not an act before it, nor a hook after it."""
    thens = (step for part in ran for step in part["steps"] if step["step_type"] == "then")
    return sorted({step["match"]["location"] for step in thens if step.get("result", {}).get("status") in BROKEN})
