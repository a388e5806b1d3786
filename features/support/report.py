"""The report: ``behave -f report -o report/index.html`` writes the run as a page to read, with its pictures beside it.

Everything that the page shows lies in its own folder, so that it can be opened, sent and kept without anything else.
"""

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from behave.formatter.base import Formatter
from behave.model import Examples, Feature, Scenario, ScenarioOutline, Status, Step
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from features.support.asvs import PREFIX, REQUIREMENTS
from features.support.scores import OUTCOMES, Promise, first_line, promises, rows_of, totals
from features.support.windows import slug

PAGE = Path("report/index.html")
MARK = '<meta name="generator" content="features.support.report">'
PICTURES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
#: What the files of a failed scenario are, by how their names begin.
EVIDENCE = {"window-": "The page as it was", "console": "Console", "server": "Server log", "video-": "Video"}
#: What is emphasised in a sentence: what it quotes, and the placeholders of an outline.
QUOTED = re.compile(r'("[^"]*"|“[^”]*”)')
PLACEHOLDER = re.compile(r"(<[^<>]+>)")
CODE = re.compile(r"`([^`]+)`")
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


class Report(Formatter):  # type: ignore[misc]
    """behave's formatter for the report. Pictures that a step attaches stand under that step; other types do not."""

    name = "report"
    description = "The run as a page to read, with pictures and evidence"

    def __init__(self, stream_opener: Any, config: Any) -> None:
        super().__init__(stream_opener, config)
        self.started = datetime.now(UTC).astimezone()
        self.page = Path(stream_opener.name or PAGE)
        self.features: list[Feature] = []
        self.pictures: dict[tuple[str, int], list[str]] = defaultdict(list)
        self.attached: list[str] = []  # by the step that is running
        self.finished: Step | None = None
        self.count = 0  # of the scenario's pictures
        self.discard()

    def discard(self) -> None:
        """Take away the pictures and evidence of an earlier report, and of nothing else that happens to be there."""
        if self.page.is_file() and MARK in self.page.read_text(encoding="utf-8", errors="replace")[:1000]:
            shutil.rmtree(self.page.parent / "images", ignore_errors=True)
            shutil.rmtree(self.page.parent / "evidence", ignore_errors=True)

    def feature(self, feature: Feature) -> None:
        """Remember ``feature``: what it came to stands in it when the run is over."""
        self.features.append(feature)

    def scenario(self, scenario: Scenario) -> None:
        """Begin ``scenario``."""
        self.running, self.finished, self.attached, self.count = scenario, None, [], 0

    def match(self, _match: Any) -> None:
        """Begin a step."""
        self.finished = None

    def embedding(self, mime_type: str, data: bytes) -> None:
        """Write a picture. It is the running step's, or the last one's when none is running."""
        if mime_type not in PICTURES:
            return
        self.count += 1
        path = Path("images") / f"{slug(self.running)}-{self.count}.{PICTURES[mime_type]}"
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
        found = promises(self.features)
        rows = [row for promise in found for row in rows_of(promise.scenario)]
        states = [state(row.status) for row in rows]
        page = environment().get_template("report.html")
        self.page.parent.mkdir(parents=True, exist_ok=True)
        text = page.render(
            started=self.started,
            took=duration((datetime.now(UTC) - self.started).total_seconds()),
            what=what(self.config),
            browser=self.config.userdata.get("browser_line", ""),
            counts={name: states.count(name) for name in ("passed", "failed", "skipped")},
            features=[(feature, [p for p in found if p.scenario.feature is feature]) for feature in self.features],
            promises={outcome: [p for p in found if p.outcome == outcome] for outcome in OUTCOMES},
            totals=totals(found),
            requirements=requirements(found),
            pictures=lambda row, step: self.pictures.get((slug(row), step.line), []),
            evidence=self.evidence,
        )
        self.page.write_text(text, encoding="utf-8")

    def evidence(self, row: Scenario) -> list[tuple[str, str]]:
        """Copy what was kept of ``row``, and give each file's address and what it is."""
        source = Path(self.config.userdata.get("output", "test-results")) / slug(row)
        if not row.status.has_failed() or not source.is_dir():
            return []
        target = Path("evidence") / slug(row)
        shutil.copytree(source, self.page.parent / target, dirs_exist_ok=True)
        files = sorted(path.relative_to(source) for path in source.rglob("*") if path.is_file())
        return [((target / file).as_posix(), label(file.as_posix())) for file in files]


def label(name: str) -> str:
    """Say what a file of evidence is, with its ``name``."""
    known = [what for start, what in EVIDENCE.items() if name.startswith(start)]
    return f"{known[0]} ({name})" if known else name


def environment() -> Environment:
    """Where the page's template comes from, and what it may call. Everything is escaped."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    helpers = (anchor, duration, error, examples, first_line, prefix, rows_of, slug, state, tags, weights)
    made.globals |= {helper.__name__: helper for helper in helpers}
    made.filters |= {"quoted": QUOTED.split, "placeholders": PLACEHOLDER.split, "code": CODE.split, "state": state}
    return made


def prefix(tag: str) -> str:
    """Give the number of the requirement that ``tag`` names, if there is one."""
    number = tag.removeprefix(PREFIX)
    return number if number in REQUIREMENTS else ""


def state(status: Status) -> str:
    """Give the one of three words that ``status`` comes to: passed, failed or skipped."""
    return "passed" if status == Status.passed else "failed" if status.has_failed() else "skipped"


def tags(scenario: Scenario) -> list[str]:
    """Give the tags of ``scenario`` and its feature."""
    return sorted({str(tag) for tag in (*scenario.feature.tags, *scenario.tags)})


def anchor(feature: Feature) -> str:
    """Give the id of ``feature`` on the page."""
    return f"feature-{Path(feature.filename).stem}"


def duration(seconds: float) -> str:
    """Say how long ``seconds`` are."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{seconds:.1f} s"


def error(failed: Scenario | Step) -> str:
    """Give the error message without the colours of a terminal."""
    return ESCAPES.sub("", failed.error_message or "").strip()


def examples(outline: ScenarioOutline) -> Iterator[tuple[Examples, list[Scenario]]]:
    """Give each examples table of ``outline`` with the scenarios of its rows."""
    rows = iter(outline.scenarios)
    for table in outline.examples:
        if table.table is not None:
            yield table, [next(rows) for _ in table.table.rows]


def weights(table: Examples) -> str:
    """Give the widths of a table's columns, as CSS that makes them the same in every row."""
    columns = zip(table.table.headings, *table.table.rows, strict=True)
    return " ".join(f"minmax(0, {min(max(map(len, column)), 40) + 4}fr)" for column in columns)


def what(config: Any) -> str:
    """Say which features were run."""
    paths = ", ".join(config.paths or ["features"])
    chosen = str(config.tag_expression or "")
    return f"{paths}, tags {chosen}" if chosen not in ("", "True", "true") else paths


def requirements(found: list[Promise]) -> list[tuple[str, str, list[Promise]]]:
    """Give each requirement that a promise in ``found`` stands for, what it comes to, and those promises."""
    by_number = defaultdict(list)
    for promise in found:
        for tag in tags(promise.scenario):
            by_number[prefix(tag)].append(promise)
    return [(number, text, by_number[number]) for number, text in REQUIREMENTS.items() if by_number[number]]
