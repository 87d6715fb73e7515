"""The site and a Chromium for the tests of this folder, which share both."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from participation.common.chromium import FLAGS, find
from tests.browser.city import build_city
from tests.browser.serving import LOGS, Site, manage, own_database, serving
from tests.browser.watching import Watch

HERE = Path(__file__).parent
PATIENCE = 20_000  # milliseconds: how long to wait for what must come, never how long it may take
FAILED = pytest.StashKey[bool]()
OpenContext = Callable[..., BrowserContext]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--axe-full`: every page in every language, size and colour scheme instead of a sample."""
    parser.addoption("--axe-full", action="store_true", help="check the whole accessibility matrix")


def pytest_configure(config: pytest.Config) -> None:
    """The marker by which `make axe` picks its tests."""
    config.addinivalue_line("markers", "axe: looks for accessibility faults")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is marked `browser`; `tests.scheduling` keeps it on one worker, since it shares a server."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Let fixtures know whether the test failed."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The machine's Chromium. Without one the tests skip, except in CI."""
    path = find()
    if path is None:
        message = "There is no Chromium: install one, or name it in CHROMIUM."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    # Playwright runs an event loop in this thread, in which Django would refuse to ask the database.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="package")
def site(django_db_setup: None, django_db_blocker: pytest.FixtureDef, worker_id: str) -> Iterator[Site]:
    """A small city, built through the services, for people to act in."""
    with own_database(f"browser_{os.getpid()}_{worker_id}", django_db_blocker) as database:
        with django_db_blocker.unblock():
            build_city(database)
        with serving(database, django_db_blocker) as running:
            yield running


@pytest.fixture(scope="package")
def demo_site(django_db_setup: None, django_db_blocker: pytest.FixtureDef, worker_id: str) -> Iterator[Site]:
    """The demo city, for looking at pages that are full."""
    with own_database(f"browser_demo_{os.getpid()}_{worker_id}", django_db_blocker) as database:
        with django_db_blocker.unblock():
            manage("seed_demo", database=database)
        with serving(database, django_db_blocker) as running:
            yield running


@pytest.fixture
def open_context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[OpenContext]:
    """`open_context(site, "fi")` opens a browser of its own for one person.

    In the end it must have asked nobody but the site, found no error in the console, and the server none of its own.
    """
    opened: list[tuple[BrowserContext, Watch, Site]] = []

    def open_one(site: Site, language: str = "en", **options: Any) -> BrowserContext:
        context = browser.new_context(base_url=site.address, locale=language, **options)
        context.set_default_timeout(PATIENCE)
        context.watch = Watch(context, site.address)
        opened.append((context, context.watch, site))
        return context

    yield open_one
    if request.node.stash.get(FAILED, False):
        take_pictures(request.node.name, [page for context, _watch, _site in opened for page in context.pages])
    notes = []
    for context, watch, site in opened:
        context.close()
        notes += watch.notes
        if complaint := site.complaints():
            notes.append(complaint)
    assert not notes, "\n".join(notes)


def take_pictures(test: str, pages: list[Page]) -> None:
    """What was on the screens when a test failed, in var/failures/."""
    folder = LOGS / "failures"
    folder.mkdir(exist_ok=True)
    for number, page in enumerate(pages):
        page.screenshot(path=folder / f"{test}-{number}.png")
