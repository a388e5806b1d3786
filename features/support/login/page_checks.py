"""What holds for every page, asked of the one that is open. Knows Playwright, and neither app nor behave."""

import re
from datetime import UTC, datetime
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

#: All that axe knows, best practices too, and what WCAG 2.2 has added: axe looks at that where it is asked to.
AXE: dict[str, Any] = {"rules": {"target-size": {"enabled": True}}}
#: What WCAG 2.2 AA asks for and no more: what is good practice besides, another site need not have promised.
WCAG = AXE | {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
#: What is tied wrongly: an id that stands twice, one that is named and not there, one at another control's place, a
#: sentence that no control is tied to, and what nobody can call by a name.
UNTIED = """() => {
  const wrong = [], CONTROL = "input:not([type=hidden]):not([readonly]), select, textarea";
  const say = (element, what) => wrong.push(`${element.outerHTML.slice(0, 120)} ${what}`);
  const all = (selector) => [...document.querySelectorAll(selector)];
  for (const one of all("[id]")) if (all("[id]").some((other) => other !== one && other.id === one.id))
    say(one, "has the id of another");
  const names = ["for", "aria-describedby", "aria-labelledby", "aria-controls", "aria-errormessage", "aria-owns"];
  const tie = (one, name) => one.getAttribute(name).split(/\\s+/).map((id) => [one, name, document.getElementById(id)]);
  const ties = names.flatMap((name) => all(`[${name}]`).flatMap((one) => tie(one, name)));
  for (const [one, name, other] of ties) {
    let around = one;
    while (other && !around.contains(other)) around = around.parentElement;
    if (!other) say(one, `names in ${name} what is not there`);
    else if (name === "for" && !other.matches(CONTROL)) say(one, "is the label of no control");
    else if ((one.matches(CONTROL) || other.matches(CONTROL)) && around.querySelectorAll(CONTROL).length > 1)
      say(one, `names in ${name} what belongs to another control`);
  }
  for (const sentence of all(".form-text, .invalid-feedback"))
    if (!ties.some(([one, name, other]) => name === "aria-describedby" && other === sentence && one.matches(CONTROL)))
      say(sentence, "is read out with no control");
  for (const link of all('a[href^="#"]'))
    if (!document.getElementById(link.hash.slice(1))) say(link, "leads to a place that is not there");
  for (const one of all(`a, button, ${CONTROL}`)) {
    const label = [...(one.labels ?? [])].map((label) => label.textContent).join("");
    if (!(one.ariaLabel || label || (one.matches(CONTROL) ? "" : one.textContent)).trim()) say(one, "has no name");
  }
  return wrong;
}"""
#: The forms that do not tell a password manager which password is which, and whose: one is the current one, two are a
#: new one, and of three the first is the current one.
UNMANAGED = """() => [...document.forms].filter((form) => {
  const told = [...form.querySelectorAll("[type=password]")].map((field) => field.autocomplete);
  const right = told.map((_, place) => told.length % 2 && place === 0 ? "current-password" : "new-password");
  return told.length && (told.join() !== right.join() || !form.querySelector("[autocomplete~=username]"));
}).map((form) => form.outerHTML)"""
#: The moments of a page: what is there for machines, and for people.
MOMENTS = "all => all.map((one) => [one.getAttribute('datetime') ?? '', one.textContent.trim()])"
DATE = re.compile(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b")
#: How a moment stands in a page: the day alone, or to the minute.
SHAPES = ("%d %B %Y", "%d %B %Y, %H:%M UTC")


#: The relative luminance of the darkest and of the lightest spot of a picture, by WCAG's formula.
LUMINANCE = """async (bytes) => {
  const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  canvas.drawImage(picture, 0, 0);
  const { data } = canvas.getImageData(0, 0, picture.width, picture.height);
  const linear = (part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  const all = [];
  for (let i = 0; i < data.length; i += 4)
    all.push(0.2126 * linear(data[i]) + 0.7152 * linear(data[i + 1]) + 0.0722 * linear(data[i + 2]));
  return [Math.min(...all), Math.max(...all)];
}"""


def expect_titled(page: Page, site: str, *, mistaken: bool = False) -> None:
    """The page is in English, fits any window, has one heading, and is called like it, a mistake before all."""
    assert bool(page.locator(".invalid-feedback").count()) == mistaken, page.url
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_count(1)
    expect(heading).not_to_be_empty()
    expect(page).to_have_title(f"{'Error: ' if mistaken else ''}{heading.inner_text()} – {site}")
    # As wide as a phone is, and as large as its owner makes it: without it a phone draws a page for a desktop.
    viewport = page.locator("meta[name=viewport]")
    expect(viewport).to_have_attribute("content", "width=device-width, initial-scale=1")
    assert page.locator("[lang]").evaluate_all("all => all.map((one) => one.tagName + one.lang)") == ["HTMLen"], (
        page.url
    )


def expect_accessible(page: Page, where: str, options: dict[str, Any]) -> None:
    """Of what ``options`` ask for there is nothing for axe to find on ``page``, which is ``where``, and at rest."""
    result = Axe().run(page, options=options)
    rules = [violation["id"] for violation in result.response["violations"]]
    assert not rules, f"{where}: {', '.join(rules)}\n{result.generate_report()}"
    # What has the very colour of its ground, axe takes for hidden on purpose, and leaves it to people.
    unseen = [
        node["html"]
        for review in result.response["incomplete"]
        for node in review["nodes"]
        if any((check["data"] or {}).get("messageKey") == "equalRatio" for check in node["any"])
    ]
    assert not unseen, f"{where} has what nobody sees: {unseen}"


def expect_tied(page: Page) -> None:
    """Ids are unique, what names one names the right one, and everything that can be used has a name."""
    wrong = page.evaluate(UNTIED)
    assert not wrong, f"{page.url}: {wrong}"


def expect_managed(page: Page) -> None:
    """A password manager is told of each password which it is, and whose."""
    wrong = page.evaluate(UNMANAGED)
    assert not wrong, f"{page.url}: {wrong}"


def expect_moments(page: Page) -> int:
    """Each date that the page shows is what it says for machines, in UTC, and not to come. Gives how many there are."""
    moments = page.locator("time").evaluate_all(MOMENTS)
    wrong = [moment for moment in moments if not is_told_rightly(*moment)]
    assert not wrong, f"{page.url}: {wrong}"
    shown = DATE.findall(page.get_by_role("main").inner_text())
    assert len(shown) == len(moments), f"{page.url}: {shown} and {moments}"
    return len(moments)


def is_told_rightly(machine: str, text: str) -> bool:
    """Whether ``text`` is the moment that ``machine`` is, in UTC, and that moment is over."""
    try:
        moment = datetime.fromisoformat(machine)
    except ValueError:
        return False
    told = {f"{moment:{shape}}".lstrip("0") for shape in SHAPES}
    return machine.endswith("+00:00") and text in told and moment <= datetime.now(UTC)


def contrast(thing: Locator) -> float:
    """How much the lightest and the darkest spot of ``thing`` differ as it is drawn: 1 for not at all, 21 at most."""
    page = thing.page
    canvas = page.context.new_page()
    dark, light = canvas.evaluate(LUMINANCE, list(thing.screenshot(animations="disabled")))
    canvas.close()
    page.bring_to_front()
    return float((light + 0.05) / (dark + 0.05))
