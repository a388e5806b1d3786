"""What is asked of every page and every answer, as far as no browser is needed for it."""

import pytest

pytest.importorskip("behave")

from features.support.latchkey.expected_headers import KINDS, unexpected
from features.support.login.page_checks import is_told_rightly

FIXED = {name: value for name, value in KINDS["a page"].items() if isinstance(value, str)}
GIVEN = {**FIXED, "Content-Length": "12", "Date": "today", "Server": "any"}


@pytest.mark.parametrize(
    ("machine", "text", "right"),
    [
        ("2026-11-02T14:05:09+00:00", "2 November 2026, 14:05 UTC", True),
        ("2026-11-02T14:05:09+00:00", "2 November 2026", True),
        ("2026-11-02T14:05:09+00:00", "11 February 2026", False),
        ("2026-11-02T14:05:09+00:00", "2 November 2026, 15:05 UTC", False),
        ("2026-11-02T14:05:09+00:00", "2 November 2026, 14:05", False),
        ("2026-11-02T14:05:09+01:00", "2 November 2026, 14:05 UTC", False),
        ("2026-11-02T14:05:09", "2 November 2026, 14:05 UTC", False),
        ("2126-11-02T14:05:09+00:00", "2 November 2126, 14:05 UTC", False),
        ("", "2 November 2026", False),
    ],
)
def test_a_date_is_told_rightly(machine: str, text: str, *, right: bool) -> None:
    assert is_told_rightly(machine, text) == right


@pytest.mark.parametrize(
    ("status", "change", "wrong"),
    [
        (200, {}, []),
        (200, {"Set-Cookie": "session=x"}, []),
        (405, {"Allow": "GET"}, []),
        (405, {}, ["no allow"]),
        (200, {"Allow": "GET"}, ["allow: GET"]),
        (200, {"Access-Control-Allow-Origin": "*"}, ["access-control-allow-origin: *"]),
        (200, {"Cache-Control": "no-store, max-age=1"}, ["cache-control: no-store, max-age=1"]),
    ],
)
def test_a_header_too_many_too_few_or_other_is_told(status: int, change: dict[str, str], wrong: list[str]) -> None:
    assert unexpected("a page", status, (GIVEN | change).items()) == wrong


def test_a_header_that_comes_twice_is_told() -> None:
    assert unexpected("a page", 200, [*GIVEN.items(), ("Vary", "Cookie")]) == ["vary twice"]
    assert unexpected("a file", 200, [("Set-Cookie", "session=x")])[0] == "set-cookie: session=x"
