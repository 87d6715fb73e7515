"""First visits to the main pages over a slow line, in the machine's Chromium."""

from __future__ import annotations

from statistics import median

from playwright.sync_api import sync_playwright

from benchmarks.cases import Places
from benchmarks.report import Report
from benchmarks.vitals import SIZES, first_visit
from participation.common.chromium import FLAGS, find

VISITS = 5
SOON = 2_000  # milliseconds
STILL = 0.05
PAGES = ("home", "list of proposals, random", "project page", "proposal, most comments")


def first_visits(report: Report, places: Places, port: int) -> None:
    """The median of some visits to each page and size; nothing where there is no Chromium."""
    path = find()
    if path is None:
        report.say("There is no Chromium, so first visits are not measured.")
        return
    pages = places.pages()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        for name in PAGES:
            for size in SIZES:
                visits = [first_visit(browser, f"http://127.0.0.1:{port}{pages[name]}", size) for _visit in range(VISITS)]
                report.below(f"main content, slow line, {size}: {name}", median(one.contentful for one in visits), "ms", SOON)
                report.below(f"  what moves, {size}: {name}", max(one.shift for one in visits), "shift", STILL)
        browser.close()
