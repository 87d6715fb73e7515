"""Looking for words that say nothing of their language on a page that is written in another script."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.accessibility import TOO_WIDE

# Latin letters in an Arabic page, outside every element that names its language, isolates a person's name, or lets the text
# itself decide. What is hidden from everybody's ears, and what the sentence isolates by Unicode's own signs, may be there.
UNMARKED = """(known) => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, element = text.parentElement;
    if (element.closest('script, style, template, [aria-hidden="true"], bdi, [dir="auto"], code')) continue;
    if (element.closest('[lang]').lang !== document.documentElement.lang) continue;
    const said = text.data.replace(/\\u2068[^\\u2069]*\\u2069/g, "").replace(/\\S+@\\S+/g, "");
    const words = (said.match(/\\p{Script=Latin}{2,}/gu) || []).filter((word) => !known.includes(word));
    if (words.length) found.push(`${text.data.trim()} (in ${element.tagName.toLowerCase()}.${element.className})`);
  }
  return found;
}"""
# Names, and what keys and formats are called
KNOWN = [
    "Kuuluu",
    "Helsinki",
    "JPEG",
    "PNG",
    "WebP",
    "CSV",
    "XLSX",
    "GeoJSON",
    "Shift",
    "Delete",
    "SHA",
    "Enter",
    "Ctrl",
    "Leaflet",
    "OpenStreetMap",
]


def assert_reads_from_the_right(page: Page) -> None:
    """The page says it is Arabic, fits its window, and marks every word that is not."""
    root = page.locator("html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("ar", "rtl")
    assert page.evaluate("() => getComputedStyle(document.body).direction") == "rtl"
    assert page.evaluate(UNMARKED, KNOWN) == [], page.url
    assert page.evaluate(TOO_WIDE) <= 1, page.url
