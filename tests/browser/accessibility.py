"""Looking for accessibility faults with axe-core, and for pages that do not fit a narrow window."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from playwright.sync_api import Page

from tests.conftest import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async ([tags, exclude]) => {
  const found = await axe.run({exclude}, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  return found.violations.map(({id, impact, help, nodes}) =>
    ({id, impact, help, nodes: nodes.map(({html, failureSummary}) => [html.slice(0, 300), failureSummary])}));
}"""
TOO_WIDE = "() => Math.max(0, document.scrollingElement.scrollWidth - window.innerWidth)"


@dataclass(frozen=True)
class Fault:
    """One rule that a page breaks."""

    page: str
    rule: str
    impact: str
    text: str

    @property
    def is_grave(self) -> bool:
        return self.impact in {"serious", "critical"}

    def __str__(self) -> str:
        return f"{self.page}: [{self.impact}] {self.rule}: {self.text}"


@cache
def source() -> str:
    """axe-core as text; it runs in the page without being loaded by it, so the page's policy stays as it is."""
    return AXE.read_text(encoding="utf-8")


def faults(page: Page, name: str, *, exclude: tuple[str, ...] = ()) -> list[Fault]:
    """What axe finds on the page as it is now. exclude: parts that are not ours, by selector."""
    page.evaluate("document.fonts.ready")
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(source())
    found = page.evaluate(RUN, [TAGS, [[selector] for selector in exclude]])
    return [
        Fault(
            name,
            one["id"],
            one["impact"] or "minor",
            f"{one['help']}\n" + "\n".join(f"    {html}\n      {why}" for html, why in one["nodes"][:4]),
        )
        for one in found
    ]


def reflow_faults(page: Page, name: str) -> list[Fault]:
    """A page must not scroll sideways in a window of 320 pixels (WCAG 1.4.10)."""
    excess = page.evaluate(TOO_WIDE)
    return [Fault(name, "reflow", "serious", f"{excess} pixels wider than the window")] if excess > 1 else []


def assert_sound(page: Page, name: str) -> None:
    """The page as it is at this moment of a journey has no serious fault."""
    grave = [fault for fault in faults(page, name) if fault.is_grave]
    assert not grave, "\n".join(map(str, grave))
