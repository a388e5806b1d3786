"""What a run of a fault's features says of the fault."""

import json
from dataclasses import dataclass, field

#: Statuses of a scenario that did not run.
IDLE = {"", "untested", "skipped"}


@dataclass(frozen=True)
class Outcome:
    """What became of a fault, and the scenarios that it made fail: "features/login.feature: Logging in"."""

    what: str
    verdict: str
    killers: list[str] = field(default_factory=list)
    #: Whether its features ran to their end, and not just to the first failure.
    complete: bool = False


def judge(what: str, code: int, statuses: dict[str, str], *, complete: bool) -> Outcome:
    """Tell what behave's exit ``code`` and the ``statuses`` of the scenarios say of a fault."""
    ran = {name: status for name, status in statuses.items() if status not in IDLE}
    killers = [name for name, status in ran.items() if status != "passed"]
    # Where nothing failed and behave is not content, the run broke off: what it did not reach might have failed.
    verdict = "killed" if killers else "survived" if ran and code == 0 else "does not run"
    return Outcome(what, verdict, killers, complete)


def read(results: str) -> dict[str, str]:
    """Give the status of each scenario that behave's JSON tells of, by its file and name. Empty: it did not run.

    Raises ValueError where ``results`` end in the middle.
    """
    statuses = {}
    for feature in json.loads(results):
        for part in feature.get("elements", []):
            name = f"{part['location'].split(':')[0]}: {part['name'].strip()}"
            # One that failed before its first step, for want of a browser, says nothing of a fault.
            began = any("result" in step for step in part["steps"])
            if part["type"] != "background":
                statuses[name] = part.get("status", "") if began else ""
    return statuses
