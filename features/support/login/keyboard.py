"""Going through the page that is open with a keyboard. Knows Playwright, and neither app nor behave."""

from typing import Any

from playwright.sync_api import Page, expect

#: What a keyboard is to stop at, in this order: all that can be used, but what is there for no eye.
STOPS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter((one) =>
  (one.tabIndex >= 0 || one.offsetWidth > 1) && !one.disabled && one.type !== "hidden" && one.getClientRects().length
  && getComputedStyle(one).visibility === "visible")"""
#: Where the keyboard is: which of the stops, what it is, and how far its outline stands out from what is round it.
WHERE = """(stops) => {
  const one = document.activeElement, style = getComputedStyle(one);
  const parts = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const linear = (part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const outline = parts(style.outlineColor), ground = (around) => parts(getComputedStyle(around).backgroundColor);
  let around = one.parentElement;
  while (around.parentElement && ground(around)[3] === 0) around = around.parentElement;
  const [a, b] = [light(outline), light(ground(around))];
  const width = style.outlineStyle === "none" || outline[3] === 0 ? 0 : parseFloat(style.outlineWidth);
  return {place: stops.indexOf(one), tag: one.outerHTML.slice(0, 120), width,
          contrast: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)};
}"""
#: Whether the keyboard is at the first stop of the page's own text.
IN_TEXT = "(stops) => stops.findIndex((one) => one.matches('main *')) === stops.indexOf(document.activeElement)"


def expect_skip_link(page: Page) -> None:
    """The first stop leads past what all pages have to the page's own text, and is seen while it is stopped at."""
    page.keyboard.press("Tab")
    link = page.locator("a:focus")
    expect(link).to_be_in_viewport(ratio=1)
    box = link.bounding_box()
    assert box, page.url
    assert min(box["width"], box["height"]) >= 24, (page.url, box)
    assert link.evaluate("link => document.querySelector('main').matches(link.hash)"), page.url
    link.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"() => ({IN_TEXT})(({STOPS})())"), f"{page.url}: {where(page)}"


def expect_focus_seen(page: Page) -> None:
    """Tab stops at everything that can be used, in its order, and an outline shows where it is (WCAG 2.4.7, 1.4.11)."""
    count = page.evaluate(f"() => ({STOPS})().length")
    for place in range(count):
        page.keyboard.press("Tab")
        here = where(page)
        assert here["place"] == place, f"{page.url}: stop {place} is at {here}"
        assert here["width"] >= 2, f"{page.url}: no outline at {here}"
        assert here["contrast"] >= 3, f"{page.url}: too pale an outline at {here}"


def where(page: Page) -> dict[str, Any]:
    """Where the keyboard is, and how that is seen."""
    found: dict[str, Any] = page.evaluate(f"() => ({WHERE})(({STOPS})())")
    return found
