"""Every page by axe-core, in every state, language and look with `--axe-full`, else in a pairwise sample of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product

import pytest
from django.utils.translation import override
from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page as Tab

from tests.browser.accessibility import AXE, Fault, faults, reflow_faults
from tests.browser.conftest import OpenContext
from tests.browser.excuses import ELSEWHERE, IN_THE_ADMIN, Excuse
from tests.browser.keys import RESIDENTS, Keys, furnish, keys
from tests.browser.looks import LOOKS, WIDE, Look, put_on
from tests.browser.routes import route_of, routes
from tests.browser.scenes import FORM, Stage
from tests.browser.serving import Site
from tests.browser.signing_in import sign_in
from tests.browser.views import ADMIN, ALONE, NOT_PAGES, STATES, View, all_views

pytestmark = pytest.mark.axe
PEOPLE = ("", ALONE, "anna", "newcomer", "cautious", "mira", "aino", "beginner")
SENDS_TO = "(forms) => forms.map((form) => new URL(form.getAttribute('action') ?? '', location).pathname)"


@pytest.fixture(scope="package")
def city(demo_site: Site) -> Keys:
    """The addresses of the demo city."""
    if not AXE.exists():
        pytest.fail("axe-core is not installed: run `make frontend`.")
    furnish(demo_site)
    with demo_site.inside():
        return keys()


@pytest.fixture(scope="package")
def needed() -> set[Excuse]:
    """The excuses that were needed so far."""
    return set()


def is_whole(config: pytest.Config) -> bool:
    """Whether all of it is asked for."""
    return bool(config.getoption("axe_full", default=False))


def looks_at(views: list[View], language: str, *, whole: bool) -> list[tuple[View, tuple[Look, ...]]]:
    """What is looked at in a language and how: everything, or every view that is not rare in one language and look.

    The views are dealt out state by state, so that every two of language, look and state meet.
    """
    if whole:
        return [(view, LOOKS) for view in views if language in view.languages]
    return [(view, (look,)) for view, spoken, look in sample(views) if spoken == language]


def sample(views: list[View]) -> Iterator[tuple[View, str, Look]]:
    """Every view that is not rare with one language and one look; the language that has had fewest of its state comes next."""
    for state in STATES:
        dealt = dict.fromkeys(reversed(RESIDENTS), 0)  # what has no admin takes its turn while there are others to take
        for number, view in enumerate(view for view in views if view.state == state and not view.rare):
            language = min((code for code in dealt if code in view.languages), key=dealt.__getitem__)
            dealt[language] += 1
            yield view, language, LOOKS[number % len(LOOKS)]


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("language", RESIDENTS)
def test_no_page_has_faults(
    request: pytest.FixtureRequest,
    demo_site: Site,
    city: Keys,
    open_context: OpenContext,
    needed: set[Excuse],
    language: str,
    who: str,
) -> None:
    views = all_views(city)
    chosen = [(view, looks) for view, looks in looks_at(views, language, whole=is_whole(request.config)) if view.who == who]
    with_messages = {view.route(city, language) for view in views if view.state == "error"}
    visit = Visit(open_context, Stage(demo_site, city, language), needed, with_messages, who)
    found = [fault for view, looks in chosen for fault in visit.look(view, looks)]
    assert not found, "\n".join(map(str, found))


def test_every_address_is_looked_at(city: Keys) -> None:
    """A new page comes by itself, or has to be named."""
    seen = {view.route(city, "en") for view in all_views(city)}
    with override("en"):
        names = {route.name for route in routes()}
    assert sorted(names - seen - set(NOT_PAGES)) == [], "name them in views.py"
    assert sorted(set(NOT_PAGES) & seen) == []
    assert sorted(set(NOT_PAGES) - names) == [], "they are not addresses any more"


def test_the_sample_is_pairwise(city: Keys) -> None:
    """Every language meets every look and every state, and every state every look."""
    met = [(language, look, view.state) for view, language, look in sample(all_views(city))]
    assert {(language, look) for language, look, _state in met} == set(product(RESIDENTS, LOOKS))
    assert {(language, state) for language, _look, state in met} == set(product(RESIDENTS, STATES))
    assert {(look, state) for _language, look, state in met} >= set(product(LOOKS, STATES[:3]))


def test_no_excuse_is_left_over(request: pytest.FixtureRequest, needed: set[Excuse]) -> None:
    if not is_whole(request.config):
        pytest.skip("only the whole matrix meets all of them")
    assert {*IN_THE_ADMIN, *ELSEWHERE} == needed


def test_a_fault_is_found(browser: Browser) -> None:
    """The search itself works: an unnamed button in pale grey, and a line that does not fit."""
    tab = browser.new_page(viewport={"width": 320, "height": 400})
    tab.set_content(
        '<html lang="en"><title>Test</title><main><h1>A</h1><p style="width:900px;color:#ccc">Pale</p><button></button></main>'
    )
    assert {fault.rule for fault in faults(tab, "")} == {"button-name", "color-contrast"}
    excuse = Excuse("button-name", "main button", "a test")
    used: set[Excuse] = set()
    assert [fault.rule for fault in faults(tab, "", excuses=[excuse], used=used)] == ["color-contrast"]
    assert used == {excuse}
    assert [fault.rule for fault in reflow_faults(tab, "")] == ["reflow"]
    tab.close()


class Visit:
    """One person in one language."""

    def __init__(self, open_context: OpenContext, stage: Stage, needed: set[Excuse], with_messages: set[str], who: str) -> None:
        self.stage, self.needed, self.with_messages, self.who = stage, needed, with_messages, who
        self.open_context = partial(open_context, stage.site, stage.language, reduced_motion="reduce")
        self.context = self.open_context()
        if who not in ("", ALONE):
            sign_in(self.context, stage.site, who)

    def look(self, view: View, looks: tuple[Look, ...]) -> list[Fault]:
        """Open one page in a new tab and look at it in these ways."""
        context = self.open_context() if self.who == ALONE else self.context
        tab = context.new_page()
        try:
            with context.watch.expecting(view.status):
                self._open(view, tab, looks[0])
                found = self._wrong_place(view, tab)
                for look in looks:
                    found += self._faults(view, tab, look, only=len(looks) == 1)
        except (AssertionError, PlaywrightError) as error:
            found = [Fault(f"{view.name} ({tab.url})", "the list itself", "serious", f"cannot be brought about: {error}")]
        tab.close()
        return found

    def _open(self, view: View, tab: Tab, look: Look) -> None:
        tab.set_viewport_size({"width": look.width, "height": 800})
        answer = tab.goto(view.address(self.stage.city, self.stage.language))
        assert answer is not None
        if view.act:
            view.act(tab, self.stage)
        else:
            assert answer.status == view.status, f"{answer.status} at {answer.url}"

    def _faults(self, view: View, tab: Tab, look: Look, *, only: bool) -> list[Fault]:
        """only: the view is looked at in no other way, so all rules hold here."""
        put_on(tab, look)
        rules = () if only else look.rules
        where = f"{view.name} ({look.name}, {tab.url})"
        if ADMIN in tab.url:
            return faults(tab, where, rules=rules, excuses=IN_THE_ADMIN, used=self.needed)
        found = faults(tab, where, rules=rules, excuses=ELSEWHERE, used=self.needed)
        return found + (reflow_faults(tab, where) if look is not WIDE else [])

    def _wrong_place(self, view: View, tab: Tab) -> list[Fault]:
        """Whether it is the page that was meant, in the language that was meant, and whether its messages are looked at too."""
        path = tab.url.removeprefix(self.stage.site.address)
        with override(self.stage.language):
            shown = route_of(path)
        meant = view.route(self.stage.city, self.stage.language)
        notes = []
        if shown != meant and not shown.startswith("wagtailadmin_pages"):
            notes.append(f"is {shown}, not {meant}")
        spoken = tab.locator("html").get_attribute("lang")
        if spoken != self.stage.language:
            notes.append(f"is in {spoken}")
        notes += self._forms_without_messages(tab)
        return [Fault(f"{view.name} ({tab.url})", "the list itself", "serious", note) for note in notes]

    def _forms_without_messages(self, tab: Tab) -> list[str]:
        """What is typed can be wrong: where a form's answer is shown, it has to be seen with its messages. Wagtail's may not."""
        answers = tab.locator(FORM).evaluate_all(SENDS_TO)
        with override(self.stage.language):
            names = {route_of(path) for path in answers}
        ours = {name for name in names if name and not name.startswith("wagtail") and name not in NOT_PAGES}
        return [f"sends a form to {name}, which is in no view with the state error" for name in ours - self.with_messages]
