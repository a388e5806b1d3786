"""What a button, a message or a link says can be read by day and by night: also while somebody points at it."""

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
    """How much a text stands out from its ground by day (0) or by night (1), for whom these selectors are meant."""

    def found(text: str, ground: str, light: int, *selectors: str) -> float:
        given: Variables = {}
        for whose, variables in rules:
            if whose & {":root", *selectors}:
                given |= variables
        behind = colour(ground, given, light) or colour("var(--bs-body-bg)", given, light)
        return ratio(luminance(colour(text, given, light)), luminance(behind))

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


def selectors(classes: str) -> list[str]:
    """What a style sheet calls an element of these classes by."""
    return [f".{name}" for name in classes.split()]


@pytest.mark.parametrize("light", [0, 1], ids=["day", "night"])
@pytest.mark.parametrize("state", ["", "-hover", "-active"], ids=["at rest", "pointed at", "pressed"])
def test_what_a_button_says_can_be_read(contrast: Contrast, state: str, light: int) -> None:
    drawn = f"var(--bs-btn{state}-color)", f"var(--bs-btn{state}-bg)"
    pages = (ROOT / "templates").rglob("*.html")
    found = {
        classes: contrast(*drawn, light, *selectors(classes))
        for page in pages
        for classes in CLASSES.findall(page.read_text())
    }
    assert len(found) >= 5
    assert {classes: much for classes, much in found.items() if much < ENOUGH} == {}


@pytest.mark.parametrize("light", [0, 1], ids=["day", "night"])
@pytest.mark.parametrize("state", ["", "-hover"], ids=["at rest", "pointed at"])
def test_a_button_that_shows_a_password_can_be_read_by_whoever_has_just_pressed_it(
    contrast: Contrast, state: str, light: int
) -> None:
    drawn = f"var(--bs-btn{state}-color)", f"var(--bs-btn{state}-bg)"
    assert contrast(*drawn, light, *selectors("btn btn-outline-primary show-password"), PRESSED) >= ENOUGH


@pytest.mark.parametrize("light", [0, 1], ids=["day", "night"])
@pytest.mark.parametrize("category", ["success", "info", "warning", "danger"])
def test_what_a_message_says_can_be_read(contrast: Contrast, category: str, light: int) -> None:
    drawn = "var(--bs-alert-color)", "var(--bs-alert-bg)"
    assert contrast(*drawn, light, *selectors(f"alert alert-{category}")) >= ENOUGH


@pytest.mark.parametrize("light", [0, 1], ids=["day", "night"])
@pytest.mark.parametrize("state", ["", "-hover"], ids=["at rest", "pointed at"])
@pytest.mark.parametrize("ground", ["--bs-body-bg", "--latchkey-ground"])
def test_what_a_link_says_can_be_read(contrast: Contrast, ground: str, state: str, light: int) -> None:
    assert contrast(f"var(--bs-link{state}-color)", f"var({ground})", light) >= ENOUGH
