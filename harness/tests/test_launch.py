"""Which browser is started, and where it is looked for."""

from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

pytest.importorskip("behave")

from behave_browser import launch as module
from behave_browser.launch import NoBrowserError, launch, places, shape
from behave_browser.options import OptionError, Options
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


def test_a_browser_that_is_named_is_the_one_even_where_playwright_has_its_own(tmp_path: Path) -> None:
    (tmp_path / "chromium").touch()
    engine = Mock()
    launch(Mock(chromium=engine), Options(browser_path=str(tmp_path / "chromium")))
    (started,) = engine.launch.mock_calls
    assert started.kwargs["executable_path"] == str(tmp_path / "chromium")


def test_a_browser_that_is_named_and_not_there_is_told_and_no_other_started(playwright: Mock) -> None:
    with pytest.raises(RuntimeError, match=r"^There is no file /nowhere/chromium: "):
        launch(playwright, Options(browser_path="/nowhere/chromium"))


def test_one_that_is_there_and_does_not_start_is_told_and_no_other_started() -> None:
    engine = Mock(**{"launch.side_effect": Error("It has ended.\nlog\n[pid=1][err] no memory\n[pid=1][err] no memory")})
    with pytest.raises(RuntimeError, match=r"^The browser did not start: It has ended\.\nno memory$"):
        launch(Mock(chromium=engine), Options())
    engine.launch.assert_called_once()


@pytest.mark.parametrize("wanted", [False, True])
def test_what_people_have_and_playwright_turns_off_is_on_where_it_is_wanted(*, wanted: bool) -> None:
    engine = Mock()
    launch(Mock(chromium=engine), Options(), back_forward_cache=wanted)
    turned_on = engine.launch.call_args.kwargs["ignore_default_args"] or []
    assert ("--disable-back-forward-cache" in turned_on) is wanted


PHONE = {"default_browser_type": "webkit", "is_mobile": True, "viewport": {"width": 390, "height": 660}}
SHAPED = {"color_scheme": "light", "java_script_enabled": True}


@pytest.mark.parametrize(
    ("options", "settings"),
    [
        ({}, {}),
        ({"javascript": "false"}, {"java_script_enabled": False}),
        ({"color_scheme": "dark"}, {"color_scheme": "dark"}),
        ({"locale": "de-DE"}, {"locale": "de-DE"}),
        ({"device": "A phone"}, {"is_mobile": True, "viewport": PHONE["viewport"]}),
        ({"device": "A phone", "browser": "firefox"}, {"viewport": PHONE["viewport"]}),
    ],
)
def test_each_window_has_the_shape_that_was_asked_for(options: dict[str, str], settings: dict[str, Any]) -> None:
    playwright: Any = Mock(devices={"A phone": PHONE})
    assert shape(playwright, Options.from_userdata(options)) == SHAPED | settings


def test_a_device_that_nobody_knows_is_told() -> None:
    playwright: Any = Mock(devices={"A phone": PHONE})
    with pytest.raises(OptionError, match="knows no device `A fone`: did you mean `A phone`"):
        shape(playwright, Options(device="A fone"))
