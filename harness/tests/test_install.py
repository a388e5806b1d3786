"""A browser is fetched where there is none, and where that fails, the last word is what helps on this system."""

import sys
from subprocess import CompletedProcess
from unittest.mock import MagicMock, Mock

import pytest

pytest.importorskip("behave")

from behave_browser import install
from behave_browser.launch import NoBrowserError
from behave_browser.options import Options


@pytest.fixture(autouse=True)
def _machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that has no browser, no apt-get, and no way to where Playwright's own is fetched from."""

    def run(command: list[str], **_options: object) -> CompletedProcess[str]:
        return CompletedProcess(command, 1 if "install" in command else 0, "", "")

    monkeypatch.setattr(install.subprocess, "run", run)
    monkeypatch.setattr(install.shutil, "which", Mock(return_value=None))
    monkeypatch.setattr(install, "sync_playwright", MagicMock())
    monkeypatch.setattr(
        install, "launch", Mock(side_effect=NoBrowserError("There is none: run `python -m behave_browser.install`."))
    )


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
    assert install.main([f"-Dbrowser={name}"]) == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert cure in last
    assert "-D browser_path=" in last
    assert "behave_browser.install" not in last  # it is what has just failed


@pytest.mark.parametrize("wanted", [{"browser": "webkit"}, {"browser": "firefox", "javascript": "false"}])
def test_where_only_playwright_s_own_will_do_nobody_is_sent_for_another(wanted: dict[str, str]) -> None:
    with pytest.raises(RuntimeError, match="Only Playwright's own will do: try again where it can be fetched"):
        install.install(Options.from_userdata(wanted))


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What is run on a Debian of ours, on which nothing helps."""
    ran: list[list[str]] = []

    def run(command: list[str], **_options: object) -> CompletedProcess[str]:
        ran.append(command)
        return CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(install.subprocess, "run", run)
    monkeypatch.setattr(install.shutil, "which", "/usr/bin/{}".format)
    monkeypatch.setattr(install, "is_root", lambda: True)
    monkeypatch.setattr(sys, "platform", "linux")
    return ran


def test_nothing_is_installed_by_apt_unless_it_is_asked_for(
    commands: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert install.main([]) == 1
    assert [command[1:] for command in commands if "install" in command] == [
        ["-m", "playwright", "install", "chromium"]
    ]
    assert "`sudo apt-get install chromium chromium-headless-shell`" in capsys.readouterr().out


def test_with_apt_the_packages_of_debian_are_tried_last(
    commands: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert install.main(["--apt"]) == 1
    fetched = [command for command in commands if "install" in command]
    assert [command[-2:] for command in fetched] == [
        ["--with-deps", "chromium"],
        ["chromium", "chromium-headless-shell"],
    ]
    assert "apt-get -q install -y chromium chromium-headless-shell" in capsys.readouterr().out


def test_options_of_a_project_are_none_of_the_browser_s_business(capsys: pytest.CaptureFixture[str]) -> None:
    assert install.main(["-Dadapter=mine.toml", "-Dshard=1/2"]) == 1
    assert "There is no option" not in capsys.readouterr().out
