"""The report: ``behave -f report -o report/index.html`` writes the run as a page to read, with its pictures beside it.

Everything that the page shows lies in its own folder, so that it can be opened, sent and kept without anything else.
"""

import shutil
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from behave.formatter.base import Formatter
from behave.model import Feature, Scenario, Step

from behave_browser.artifacts import notes, slug, spared
from behave_browser.output import MARK, OUTPUT
from behave_browser.report import results
from behave_browser.report.page import by_requirement, duration, facts, label, render, state
from behave_browser.report.results import rows_of, totals

PAGE = Path("report/index.html")
GENERATOR = "behave_browser.report"
PICTURES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


class Report(Formatter):
    """behave's formatter for the report. Pictures that a step attaches stand under that step; other types do not.

    A project that judges scenarios by other words, or whose tags name the requirements of a standard, says so in a
    subclass.
    """

    name = "report"
    description = "The run as a page to read, with pictures and evidence"

    #: What scenarios may come to, in the words of ``judge``, and how each is marked: passed, failed or skipped.
    outcomes: ClassVar[Mapping[str, str]] = {
        results.PASSED: "passed",
        results.FAILED: "failed",
        results.SKIPPED: "skipped",
    }
    #: The standard whose requirements tags name, how such a tag begins, and what each requirement comes to.
    standard: ClassVar[str] = ""
    prefix: ClassVar[str] = ""
    requirements: ClassVar[Mapping[str, str]] = {}

    def __init__(self, stream_opener: Any, config: Any) -> None:
        super().__init__(stream_opener, config)
        self.started = datetime.now(UTC).astimezone()
        self.page = Path(stream_opener.name or PAGE)
        self.features: list[Feature] = []
        self.pictures: dict[tuple[str, int], list[str]] = defaultdict(list)
        self.attached: list[str] = []  # by the step that is running
        self.finished: Step | None = None
        self.latest, self.count = b"", 0  # the scenario's latest picture, and how many it has
        self.discard()

    def discard(self) -> None:
        """Take away the pictures and evidence of an earlier report, and of nothing else that happens to be there."""
        if self.page.is_file() and GENERATOR in self.page.read_text(encoding="utf-8", errors="replace")[:500]:
            shutil.rmtree(self.page.parent / "images", ignore_errors=True)
            shutil.rmtree(self.page.parent / "evidence", ignore_errors=True)

    def feature(self, feature: Feature) -> None:
        """Remember ``feature``: what it came to stands in it when the run is over."""
        self.features.append(feature)

    def scenario(self, scenario: Scenario) -> None:
        """Begin ``scenario``."""
        self.running, self.finished, self.attached = scenario, None, []
        self.latest, self.count = b"", 0

    def match(self, _match: Any) -> None:
        """Begin a step."""
        self.finished = None

    def embedding(self, mime_type: str, data: bytes) -> None:
        """Write a picture, once if it is the same again. It is the running step's, or else the last one's."""
        if mime_type not in PICTURES:
            return
        if data != self.latest:
            self.latest, self.count = data, self.count + 1
        path = Path("images") / f"{slug(self.running)}-{self.count}.{PICTURES[mime_type]}"
        with spared(self.running, "A picture could not be written"):
            (self.page.parent / path).parent.mkdir(parents=True, exist_ok=True)
            (self.page.parent / path).write_bytes(data)
            self.attached.append(path.as_posix())
        if self.finished:
            self.result(self.finished)

    def result(self, step: Step) -> None:
        """End ``step``: what was attached while it ran is its own."""
        self.pictures[slug(self.running), step.line] += self.attached
        self.attached, self.finished = [], step

    def close(self) -> None:
        """Write the page."""
        found = results.results(self.features, self.judge)
        states = [state(row.status) for result in found for row in rows_of(result.scenario)]
        self.page.parent.mkdir(parents=True, exist_ok=True)
        page = render(
            generator=GENERATOR,
            started=self.started,
            took=duration((datetime.now(UTC) - self.started).total_seconds()),
            facts=facts(self.config),
            counts={name: states.count(name) for name in ("passed", "failed", "skipped")},
            features=[(feature, [each for each in found if each.feature is feature]) for feature in self.features],
            by_outcome={outcome: [each for each in found if each.outcome == outcome] for outcome in self.outcomes},
            totals=totals(found, self.outcomes),
            shape=self.outcomes,
            standard=self.standard,
            prefix=self.prefix,
            requirement=self.requirement,
            requirements=by_requirement(found, self.requirements, self.requirement),
            pictures=lambda row, step: self.pictures.get((slug(row), step.line), []),
            evidence=self.evidence,
            notes=notes,
        )
        self.page.write_text(page, encoding="utf-8")

    def judge(self, feature: Feature, scenario: Scenario) -> results.Result:
        """Give what ``scenario``, or an outline with all its rows, came to: one of ``outcomes``."""
        return results.judge(feature, scenario)

    def requirement(self, tag: str) -> str:
        """Give the number of the requirement that ``tag`` names, or nothing."""
        number = tag.removeprefix(self.prefix)
        return number if number in self.requirements else ""

    def evidence(self, row: Scenario) -> list[tuple[str, str]]:
        """Copy what was kept of ``row``, and give each file's address and what it is."""
        source = Path(self.config.userdata.get("output", OUTPUT)) / slug(row)
        if not row.status.has_failed() or not source.is_dir():
            return []
        target = Path("evidence") / slug(row)
        with spared(row, "Some evidence could not be copied"):
            shutil.copytree(source, self.page.parent / target, dirs_exist_ok=True)
        copied = self.page.parent / target
        files = sorted(path.relative_to(copied) for path in copied.rglob("*") if path.is_file() and path.name != MARK)
        return [((target / file).as_posix(), label(file.as_posix())) for file in files]
