"""Browsers and systems, from what a browser says of itself."""

import pytest

from app.devices import recognise
from app.models import LoginSession

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0"


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


def test_a_name_fits_its_column() -> None:
    assert max(map(len, recognise(f"{'x' * 200}/1.0 (Linux; {'y' * 200})"))) <= 64
