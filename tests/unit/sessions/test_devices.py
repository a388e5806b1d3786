"""Browsers and systems, from what a browser says of itself."""

import pytest

from app.devices import recognise
from app.models import LoginSession

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0"


def named(browser: str) -> str:
    """What an app on iOS says of itself whose makers call it ``browser``."""
    return f"{browser}/1.0 CFNetwork/978.0.7 Darwin/18.7.0"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        pytest.param(CHROME, "Chrome on Linux", id="Chrome"),
        pytest.param(FIREFOX, "Firefox on Windows", id="Firefox"),
        pytest.param("Mozilla/5.0 (X11; Linux x86_64)", "A browser on Linux", id="a system alone"),
        pytest.param("", "A browser", id="empty"),
        pytest.param("garbage", "A browser", id="a word"),
        pytest.param("\0", "A browser", id="NUL"),
        pytest.param("é☃🗝\ud800", "A browser", id="not ASCII"),
        pytest.param("(" * 256, "A browser", id="brackets"),
        pytest.param("<script>alert(1)</script>", "A browser", id="markup"),
    ],
)
def test_a_browser_and_its_system_are_named(user_agent: str, words: str) -> None:
    browser, system = recognise(user_agent)
    assert LoginSession(browser=browser, system=system).device == words


def test_a_header_of_a_megabyte_is_no_more_work_than_its_first_512_characters() -> None:
    assert recognise(CHROME + " " * 1_000_000) == ("Chrome", "Linux")
    assert recognise(" " * 512 + CHROME) == ("", "")


@pytest.mark.parametrize(("length", "kept"), [(21, 21), (64, 64), (65, 64), (200, 64)])
def test_a_name_fits_its_column_and_is_whole_where_it_does(length: int, kept: int) -> None:
    assert recognise(named("x" * length)) == ("x" * kept, "iOS")
