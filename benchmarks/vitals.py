"""What a visitor with a slow line sees: when a page's main content is there, and how much moves after it."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext

# A telephone's line: 1.6 Mbit/s down, 150 ms there and back.
BYTES_PER_SECOND = 1_600_000 / 8
LATENCY = 150
QUIET = 1_200  # milliseconds after everything is loaded, in which a late typeface would still move something
SIZES = {"phone": (390, 844), "desktop": (1280, 800)}
OBSERVE = """
window.vitals = {contentful: 0, shift: 0};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) vitals.contentful = entry.startTime;
}).observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) vitals.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


@dataclass(frozen=True)
class Vitals:
    """contentful: milliseconds until the largest content was painted. shift: how much moved (cumulative layout shift)."""

    contentful: float
    shift: float


def first_visit(browser: Browser, address: str, size: str) -> Vitals:
    """Open a page in a browser that has been nowhere yet."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height})
    try:
        return visit(context, address)
    finally:
        context.close()


def visit(context: BrowserContext, address: str) -> Vitals:
    """Open a page over the slow line in a new tab."""
    tab = context.new_page()
    tab.add_init_script(OBSERVE)
    line = context.new_cdp_session(tab)
    line.send("Network.enable")
    speed = {"downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND}
    line.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY, **speed})
    tab.goto(address, wait_until="load")
    tab.wait_for_timeout(QUIET)
    found = tab.evaluate("vitals")
    tab.close()
    return Vitals(found["contentful"], found["shift"])
