"""A site that is run for its score sheet: what counts as a run, and what does not."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("behave")

from features.adapters import sites
from features.support.login.http_client import HttpClient
from tests.support.process_groups import is_any_left, until

MORTAL = """
import os
from flask import Flask

app = Flask(__name__)
app.add_url_rule("/", "home", lambda: "")
app.add_url_rule("/end", "end", lambda: os._exit(1))
"""
TOTALS = "kept {} · worded otherwise 0 · broken {} · not comparable 0 · not offered 3 · not tried 2"
SHEET = f"Fish\n  kept         It swims\n\n{TOTALS}\n"
SOME_BROKEN, ALL_KEPT, NONE_TRIED = SHEET.format(3, 1), SHEET.format(4, 0), SHEET.format(0, 0)


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site that is there, whatever it is called."""

    @contextmanager
    def served(_name: str) -> Iterator[str]:
        yield "http://127.0.0.1:9"

    monkeypatch.setattr(sites, "served", served)


@pytest.fixture
def behave(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Stands for behave: its exit code, and the sheet that it writes, if any."""
    told = SimpleNamespace(code=0, sheet=None)

    def run(command: list[str]) -> int:
        (path,) = (part.removeprefix("--outfile=") for part in command if part.startswith("--outfile="))
        if told.sheet is not None:
            Path(path).write_text(told.sheet, encoding="utf-8")
        return int(told.code)

    monkeypatch.setattr(sites, "run", run)
    return told


@pytest.mark.usefixtures("answering")
@pytest.mark.parametrize(
    ("name", "told", "code"),
    [
        ("latchkey", (0, ALL_KEPT), 0),
        ("latchkey", (1, SOME_BROKEN), 1),
        ("flaskr", (0, ALL_KEPT), 0),
        ("flaskr", (1, SOME_BROKEN), 0),
        ("flaskr", (2, SOME_BROKEN), 2),
        ("flaskr", (-9, SOME_BROKEN), -9),
        ("flaskr", (0, NONE_TRIED), 2),
        ("flaskr", (1, NONE_TRIED), 2),
        ("flaskr", (1, None), 2),
        ("latchkey", (0, None), 2),
    ],
)
def test_another_login_may_break_promises_but_they_must_have_been_tried(
    behave: SimpleNamespace, name: str, told: tuple[int, str | None], code: int
) -> None:
    behave.code, behave.sheet = told
    assert sites.main([name]) == code


@pytest.mark.usefixtures("answering")
def test_a_mistake_in_the_command_line_is_no_run(capfd: pytest.CaptureFixture[str]) -> None:
    assert sites.main(["flaskr", "flaskr"]) == 2
    told = capfd.readouterr().out
    assert "ConfigError: No steps directory" in told
    assert "There was no run: not one promise was tried." in told


def test_a_signal_ends_the_site_and_the_run() -> None:
    command = [sys.executable, "-m", "features.adapters.sites", "latchkey", "-r", "parallel", "-j2", "--format=plain"]
    with subprocess.Popen(  # noqa: S603 -- our own words
        [*command, "features/login.feature"], cwd=sites.ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout
        assert any("Scenario" in line for line in process.stdout), "there was no run to be ended"
        process.terminate()
        process.wait(timeout=30)
    until(lambda: not is_any_left(process.pid))


def test_a_site_that_does_not_start_is_no_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sites.RUN, "latchkey", [*sites.FLASK, "an_app_that_is_not_there", "run", sites.PORT])
    assert sites.main(["latchkey"]) == 2
    assert "The site did not start: " in capsys.readouterr().out


def test_a_site_that_does_not_last_is_no_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def ask(url: str, *_rest: object) -> int:
        with pytest.raises(ConnectionError):
            HttpClient(url).send("GET", "/end")
        time.sleep(0.5)
        return 0

    (tmp_path / "mortal.py").write_text(MORTAL)
    monkeypatch.setitem(sites.RUN, "flask_security", [*sites.FLASK, str(tmp_path / "mortal.py"), "run", sites.PORT])
    monkeypatch.setattr(sites, "ask", ask)
    assert sites.main(["flask_security"]) == 2
    assert "The site did not last: " in capsys.readouterr().out
