"""What the form for adding a product accepts, and what it says to everything else."""

from collections.abc import Callable

import pytest
from flask_wtf import FlaskForm

from app.messages import CONTROL_CHARACTER
from app.products import messages
from app.products.forms import ProductForm

GOOD = {"name": "Padlock", "description": "Keeps a gate shut."}
UNPRINTABLE = ["\0", "\x08", "\x0b", "\x0c", "\x0e", "\x1b", "\x1f", "\x7f", "\x80", "\x85", "\x9f"]
UNPRINTABLE += ["\ufdd0", "\ufdef", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff"]  # they are no characters


@pytest.fixture
def shown(complaints: Callable[..., dict[str, str]]) -> Callable[..., dict[str, str]]:
    return lambda **changes: complaints(ProductForm, GOOD | changes)


@pytest.mark.parametrize("name", [None, "", "   "], ids=["missing", "empty", "spaces"])
def test_a_name_has_to_be_entered(shown: Callable[..., dict[str, str]], name: str | None) -> None:
    assert shown(name=name) == {"name": messages.NAME_MISSING}


@pytest.mark.parametrize("letter", ["x", "é", "🗝", "\xa0", "\u200d", "\ufdcf", "\ufdf0", "\ufffd", "\U0001fffd"])
def test_every_other_character_is_taken(shown: Callable[..., dict[str, str]], letter: str) -> None:
    assert shown(name=f"Pad{letter}lock", description=f"Pad{letter}lock") == {}


@pytest.mark.parametrize("letter", ["x", "é", "🗝"])
def test_a_name_has_at_most_80_characters(shown: Callable[..., dict[str, str]], letter: str) -> None:
    assert shown(name=letter) == {}
    assert shown(name=letter * 80) == {}
    assert shown(name=letter * 81) == {"name": messages.NAME_TOO_LONG}


@pytest.mark.parametrize("letter", ["x", "é", "🗝"])
def test_a_description_has_at_most_500_characters(shown: Callable[..., dict[str, str]], letter: str) -> None:
    assert shown(description=letter * 500) == {}
    assert shown(description=letter * 501) == {"description": messages.DESCRIPTION_TOO_LONG}


@pytest.mark.parametrize("character", UNPRINTABLE, ids=repr)
@pytest.mark.parametrize("field", ["name", "description"])
def test_a_character_that_cannot_be_printed_is_refused(
    shown: Callable[..., dict[str, str]], field: str, character: str
) -> None:
    assert shown(**{field: f"Pad{character}lock"}) == {field: CONTROL_CHARACTER}
    assert shown(**{field: f"Padlock{character}"}) == {field: CONTROL_CHARACTER}


def test_a_character_that_cannot_be_printed_is_refused_on_the_second_line(
    shown: Callable[..., dict[str, str]],
) -> None:
    assert shown(description="Keeps a gate\r\nshut\0") == {"description": CONTROL_CHARACTER}


def test_a_description_may_have_lines_and_tabs(judge: Callable[..., FlaskForm]) -> None:
    form = judge(ProductForm, GOOD | {"description": "Keeps\r\n\ta gate\nshut."})
    assert (form.description.data, form.errors) == ("Keeps\n\ta gate\nshut.", {})


@pytest.mark.parametrize("field", ["name", "description"])
@pytest.mark.parametrize(
    "text",
    ["Brass  key", "XX bolt XX", "BRASS KEY", "\ufb01ne", "\uff2bey", "cafe\u0301", "\u0130", "\U0001f5dd\ufe0f"],
)
def test_what_was_typed_is_kept_but_for_the_spaces_round_it(
    judge: Callable[..., FlaskForm], field: str, text: str
) -> None:
    form = judge(ProductForm, GOOD | {field: f" \r\n{text}\t\n "})
    assert (form[field].data, form.errors) == (text, {})


def test_the_end_of_a_line_counts_as_one_character(shown: Callable[..., dict[str, str]]) -> None:
    assert shown(description="d" + "\r\nd" * 249 + "d") == {}
    assert shown(description="d" + "\r\nd" * 250) == {"description": messages.DESCRIPTION_TOO_LONG}


@pytest.mark.parametrize("description", [None, "", " ", "\r\n \r\n"], ids=["missing", "empty", "a space", "lines"])
def test_a_product_without_a_description_has_an_empty_one(
    judge: Callable[..., FlaskForm], description: str | None
) -> None:
    form = judge(ProductForm, GOOD | {"description": description})
    assert (form.description.data, form.errors) == ("", {})
