"""Every kind of page by axe-core: a pairwise sample of language, size and colour scheme, or all of it with `--axe-full`."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser import views
from tests.browser.accessibility import AXE, Fault, faults, reflow_faults
from tests.browser.conftest import OpenContext
from tests.browser.serving import Site
from tests.browser.signing_in import sign_in
from tests.browser.views import Keys, View

pytestmark = pytest.mark.axe
LANGUAGES, WIDTHS, SCHEMES = ("fi", "sv", "en"), (320, 1280), ("light", "dark")
MATRIX = tuple(product(LANGUAGES, WIDTHS, SCHEMES))
# Every two values of different columns meet in one row.
PAIRWISE = (
    ("fi", 320, "light"),
    ("sv", 320, "dark"),
    ("en", 320, "light"),
    ("fi", 1280, "dark"),
    ("sv", 1280, "light"),
    ("en", 1280, "dark"),
)
# Wagtail draws these parts of the admin; what is wrong there is not ours to mend.
WAGTAILS = ("#wagtail-sidebar", ".w-slim-header", "[data-tippy-root]", ".w-userbar")
Group = tuple[str, Callable[[Keys], list[View]], tuple[str, ...]]
GROUPS: tuple[Group, ...] = (
    ("", views.visitors_views, ()),
    ("anna", views.residents_views, ()),
    ("mira", views.moderators_views, WAGTAILS),
    ("aino", views.coordinators_views, WAGTAILS),
)


@pytest.fixture(scope="package")
def city(demo_site: Site) -> Keys:
    """The addresses of the demo city."""
    if not AXE.exists():
        pytest.fail("axe-core is not installed: run `make frontend`.")
    with demo_site.inside():
        return views.keys()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The sample, unless the whole matrix is asked for."""
    if "scheme" in metafunc.fixturenames:
        whole = metafunc.config.getoption("axe_full", default=False)
        metafunc.parametrize(("language", "width", "scheme"), MATRIX if whole else PAIRWISE)


def test_no_page_has_faults(
    request: pytest.FixtureRequest, demo_site: Site, city: Keys, open_context: OpenContext, language: str, width: int, scheme: str
) -> None:
    combination = (language, width, scheme)
    whole = request.config.getoption("axe_full", default=False)
    found: list[Fault] = []
    for name, group, exclude in GROUPS:
        chosen = group(city) if whole else group(city)[PAIRWISE.index(combination) :: len(PAIRWISE)]
        options = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme, "reduced_motion": "reduce"}
        context = open_context(demo_site, language, **options)
        if name:
            sign_in(context, demo_site, name)
        for view in chosen:
            found += look(context, city, language, view, exclude)
        context.close()
    print(*found, sep="\n")  # noqa: T201  (the moderate ones are read with -s)
    grave = [fault for fault in found if fault.is_grave]
    assert not grave, "\n".join(map(str, grave))


def test_a_fault_is_found(browser: Browser) -> None:
    """The search itself works: an unnamed button in pale grey, and a line that does not fit."""
    tab = browser.new_page(viewport={"width": 320, "height": 400})
    tab.set_content(
        '<html lang="en"><title>Test</title><main><h1>A</h1><p style="width:900px;color:#ccc">Pale</p><button></button></main>'
    )
    assert {fault.rule for fault in faults(tab, "") if fault.is_grave} == {"button-name", "color-contrast"}
    assert [fault.rule for fault in reflow_faults(tab, "")] == ["reflow"]
    tab.close()


def look(context: BrowserContext, city: Keys, language: str, view: View, exclude: tuple[str, ...]) -> list[Fault]:
    """Open one page in a new tab and look at it."""
    tab = context.new_page()
    with context.watch.expecting(view.status):
        answer = tab.goto(view.address(city, language))
        assert answer is not None
        if view.act:
            view.act(tab)
        else:
            assert answer.status == view.status, f"{view.name}: {answer.status} at {answer.url}"
        where = f"{view.name} ({tab.url})"
        found = faults(tab, where, exclude=exclude)
        if not exclude:
            found += reflow_faults(tab, where)
    tab.close()
    return found
