"""No page asks for more than 60 kB of scripts and 60 kB of styles, compressed, nor anything from a third party."""

from __future__ import annotations

import pytest

from tests.browser import views
from tests.browser.keys import Keys, keys
from tests.browser.serving import Site
from tests.browser.weight import Weigher, heaviest

BUDGET = 60_000  # bytes over the wire, whatever is loaded later included


@pytest.fixture(scope="module")
def city(demo_site: Site) -> Keys:
    """The addresses of the demo city."""
    with demo_site.inside():
        return keys()


@pytest.fixture(scope="module")
def weigher(demo_site: Site) -> Weigher:
    """One for all pages: what they share is fetched once."""
    return Weigher(demo_site.address)


def test_every_page_keeps_within_its_budget(weigher: Weigher, city: Keys) -> None:
    pages, strangers = {}, {}
    for view in [*views.visitors_views(city), *views.sign_in_views()]:
        html, files = weigher.page(view.address(city, "en"))
        assert "</html>" in html, view.name
        pages[view.name] = files
        if found := weigher.strangers(html):
            strangers[view.name] = found
    scripts, styles = heaviest(pages, ".js"), heaviest(pages, ".css")
    print({page: (scripts[page], styles[page]) for page in pages})  # noqa: T201  (read with -s)
    assert min(scripts.values()) > 500
    assert min(styles.values()) > 5_000
    assert {page: size for page, size in scripts.items() if size > BUDGET} == {}
    assert {page: size for page, size in styles.items() if size > BUDGET} == {}
    assert strangers == {}


def test_what_is_loaded_later_is_counted(weigher: Weigher, city: Keys) -> None:
    """A conversation's script imports the one that listens; no page names it."""
    html, files = weigher.page(f"/en/threads/{city.thread}/")
    conversation = next(name for name in files if "/js/thread." in name)
    assert conversation in html
    assert {name.rsplit("/", 1)[1].split(".")[0] for name in files} >= {"site", "swap", "thread", "live"}
    assert all(weigher.sizes[name] < len(weigher.texts[name]) for name in files), "compressed on the way"
