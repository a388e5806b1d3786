"""The report, as one run of behave without a browser writes it."""

import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("behave")

from behave.configuration import Configuration
from behave.parser import parse_feature
from behave_browser.artifacts import notes, slug
from behave_browser.report.formatter import Report
from behave_browser.report.page import duration, examples, facts


class Elements(HTMLParser):
    """The elements of a page: their names and attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        """Remember an element."""
        self.found.append((name, {key: value or "" for key, value in attributes}))

    def all(self, wanted: str) -> list[dict[str, str]]:
        """Give the attributes of every element that is called ``wanted``."""
        return [attributes for name, attributes in self.found if name == wanted]


@pytest.fixture(scope="session")
def page(run: Path) -> str:
    return (run / "report" / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def elements(page: str) -> Elements:
    return Elements(page)


@pytest.mark.parametrize(
    "text",
    [
        "5 of 11 scenarios failed",
        "Fish &amp; &lt;chips&gt;",
        "One is &lt;b&gt;bold&lt;/b&gt;.",
        "Kept &amp; &lt;i&gt;sound&lt;/i&gt;",
        "not &lt;even&gt; close",
        "LookupError: lost &amp; gone",
        "AssertionError: the server made a mistake",
        "skipped: not offered: products",
        "needs its own server",
        "2 of 3 rows failed",
    ],
)
def test_the_page_tells_the_run_and_escapes_what_it_tells(page: str, text: str) -> None:
    assert text in page


def test_nothing_that_a_feature_says_becomes_an_element(elements: Elements) -> None:
    assert not [name for name, _attributes in elements.found if name in {"i", "u", "chips", "even", "row", "what"}]


def test_every_link_leads_to_what_is_there_and_nowhere_else(run: Path, page: str, elements: Elements) -> None:
    ids = {attributes["id"] for _name, attributes in elements.found if "id" in attributes}
    addresses = [value for _name, given in elements.found for key, value in given.items() if key in {"href", "src"}]
    assert addresses
    for address in addresses:
        assert address.removeprefix("#") in ids if address[0] == "#" else (run / "report" / address).is_file()
    assert "://" not in page
    assert "@import" not in page


def test_ids_are_given_once(elements: Elements) -> None:
    ids = [attributes["id"] for _name, attributes in elements.found if "id" in attributes]
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize(
    "told",
    [
        "<h3>Every row works</h3>",
        '<span>Every row works<span class="hidden"> (failed)</span></span>',
        "<span>of</span><span>row</span>",
        '<span class="name">&lt;gold&gt; </span>',
        '<span class="name">silver </span>',
        '<span><span class="heading">row: </span>works </span>',
        'alt="When it failed: silver"',
    ],
)
def test_an_outline_is_called_what_it_promises_and_a_row_by_its_own_name(page: str, told: str) -> None:
    assert told in page
    assert "Every row works:" not in page


@pytest.mark.parametrize("told", ["<h3>Adding &lt;what&gt;</h3>", '<span class="name">Adding one </span>'])
def test_an_outline_that_is_called_otherwise_keeps_its_name(page: str, told: str) -> None:
    assert told in page


def test_the_rows_of_an_outline_that_is_called_without_them_are_told_by_their_cells() -> None:
    text = "Feature: One\nScenario Outline: It is <b>there</b>\nThen <n>\nExamples:\n| n | m |\n| 1 | 2 |"
    (table,) = examples(parse_feature(text).scenarios[0])
    assert (table.named, table.headings, table.rows[0][1]) == (False, ["n", "m"], ["1", "2"])


def test_rows_stand_in_the_order_of_their_table_in_whichever_they_ran() -> None:
    rows = "\n".join(f"| {number} | is {number} |" for number in range(3))
    feature = parse_feature(f"Feature: One\nScenario Outline: It: <n>\nThen it <n>\nExamples:\n| n | m |\n{rows}")
    (outline,) = feature.scenarios
    outline.scenarios.reverse()
    (table,) = examples(outline)
    assert [(row.steps[0].name, cells) for row, cells in table.rows] == [
        (f"it {number}", [str(number), f"is {number}"]) for number in range(3)
    ]


def test_each_picture_stands_under_the_step_that_took_it(run: Path, elements: Elements) -> None:
    pictures = {image["alt"]: image["src"] for image in elements.all("img") if image["alt"].startswith("After")}
    assert len(pictures) == 4
    for text, address in pictures.items():
        assert text.split(" ", 2)[2].encode() == (run / "report" / address).read_bytes()


def test_pictures_that_come_after_the_result_belong_to_the_step_before(tmp_path: Path) -> None:
    feature = parse_feature("Feature: One\nScenario: Two\nThen three\nAnd four", filename="one.feature")
    report = Report(
        SimpleNamespace(name=str(tmp_path / "index.html"), stream=None), SimpleNamespace(userdata={}, paths=[])
    )
    (scenario,) = feature.scenarios
    report.scenario(scenario)
    for step in scenario.steps:
        report.match(None)
        report.embedding("image/png", b"before " + step.name.encode())
        report.result(step)
        report.embedding("image/jpeg", b"after " + step.name.encode())
    told = {
        line: [(tmp_path / path).read_bytes() for path in paths] for (_slug, line), paths in report.pictures.items()
    }
    assert told == {3: [b"before three", b"after three"], 4: [b"before four", b"after four"]}


@pytest.fixture
def report(tmp_path: Path) -> Report:
    """One that is about to be told of a scenario, beside whose page nothing can be written."""
    for name in ("images", "evidence"):
        (tmp_path / name).touch()
    config = SimpleNamespace(userdata={"output": str(tmp_path / "kept")}, paths=[])
    return Report(SimpleNamespace(name=str(tmp_path / "index.html"), stream=None), config)


def test_a_picture_that_cannot_be_written_is_told_beside_its_scenario(report: Report) -> None:
    (scenario,) = parse_feature("Feature: One\nScenario: Two\nThen three", filename="one.feature").scenarios
    report.scenario(scenario)
    report.result(scenario.steps[0])
    report.embedding("image/png", b"seen")
    assert not any(report.pictures.values())
    assert notes(scenario)[0].startswith("A picture could not be written: [Errno")


def test_evidence_that_cannot_be_copied_is_told_beside_its_scenario(report: Report, tmp_path: Path) -> None:
    (scenario,) = parse_feature("Feature: One\nScenario: Two\nThen three", filename="one.feature").scenarios
    scenario.set_status("failed")
    (tmp_path / "kept" / slug(scenario)).mkdir(parents=True)
    assert report.evidence(scenario) == []
    assert notes(scenario)[0].startswith("Some evidence could not be copied: [Errno")


def test_evidence_of_what_failed_is_copied_and_of_nothing_else(run: Path, page: str) -> None:
    folders = {folder.name for folder in (run / "report" / "evidence").iterdir()}
    assert folders == {
        "trial-18-every-row-works-silver-1-2",
        "trial-19-every-row-works-tin-1-3",
        "trial-21-nobody-wrote-its-step",
        "trial-24-an-error",
        "trial-28-a-hook-that-minds",
    }
    assert "playwright show-trace evidence/trial-24-an-error/trace-1.zip" in page
    assert "Server log (server.log)" in page
    assert ">strange.txt<" in page


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], ["features", "chromium"]),
        (["features/login.feature", "--tags=@L6"], ["features/login.feature, tags L6", "chromium"]),
        (["-Dbrowser=firefox", "-Ddevice=Pixel 7"], ["features", "firefox", "Pixel 7"]),
        (["-Dbase_url=https://ada:secret@site.test:8443/login"], ["features", "chromium", "site.test:8443"]),
    ],
)
def test_what_was_run_is_told_without_secrets(arguments: list[str], told: list[str]) -> None:
    config = Configuration(arguments, load_config=False)
    config.paths = [argument for argument in arguments if argument[0] != "-"]
    assert facts(config) == told


def test_what_failed_is_listed_first_and_whole(page: str) -> None:
    panel = page.partition('<div class="panel"><h3>Failed</h3>')[2].partition("</div>")[0]
    assert re.findall(r'<span class="fault">(.*?)</span>', panel) == [
        "silver: Then it fails",
        "not &lt;even&gt; close",
        "When nobody knows",
        "undefined",
        "When it raises",
        "LookupError: lost &amp; gone",
        "When &#34;a hook&#34; works",
        "AssertionError: the server made a mistake",
    ]


def test_requirements_and_scenarios_lead_to_each_other(page: str, elements: Elements) -> None:
    rows = [attributes["id"] for attributes in elements.all("li") if "requirement" in attributes.get("class", "")]
    assert rows == ["rule-7.4.1"]
    assert 'class="chip" href="#rule-7.4.1"' in page
    assert 'data-tag="@L6"' in page


def test_a_new_report_takes_the_old_pictures_away_and_no_others(tmp_path: Path) -> None:
    opener = SimpleNamespace(name=str(tmp_path / "index.html"), stream=None)
    picture = tmp_path / "images" / "one.jpg"
    picture.parent.mkdir()
    picture.touch()
    (tmp_path / "index.html").write_text("somebody's page")
    Report(opener, SimpleNamespace())
    assert picture.exists()
    (tmp_path / "index.html").write_text('<meta name="generator" content="behave_browser.report.formatter">')
    Report(opener, SimpleNamespace())
    assert not picture.exists()


@pytest.mark.parametrize(
    ("seconds", "told"), [(0.04, "0.0 s"), (59.4, "59.4 s"), (59.96, "1 min 0 s"), (145, "2 min 25 s")]
)
def test_durations_are_told_in_seconds_or_minutes(seconds: float, told: str) -> None:
    assert duration(seconds) == told
