"""The residents' journeys with JavaScript off: everything by links, forms and whole pages."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from participation.accounts.models import User
from participation.moderation.models import Case
from participation.moderation.services import decide
from participation.moderation.states import Reason
from tests.browser.city import IDEAS, IDEAS_TITLES, QUESTIONNAIRE_TITLES, SURVEY_TITLES, address, proposal_by, resident
from tests.browser.conftest import OpenContext
from tests.browser.people import label_of, person
from tests.browser.serving import Site
from tests.browser.signing_in import post_as, sign_in


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


@pytest.mark.parametrize("language", ["fi"])
def test_a_visitor_reports_and_follows_the_outcome_without_javascript(
    site: Site, open_context: OpenContext, language: str
) -> None:
    with site.inside():
        rude = resident("roy", language)
        idea = proposal_by(rude, f"Roys idea {language}", language)
    context = open_context(site, language, java_script_enabled=False)
    said = post_as(context, site, rude.email, f"/{language}/threads/{idea.thread_id}/comments/", body="Only a fool says so.")
    comment = int(said.headers["location"].rpartition("-")[2])
    niko = person(context, "niko", language)
    say, page = niko.say, niko.page
    niko.go(f"projects/{IDEAS}/proposals/{idea.pk}/")
    niko.link(f"{say('Report')} {say('the comment of %(name)s', name=rude.public_name)}").click()
    with context.watch.expecting(422):
        niko.button(say("Send the report")).click()
        expect(page.locator(".k-errors")).to_be_focused()
    page.get_by_label(label_of(Reason.INSULT, language)).check()
    niko.field(say("Tell more"), exact=False).fill("It is about me.")
    niko.button(say("Send the report")).click()
    niko.link(say("Follow your report")).click()
    expect(niko.heading(say("Waiting for a moderator"))).to_be_visible()
    with site.inside():
        mira = User.objects.get(email=address("mira", language))
        case = Case.objects.filter(object_id=comment).latest("pk")
        decide(case_id=case.pk, action="hide", ground="insult", explanation="Be kind.", by=mira)
    page.reload()
    expect(niko.heading(say("It was hidden"))).to_be_visible()
    niko.go(f"projects/{IDEAS}/proposals/{idea.pk}/")
    expect(page.get_by_text("Only a fool says so.")).to_have_count(0)


@pytest.mark.parametrize("language", ["en"])
def test_what_is_refused_comes_back_with_its_reasons_without_javascript(
    site: Site, open_context: OpenContext, language: str
) -> None:
    """In each journey's form: the summary has the focus, and nothing that was typed is lost."""
    with site.inside():
        idea = proposal_by(resident("bill", language), f"Bills idea {language}", language)
        resident("nina", language)
    context = open_context(site, language, java_script_enabled=False)
    nina = person(context, "nina", language)
    say, errors = nina.say, nina.page.locator(".k-errors")
    nina.go("accounts/signup/")
    nina.field(say("Public name")).fill("Nina Two")
    nina.button(say("Send me a code")).click()
    expect(errors).to_be_focused()
    expect(nina.field(say("Public name"))).to_have_value("Nina Two")
    sign_in(context, site, nina.email)
    with context.watch.expecting(422):
        nina.opens_project(IDEAS_TITLES[language])
        nina.link(say("Share an idea")).first.click()
        nina.field(say("What do you propose?")).fill("A lamp")
        nina.button(say("Next: %(following)s", following=say("Place"))).click()
        expect(errors).to_be_focused()
        expect(nina.field(say("What do you propose?"))).to_have_value("A lamp")

        nina.go(f"projects/{IDEAS}/proposals/{idea.pk}/")
        nina.button(say("Send comment")).click()
        expect(nina.field(say("Your comment"))).to_be_focused()
        expect(nina.field(say("Your comment"))).to_have_attribute("aria-invalid", "true")

        nina.opens_project(SURVEY_TITLES[language])
        nina.link(QUESTIONNAIRE_TITLES[language]).first.click()
        nina.page.locator("main").get_by_role("textbox").first.fill("More light.")
        nina.button(say("Send my answers")).click()
        expect(errors).to_be_focused()
        expect(nina.page.locator("main").get_by_role("textbox").first).to_have_value("More light.")
