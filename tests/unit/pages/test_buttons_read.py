"""What a button says can be read in the light and in the dark: also while somebody points at it, or presses it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

#: A rule of a style sheet, and what it sets for others: a variable.
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
VARIABLE = re.compile(r"(--[\w-]+):\s*([^;]+)")
#: A style sheet that every page asks for.
SHEET = re.compile(r"filename='([^']+\.css)'")
#: How each class of buttons is written where a template has one.
CLASSES = re.compile(r'class="(btn(?: [\w-]+)*)"')
PRESSED = '.show-password[aria-pressed="true"]'
ROOT = Path(__file__).parents[3]
#: WCAG 1.4.3, for text of any size.
ENOUGH = 4.5

Variables = dict[str, str]
Contrast = Callable[..., float]


@pytest.fixture(scope="module")
def rules() -> list[tuple[set[str], Variables]]:
    """The rules of every page's style sheets, in their order: whom each is for, and which variables it sets."""
    names = SHEET.findall((ROOT / "templates" / "base_layout.html").read_text())
    sheets = ((ROOT / "app" / "static" / name).read_text() for name in names)
    text = re.sub(r"/\*.*?\*/", "", "".join(sheets), flags=re.DOTALL)
    return [
        ({selector.strip() for selector in selectors.split(",")}, dict(VARIABLE.findall(body)))
        for selectors, body in RULE.findall(text)
    ]


@pytest.fixture(scope="module")
def contrast(rules: list[tuple[set[str], Variables]]) -> Contrast:
    """How much what a button of these classes says stands out in a state, by day (0) or by night (1)."""

    def found(classes: str, state: str, light: int, *more: str) -> float:
        whose = {":root", *(f".{name}" for name in classes.split()), *more}
        given: Variables = {}
        for selectors, variables in rules:
            if selectors & whose:
                given |= variables
        ground = colour("var(--bs-body-bg)", given, light)
        behind = colour(f"var(--bs-btn{state}-bg)", given, light) or ground
        return ratio(luminance(colour(f"var(--bs-btn{state}-color)", given, light)), luminance(behind))

    return found


def colour(text: str, given: Variables, light: int) -> str:
    """The six digits of the colour that ``text`` means by day (0) or by night (1); empty where nothing is drawn."""
    if named := re.fullmatch(r"var\((--[\w-]+)\)", text):
        return colour(given.get(named[1], "transparent"), given, light)
    if both := re.fullmatch(r"light-dark\((.+), (.+)\)", text):
        return colour(both[light + 1], given, light)
    digits = text.removeprefix("#")
    return "" if text == "transparent" else digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)


def luminance(digits: str) -> float:
    """The relative luminance of a colour, by WCAG's formula."""
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(*luminances: float) -> float:
    """How much two luminances differ: 1 for not at all, 21 at most."""
    return (max(luminances) + 0.05) / (min(luminances) + 0.05)


@pytest.mark.parametrize("light", [0, 1], ids=["day", "night"])
@pytest.mark.parametrize("state", ["", "-hover", "-active"], ids=["at rest", "pointed at", "pressed"])
def test_what_a_button_says_can_be_read(contrast: Contrast, state: str, light: int) -> None:
    pages = (ROOT / "templates").rglob("*.html")
    found = {
        classes: contrast(classes, state, light) for page in pages for classes in CLASSES.findall(page.read_text())
    }
    assert len(found) >= 5
    assert {classes: much for classes, much in found.items() if much < ENOUGH} == {}


@pytest.mark.parametrize("light", [0, 1], ids=["day", "night"])
@pytest.mark.parametrize("state", ["", "-hover"], ids=["at rest", "pointed at"])
def test_a_button_that_shows_a_password_can_be_read_by_whoever_has_just_pressed_it(
    contrast: Contrast, state: str, light: int
) -> None:
    assert contrast("btn btn-outline-primary show-password", state, light, PRESSED) >= ENOUGH
