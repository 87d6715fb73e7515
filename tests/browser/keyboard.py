"""Somebody who has a keyboard and nothing else. Every step says where the focus is, and that it can be seen."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 150
IS_FOCUSED = "(element) => element === document.activeElement"
# What is wrong with the focus as a reader sees it: none at all, nothing drawn around it, out of sight, or something
# that stays on the screen lies over it (WCAG 2.4.7 and 2.4.11). Controls that are drawn by their label wear the ring there.
LOOK = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return "nothing has the focus";
  const name = `${focused.outerHTML.slice(0, 160)}`;
  const labels = [...(focused.labels ?? [])];
  const near = [focused.nextElementSibling, focused.parentElement, focused.closest(".k-card")];
  const worn = [focused, ...labels, ...near].filter(Boolean);
  const hasRing = (element, part) => {
    const style = getComputedStyle(element, part);
    const isClear = (colour) => /, 0\\)|transparent/.test(colour);
    const [shadow, spread] = /0px 0px 0px ([\\d.]+)px/.exec(style.boxShadow) ?? ["", 0];
    const isShadowed = shadow && parseFloat(spread) >= 2 && !isClear(style.boxShadow);
    return isShadowed || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && !isClear(style.outlineColor));
  };
  if (!worn.some((element) => [null, "::before", "::after"].some((part) => hasRing(element, part)))) return `no ring: ${name}`;
  const tiny = (box) => box.width < 4 || box.height < 4;
  const shown = [focused, ...labels].find((element) => !tiny(element.getBoundingClientRect())) ?? focused;
  const box = shown.getBoundingClientRect();
  const [left, right] = [Math.max(0, box.left), Math.min(innerWidth, box.right)];
  const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
  if (right - left < 2 || bottom - top < 2) return `out of sight: ${name}`;
  for (const x of [left + 1, (left + right) / 2, right - 1]) for (const y of [top + 1, (top + bottom) / 2, bottom - 1]) {
    const over = document.elementFromPoint(x, y);
    if (!over || shown.contains(over) || over.contains(shown)) continue;
    for (let part = over; part && !part.contains(shown); part = part.parentElement) {
      if (["fixed", "sticky"].includes(getComputedStyle(part).position)) return `covered by ${part.className}: ${name}`;
    }
  }
  return "";
}"""


@dataclass
class Keyboard:
    """The keys, and what they lead to on the page."""

    page: Page

    def press(self, *keys: str) -> None:
        """Press keys; whatever has the focus afterwards can be seen to have it."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Into what has the focus."""
        self.page.keyboard.type(text)

    def sees_focus(self) -> None:
        """The focus is somewhere, in sight, marked, and nothing lies over it."""
        for _try in range(20):  # a ring may take a moment to be drawn, and a page to scroll
            problem = self.page.evaluate(LOOK)
            if not problem:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(problem)

    def is_at(self, place: Locator) -> None:
        """The focus is there, or comes there, and can be seen."""
        expect(place).to_be_focused()
        self.sees_focus()

    def tabs_to(self, place: Locator, *, back: bool = False) -> None:
        """Press Tab until the focus is there; every stop on the way can be seen."""
        expect(place).to_have_count(1)
        for _stop in range(MOST_STOPS):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            self.sees_focus()
            if place.evaluate(IS_FOCUSED):
                return
        raise AssertionError(f"{place} cannot be reached by Tab")

    def skips_to_content(self) -> None:
        """From the top of a page that has just opened, by its first link."""
        assert self.page.evaluate("document.activeElement === document.body"), "the focus is not at the page's top"
        self.press("Tab")
        self.is_at(self.page.locator("a.skip"))
        self.press("Enter")
        self.is_at(self.page.locator("#main"))

    def opens(self, address: str) -> None:
        """Type an address into the browser."""
        self.page.goto(address)
        self.skips_to_content()

    def follows(self, link: Locator) -> None:
        """Go to another page by a link, and past its header."""
        self.tabs_to(link)
        with self.page.expect_navigation():
            self.press("Enter")
        self.skips_to_content()

    def sends(self, button: Locator) -> None:
        """Send a form that answers with a whole page."""
        self.tabs_to(button)
        with self.page.expect_navigation():
            self.press("Enter")

    def writes(self, field: Locator, text: str) -> None:
        """Go on to a field and write into it."""
        self.tabs_to(field)
        self.type(text)
        expect(field).to_have_value(text)
