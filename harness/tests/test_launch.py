"""Which browser is started, and where it is looked for."""

import os
import sys
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


@pytest.mark.parametrize(
    ("options", "whole", "path"),
    [
        ({}, False, "/usr/bin/chromium-headless-shell"),
        ({"headed": "true"}, False, "/usr/bin/chromium"),
        ({"slowmo": "400"}, False, "/usr/bin/chromium-headless-shell"),
        ({}, True, "/usr/bin/chromium"),
    ],
)
def test_a_browser_is_shown_and_slowed_down_as_it_was_asked_for_and_no_shell_where_it_takes_all_of_one(
    playwright: Mock, monkeypatch: pytest.MonkeyPatch, options: dict[str, str], path: str, *, whole: bool
) -> None:
    monkeypatch.setenv("DISPLAY", ":1")
    started: Any = launch(playwright, Options.from_userdata(options), back_forward_cache=whole)
    assert started["executable_path"] == path
    assert (started["headless"], started["slow_mo"]) == ("headed" not in options, float(options.get("slowmo", 0)))


def test_playwright_s_own_is_the_whole_one_where_it_takes_that() -> None:
    assert [next(places(Options(), whole=whole)) for whole in (True, False)] == [{"channel": "chromium"}, {}]


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="a screen is always there")
def test_nobody_is_shown_a_browser_where_there_is_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    engine = Mock()
    with pytest.raises(RuntimeError, match=r"^A headed browser needs a screen"):
        launch(Mock(chromium=engine), Options(headed=True))
    engine.launch.assert_not_called()


@pytest.mark.parametrize("root", [True, False])
def test_everyone_but_root_keeps_the_sandbox(monkeypatch: pytest.MonkeyPatch, *, root: bool) -> None:
    monkeypatch.setattr(module, "is_root", lambda: root)
    engine = Mock()
    launch(Mock(chromium=engine), Options())
    assert engine.launch.call_args.kwargs["chromium_sandbox"] is not root


def test_a_sandbox_that_cannot_start_is_told_with_what_to_do() -> None:
    engine = Mock(**{"launch.side_effect": Error("No usable sandbox! If this is a Debian system …")})
    with pytest.raises(RuntimeError, match=r"^Chromium's sandbox cannot start here"):
        launch(Mock(chromium=engine), Options())


def test_where_no_browser_is_anywhere_that_is_told() -> None:
    absent = [Error("Executable doesn't exist at /a")] * 5 + [
        Error("Chromium distribution 'chrome' is not found at /b")
    ]
    engine = Mock(**{"launch.side_effect": absent * 3})
    with pytest.raises(NoBrowserError):
        launch(Mock(chromium=engine), Options())


@pytest.mark.parametrize("path", ["", "/opt/chromium"])
def test_the_browser_of_another_machine_is_used_and_reaches_this_one_s_site(path: str) -> None:
    engine = Mock()
    assert launch(Mock(chromium=engine), Options(connect="ws://far:1", browser_path=path)) is engine.connect()
    engine.launch.assert_not_called()
    (address,), told = engine.connect.call_args_list[0]
    assert (address, told["expose_network"]) == ("ws://far:1", "<loopback>")
    assert (path in str(told["headers"])) if path else told["headers"] is None


@pytest.mark.parametrize(
    ("complaint", "told"),
    [
        ("Executable doesn't exist at /a", "^The machine at ws://far:1 has no chromium"),
        ("Nobody.", "^No browser server"),
    ],
)
def test_another_machine_that_has_no_browser_or_no_server_is_told(complaint: str, told: str) -> None:
    engine = Mock(**{"connect.side_effect": Error(complaint)})
    with pytest.raises(RuntimeError, match=told):
        launch(Mock(chromium=engine), Options(connect="ws://far:1"))
