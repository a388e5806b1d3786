"""What is said of a walk through the site, by the table of its scenario."""

import pytest

pytest.importorskip("behave")

from features.support.login.links import Used, Way, wrong_ways

ROWS = {"Login": "Log in", "End …": "Your account", "Close": "here"}


def used(name: str, to: str, wrong: str = "") -> Used:
    """What became of a link that says ``name``."""
    return Used(Way("Products", "http://127.0.0.1/products", name, 0, stays=to == "here", in_text=False), to, wrong)


RIGHT = [used("Login", "Log in"), used("End Chrome on Linux", "Your account"), used("Close", "here")]


def test_a_walk_that_is_as_the_table_says_is_right() -> None:
    assert wrong_ways(RIGHT, ROWS, scripts=True) == []


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (used("Login", "Register"), "“Login” on “Products” leads to “Register”, and not to “Log in”."),
        (used("Login", "", "is answered by 404"), "“Login” on “Products” is answered by 404."),
        (used("Close", "here", "does nothing"), "“Close” on “Products” does nothing."),
        (
            used("Rename", "Rename"),
            "“Rename” on “Products” leads to “Rename”, and the scenario's table has no row for it.",
        ),
        (used("End ", "x"), "“End ” on “Products” leads to “x”, and the scenario's table has no row for it."),
    ],
)
def test_what_is_not_so_is_told_in_a_sentence(one: Used, sentence: str) -> None:
    assert wrong_ways([*RIGHT, one], ROWS, scripts=True) == [sentence]


def test_a_row_that_no_page_has_is_told_but_for_what_a_script_would_do() -> None:
    assert wrong_ways(RIGHT[:1], ROWS, scripts=True) == ["No page has “Close”.", "No page has “End …”."]
    assert wrong_ways(RIGHT[:1], ROWS, scripts=False) == ["No page has “End …”."]
