"""The resident's part with JavaScript off: everything by links, forms and whole pages."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.city import IDEAS_TITLES, SURVEY_TITLES, proposal_by, resident
from tests.browser.conftest import OpenContext
from tests.browser.people import person
from tests.browser.serving import Site


@pytest.mark.parametrize("language", ["sv"])
def test_a_resident_takes_part_without_javascript(site: Site, open_context: OpenContext, language: str) -> None:
    with site.inside():
        idea = proposal_by(resident("bea", language), f"Beas idea {language}", language).title
    nora = person(open_context(site, language, java_script_enabled=False), "nora", language)
    nora.signs_up()
    nora.finds_district("Ber", "Berghäll")
    nora.opens_project(IDEAS_TITLES[language])
    own = nora.proposes(f"Noras lamps {language}", with_map=False)
    nora.link(nora.say("All proposals of the project")).click()
    nora.supports(idea)
    nora.button(nora.say("Take my support back")).click()
    expect(nora.button(nora.say("Support this proposal"))).to_be_visible()
    nora.comments(f"Where would they stand? {language}")
    nora.replies(f"Where would they stand? {language}", f"By the path. {language}", author=nora.public_name)
    nora.opens_project(SURVEY_TITLES[language])
    nora.answers_survey()
    nora.edits(own, f"Noras lamps and benches {language}")
    nora.withdraws(own)
