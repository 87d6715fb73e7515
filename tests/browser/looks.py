"""The ways in which a page is looked at: width, colour scheme and size of text. A page takes them on without loading anew."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

# Colours that fade into each other would be judged half way.
SETTLE = """() => new Promise((done) => requestAnimationFrame(() => {
  for (const fading of document.getAnimations()) if (fading.effect?.getComputedTiming().iterations !== Infinity) fading.finish();
  requestAnimationFrame(done);
}))"""
STANDARD, FIXED = 16, 13  # what Chromium begins with


@dataclass(frozen=True)
class Look:
    """One way to look.

    text: how many times as large the reader has set the browser's text.
    rules: what can be broken in this look alone, once the page is sound in the looks that need all rules; empty for these.
    A colour scheme changes colours and nothing else, larger text changes sizes.
    """

    name: str
    width: int
    scheme: str = "light"
    text: int = 1
    rules: tuple[str, ...] = ()


COLOURS = ("color-contrast", "link-in-text-block")
SIZES = ("color-contrast", "target-size", "scrollable-region-focusable", "label", "region")
WIDE, NARROW, DARK, NARROW_DARK, LARGE = LOOKS = (
    Look("wide", 1280),
    Look("320 px", 320),
    Look("dark", 1280, "dark", rules=COLOURS),
    Look("320 px, dark", 320, "dark", rules=COLOURS),
    Look("200 % text", 1280, text=2, rules=SIZES),
)


def put_on(page: Page, look: Look) -> None:
    """Look at an open page in another way."""
    page.set_viewport_size({"width": look.width, "height": 800})
    page.emulate_media(color_scheme=look.scheme, reduced_motion="reduce")
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": STANDARD * look.text, "fixed": FIXED * look.text}})
    session.detach()
    page.evaluate(SETTLE)
