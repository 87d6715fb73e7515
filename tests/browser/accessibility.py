"""Looking for accessibility faults with axe-core, and for pages that do not fit a narrow window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from playwright.sync_api import Page

from tests.browser.excuses import Excuse
from tests.conftest import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async ([tags, rules, excuses]) => {
  const found = await axe.run(document, {
    runOnly: rules.length ? {type: "rule", values: rules} : {type: "tag", values: tags},
    resultTypes: ["violations"], elementRef: true, preload: false, iframes: false,
  });
  const used = new Set();
  const isExcused = (rule, {element}) => excuses.some(([excused, selector], index) => {
    const fits = excused === rule && element?.closest(selector);
    if (fits) used.add(index);
    return fits;
  });
  const told = ({html, target, failureSummary}) => [target.join(" "), html.slice(0, 300), failureSummary];
  const faults = found.violations.map(({id, impact, help, nodes}) =>
    ({id, impact, help, nodes: nodes.filter((node) => !isExcused(id, node)).map(told)}));
  return {faults: faults.filter(({nodes}) => nodes.length), used: [...used]};
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


def faults(
    page: Page, name: str, *, rules: Sequence[str] = (), excuses: Sequence[Excuse] = (), used: set[Excuse] | None = None
) -> list[Fault]:
    """What axe finds on the page as it is now.

    rules: only these, or all of the standards' and the best practices.
    excuses: what is known and not ours to mend; those that were needed are added to `used`.
    """
    page.evaluate("document.fonts.ready")
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(source())
    found = page.evaluate(RUN, [TAGS, list(rules), [[excuse.rule, excuse.selector] for excuse in excuses]])
    if used is not None:
        used.update(excuses[index] for index in found["used"])
    return [
        Fault(
            name,
            one["id"],
            one["impact"] or "minor",
            f"{one['help']}\n" + "\n".join(f"    {target}\n      {html}\n      {why}" for target, html, why in one["nodes"][:4]),
        )
        for one in found["faults"]
    ]


def reflow_faults(page: Page, name: str) -> list[Fault]:
    """A page must not scroll sideways, in a window of 320 pixels (WCAG 1.4.10) or with text twice as large (1.4.4)."""
    excess = page.evaluate(TOO_WIDE)
    return [Fault(name, "reflow", "serious", f"{excess} pixels wider than the window")] if excess > 1 else []


def assert_sound(page: Page, name: str) -> None:
    """The page as it is at this moment of a journey has no fault."""
    found = faults(page, name)
    assert not found, "\n".join(map(str, found))
