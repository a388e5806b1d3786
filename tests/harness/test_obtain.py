"""A browser is fetched where there is none, and where that fails, the last word is what helps on this system."""

import sys
from subprocess import CompletedProcess
from unittest.mock import MagicMock, Mock

import pytest

pytest.importorskip("behave")

from chosen import chosen

from features.support import obtain
from features.support.browser import NoBrowserError


@pytest.fixture(autouse=True)
def _machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that has no browser, no apt-get, and no way to where Playwright's own is fetched from."""

    def run(command: list[str], **_options: object) -> CompletedProcess[str]:
        return CompletedProcess(command, 1 if "install" in command else 0, "", "")

    monkeypatch.setattr(obtain.subprocess, "run", run)
    monkeypatch.setattr(obtain.shutil, "which", Mock(return_value=None))
    monkeypatch.setattr(obtain, "sync_playwright", MagicMock())
    monkeypatch.setattr(obtain, "launch", Mock(side_effect=NoBrowserError("There is none: run `nox -s browser`.")))


@pytest.mark.parametrize(
    ("platform", "name", "cure"),
    [
        ("darwin", "chromium", "`brew install --cask google-chrome`"),
        ("darwin", "firefox", "`brew install --cask firefox`"),
        ("win32", "chromium", "`winget install Google.Chrome`"),
        ("win32", "firefox", "`winget install Mozilla.Firefox`"),
        ("linux", "chromium", "your distribution's package of Chromium"),
        ("linux", "firefox", "your distribution's package of Firefox"),
    ],
)
def test_where_none_can_be_fetched_one_is_told_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], platform: str, name: str, cure: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert obtain.main([f"-Dbrowser={name}"]) == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert cure in last
    assert "-D browser_path=" in last
    assert "nox -s browser" not in last  # it is what has just failed


@pytest.mark.parametrize("wanted", [{"browser": "webkit"}, {"browser": "firefox", "javascript": "false"}])
def test_where_only_playwright_s_own_will_do_nobody_is_sent_for_another(wanted: dict[str, str]) -> None:
    with pytest.raises(RuntimeError, match="Only Playwright's own will do: try again where it can be fetched"):
        obtain.obtain(chosen(**wanted))
