"""Which browser is started, and where it is looked for."""

from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

pytest.importorskip("behave")

from behave_browser import launch as module
from behave_browser.launch import NoBrowserError, launch, places
from behave_browser.options import Options
from playwright.sync_api import Error


@pytest.fixture(autouse=True)
def _machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that has every browser, each where its name says, but for Playwright's own."""
    monkeypatch.setattr(module.shutil, "which", "/usr/bin/{}".format)


@pytest.fixture
def playwright() -> Mock:
    def start(**arguments: Any) -> dict[str, Any]:
        if "executable_path" not in arguments:
            raise Error("Executable doesn't exist at /ms-playwright")
        return arguments

    return Mock(**{"chromium.launch": start, "firefox.launch": start})


@pytest.mark.parametrize(
    ("name", "path", "channel"),
    [("chromium", "/usr/bin/chromium-headless-shell", None), ("firefox", "/usr/bin/firefox", "moz-firefox")],
)
def test_the_machine_s_browser_will_do(playwright: Mock, name: str, path: str, channel: str | None) -> None:
    started: Any = launch(playwright, Options.from_userdata({"browser": name}))
    assert (started["executable_path"], started.get("channel")) == (path, channel)


def test_a_chromium_can_be_kept_from_running_scripts_whosever_it_is(playwright: Mock) -> None:
    started: Any = launch(playwright, Options.from_userdata({"javascript": "false"}))
    assert started["executable_path"] == "/usr/bin/chromium-headless-shell"


def test_only_playwright_s_own_firefox_can_be_kept_from_running_scripts(playwright: Mock, tmp_path: Path) -> None:
    (tmp_path / "firefox").touch()
    named = Options.from_userdata(
        {"browser": "firefox", "javascript": "false", "browser_path": str(tmp_path / "firefox")}
    )
    found = Options.from_userdata({"browser": "firefox", "javascript": "false"})
    for options in (named, found):
        with pytest.raises(NoBrowserError, match="Playwright cannot keep a stock Firefox from running scripts"):
            launch(playwright, options)
    assert next(places(found, whole=False)) == {}
