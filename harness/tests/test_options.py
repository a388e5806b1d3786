"""What may be chosen with ``-D``, and what is said of everything else."""

from dataclasses import dataclass, fields
from pathlib import Path

import pytest

pytest.importorskip("behave")

from behave_browser.options import OptionError, Options


@pytest.fixture(autouse=True)
def _no_inspector(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PWDEBUG", raising=False)


def complaint(**values: str) -> str:
    with pytest.raises(OptionError) as raised:
        Options.from_userdata(values)
    return str(raised.value)


def test_every_default_parses() -> None:
    options = Options.from_userdata({})
    assert (options.browser, options.headed, options.javascript) == ("chromium", False, True)
    assert (options.expect_timeout, options.slowmo) == (3000.0, 0.0)
    assert options.output == Path("test-results")


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("Yes", True), ("ON", True), ("1", True), ("no", False), ("Off", False)]
)
def test_a_boolean_is_said_in_many_ways(text: str, value: bool) -> None:  # noqa: FBT001 -- the table's own column
    assert Options.from_userdata({"headed": text}).headed is value


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"heded": "true"}, "There is no option `-D heded`: did you mean `headed`?"),
        ({"baseurl": "x"}, "There is no option `-D baseurl`: did you mean `base_url`?"),
        ({"headed": "ture"}, "`-D headed=ture`: it is true or false."),
        ({"slowmo": "fast"}, "`-D slowmo=fast`: it is a number of milliseconds."),
        ({"slowmo": ""}, "`-D slowmo=`: it is a number of milliseconds."),
        ({"expect_timeout": "-5"}, "`-D expect_timeout=-5`: it is a number of milliseconds."),
        ({"expect_timeout": "nan"}, "`-D expect_timeout=nan`: it is a number of milliseconds."),
        ({"expect_timeout": "inf"}, "`-D expect_timeout=inf`: it is a number of milliseconds."),
        ({"browser": "chrome"}, "`-D browser=chrome`: it is one of chromium, firefox, webkit."),
        ({"video": "yes"}, "`-D video=yes`: it is one of on, off, retain-on-failure."),
        ({"shard": "1/2"}, "`-D shard` is for the parallel runner: add `-r parallel`."),
        ({"order": "random"}, "`-D order` is for the parallel runner: add `-r parallel`."),
    ],
)
def test_what_cannot_be_is_told_in_one_sentence(values: dict[str, str], sentence: str) -> None:
    assert complaint(**values) == sentence


def test_a_name_that_is_like_no_option_is_told_all_there_are() -> None:
    assert complaint(xyz="1").endswith(f". There are: {', '.join(sorted(field.name for field in fields(Options)))}.")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1:5000",
        "localhost",
        "ftp://x",
        "ws://x",
        "http:/x",
        "http://",
        "http://:80",
        "http://x:y",
        "http://x:0",
        "http://x:99999",
        "http://[::1",
    ],
)
def test_a_base_url_that_is_no_address_of_a_site_is_told(address: str) -> None:
    assert complaint(base_url=address) == (
        f"`-D base_url={address}`: it is an address like http://host:port or https://host:port."
    )


@pytest.mark.parametrize("address", ["127.0.0.1:9222", "http://x:1", "ws:/x", "ws://x:y", "ws://[x"])
def test_an_address_to_connect_to_that_is_none_is_told(address: str) -> None:
    assert complaint(connect=address) == (
        f"`-D connect={address}`: it is an address like ws://host:port or wss://host:port."
    )


@pytest.mark.parametrize(
    "values",
    [
        {"base_url": "http://127.0.0.1:5000"},
        {"base_url": "https://example.com/"},
        {"base_url": "http://[::1]:80"},
        {"connect": "ws://127.0.0.1:9222/path"},
        {"connect": "wss://example.com"},
    ],
)
def test_an_address_is_taken_as_it_is(values: dict[str, str]) -> None:
    ((name, address),) = values.items()
    assert getattr(Options.from_userdata(values), name) == address


def test_whoever_pauses_wants_to_see() -> None:
    assert Options.from_userdata({"pause": "true"}).headed


@pytest.mark.parametrize(("pwdebug", "headed"), [("1", True), ("console", True), ("", False)])
def test_playwright_s_inspector_means_headed(monkeypatch: pytest.MonkeyPatch, pwdebug: str, headed: bool) -> None:  # noqa: FBT001 -- the table's own column
    monkeypatch.setenv("PWDEBUG", pwdebug)
    assert Options.from_userdata({}).headed is headed


@dataclass(frozen=True)
class OwnOptions(Options):
    """Those of a project that has one of its own."""

    adapter: str = ""


def test_a_project_adds_options_of_its_own() -> None:
    assert OwnOptions.from_userdata({"adapter": "mine.toml", "headed": "yes"}) == OwnOptions(
        adapter="mine.toml", headed=True
    )
    with pytest.raises(OptionError, match=r"There is no option `-D adaptor`: did you mean `adapter`\?"):
        OwnOptions.from_userdata({"adaptor": "mine.toml"})
