"""The five journeys with a keyboard alone: after every step the focus is somewhere sensible, in sight and not covered."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from participation.accounts.models import User
from participation.comments.models import Comment
from participation.comments.services import post_comment
from participation.moderation.models import Case
from participation.moderation.services import decide
from participation.moderation.states import Reason
from proposals.models import Proposal
from tests.browser.city import IDEAS, IDEAS_TITLES, QUESTIONNAIRE_TITLES, SURVEY, WALKING, address, proposal_by, resident
from tests.browser.conftest import OpenContext
from tests.browser.keyboard import Keyboard
from tests.browser.people import Person, label_of, person
from tests.browser.serving import Site
from tests.browser.signing_in import post_as, sign_in

WIDE, NARROW = 1280, 320


def somebody(
    site: Site, open_context: OpenContext, name: str, language: str, width: int, *, known: bool = True
) -> tuple[Person, Keyboard]:
    """A resident of the city with a window of this width, signed in if known."""
    context = open_context(site, language, viewport={"width": width, "height": 700}, reduced_motion="reduce")
    if known:
        with site.inside():
            resident(name, language)
        sign_in(context, site, address(name, language))
    them = person(context, name, language)
    return them, Keyboard(them.page)


def says(author: User, proposal: Proposal, words: str) -> Comment:
    """Somebody else comments, wherever they are."""
    return post_comment(thread_id=proposal.thread_id, author=author, body=words, language=proposal.language)


@pytest.mark.parametrize(("language", "width"), [("fi", NARROW)])
def test_signing_up(site: Site, open_context: OpenContext, language: str, width: int) -> None:
    kai, keys = somebody(site, open_context, "kai", language, width, known=False)
    say, page = kai.say, kai.page
    page.goto(f"/{language}/")
    keys.tabs_to(page.locator("header").get_by_role("link", name=say("Sign in"), exact=True))
    with page.expect_navigation():
        keys.press("Enter")
    keys.skips_to_content()
    keys.follows(kai.link(say("Create an account")))

    keys.sends(kai.button(say("Send me a code")))
    keys.is_at(page.locator(".k-errors"))
    keys.tabs_to(page.locator(".k-errors a").first)
    keys.press("Enter")
    keys.is_at(kai.field(say("E-mail")))
    keys.type(kai.email)
    keys.writes(kai.field(say("Public name")), kai.public_name)
    keys.sends(kai.button(say("Send me a code")))

    keys.is_at(kai.heading(say("Confirm your e-mail")))
    keys.writes(kai.field(say("Code")), "WRONG1")
    keys.sends(kai.button(say("Go on")))
    keys.is_at(page.locator(".k-errors"))
    keys.tabs_to(kai.field(say("Code")))
    keys.press("ControlOrMeta+a")
    keys.type(kai.mailed_code())
    keys.sends(kai.button(say("Go on")))
    keys.is_at(page.locator(".k-messages"))

    menu = page.locator("[data-menu] summary")
    keys.tabs_to(menu, back=True)
    keys.press("Enter")
    expect(page.locator("[data-menu]")).to_have_attribute("open", "")
    keys.tabs_to(page.locator("[data-menu]").get_by_role("link", name=say("My page"), exact=True))
    keys.press("Escape")
    keys.is_at(menu)


@pytest.mark.parametrize(("language", "width"), [("sv", WIDE)])
def test_proposing_with_a_place(site: Site, open_context: OpenContext, language: str, width: int) -> None:
    kerttu, keys = somebody(site, open_context, "kerttu", language, width)
    say, page = kerttu.say, kerttu.page
    keys.opens(f"/{language}/projects/")
    keys.follows(kerttu.link(IDEAS_TITLES[language]))
    keys.follows(kerttu.link(say("Share an idea")).first)

    keys.writes(kerttu.field(say("What do you propose?")), f"Kerttus lights {language}")
    with page.context.watch.expecting(422):
        keys.sends(kerttu.button(say("Next: %(following)s", following=say("Place"))))
        keys.is_at(page.locator(".k-errors"))
    keys.tabs_to(page.locator(".k-errors a").first)
    keys.press("Enter")
    keys.is_at(kerttu.field(say("Tell more")))
    keys.type("So that one can walk there in the evening.")
    keys.sends(kerttu.button(say("Next: %(following)s", following=say("Place"))))
    keys.is_at(page.locator("#step-h"))
    keys.writes(kerttu.field(say("The place in words"), exact=False), "Tokoinranta")
    page.locator("[data-place-map]").scroll_into_view_if_needed()
    page.locator("[data-place-map][data-ready]").wait_for()
    keys.tabs_to(page.get_by_role("application"))
    keys.press("Enter")
    expect(page.locator("[data-place-status]")).not_to_be_empty()
    keys.press("Delete", "Enter")
    summary = page.locator("summary", has_text=say("Give the exact place in numbers"))
    keys.tabs_to(summary)
    keys.press("Enter")
    latitude = kerttu.field(say("Latitude"), exact=False)
    keys.tabs_to(latitude)
    expect(latitude).not_to_have_value("")
    keys.press("ControlOrMeta+a")
    keys.type("60.1905")
    keys.tabs_to(kerttu.field(say("Longitude"), exact=False))
    keys.press("ControlOrMeta+a")
    keys.type("24.9512")
    for step in ("Pictures and theme", "Preview"):
        keys.sends(kerttu.button(say("Next: %(following)s", following=say(step))))
        keys.is_at(page.locator("#step-h"))
    keys.sends(kerttu.button(say("Publish")))
    keys.is_at(page.locator(".k-messages"))
    expect(page.locator(".k-messages")).to_contain_text(say("Your proposal is published."))
    expect(page.locator(".k-meta").first).to_contain_text("Berghäll")


@pytest.mark.parametrize(("language", "width"), [("en", NARROW), ("en", WIDE)])
def test_commenting_and_answering(site: Site, open_context: OpenContext, language: str, width: int) -> None:
    with site.inside():
        idea = proposal_by(resident(f"author{width}", language), f"An idea for {width}", language)
    kim, keys = somebody(site, open_context, f"kim{width}", language, width)
    say, page = kim.say, kim.page
    keys.opens(f"/{language}/projects/{IDEAS}/proposals/{idea.pk}/")

    keys.tabs_to(kim.button(say("Support this proposal")))
    keys.press("Enter")
    keys.is_at(kim.button(say("Take my support back")))

    with page.context.watch.expecting(422):
        keys.tabs_to(kim.button(say("Send comment")))
        keys.press("Enter")
        field = kim.field(say("Your comment"))
        expect(field).to_have_attribute("aria-invalid", "true")
        keys.is_at(field)
    keys.type("Is it dark there?")
    keys.tabs_to(kim.button(say("Send comment")))
    keys.press("Enter")
    keys.is_at(kim.comment("Is it dark there?"))

    reply = kim.link(f"{say('Reply')} {say('to %(name)s', name=kim.public_name)}")
    keys.tabs_to(reply)
    keys.press("Enter")
    keys.is_at(kim.field(say("Your reply")))
    keys.tabs_to(kim.link(say("Cancel"), inside=page.locator("[data-reply-slot]")))
    keys.press("Enter")
    keys.is_at(reply)
    keys.press("Enter")
    keys.is_at(kim.field(say("Your reply")))
    with page.context.watch.expecting(422):
        keys.tabs_to(kim.button(say("Send reply")))
        keys.press("Enter")
        expect(kim.field(say("Your reply"))).to_have_attribute("aria-invalid", "true")
        keys.is_at(kim.field(say("Your reply")))
    keys.type("Very.")
    keys.tabs_to(kim.button(say("Send reply")))
    keys.press("Enter")
    keys.is_at(page.locator("[data-comment]", has_text="Very.").last)

    thread = f"/{language}/threads/{idea.thread_id}/comments/"
    answer = post_as(page.context, site, address(f"author{width}", language), thread, body="I could bring a lamp.")
    said = answer.headers["location"].partition("#")[2]
    keys.tabs_to(page.locator("[data-thread-status] button"), back=True)
    keys.press("Enter")
    keys.is_at(page.locator(f"#{said}"))


@pytest.mark.parametrize(("language", "width"), [("fi", WIDE)])
def test_answering_a_survey(site: Site, open_context: OpenContext, language: str, width: int) -> None:
    kalle, keys = somebody(site, open_context, "kalle", language, width)
    say, page = kalle.say, kalle.page
    keys.opens(f"/{language}/projects/{SURVEY}/")
    keys.follows(kalle.link(QUESTIONNAIRE_TITLES[language]).first)
    with page.context.watch.expecting(422):
        keys.sends(kalle.button(say("Send my answers")))
        keys.is_at(page.locator(".k-errors"))
    keys.tabs_to(page.locator(".k-errors a").first)
    keys.press("Enter")
    walking = page.get_by_label(WALKING[language], exact=True)
    keys.is_at(walking)
    keys.press("Space")
    expect(walking).to_be_checked()
    keys.press("ArrowDown")
    keys.sees_focus()
    expect(walking).not_to_be_checked()
    keys.press("ArrowUp")
    expect(walking).to_be_checked()
    box = page.locator("main").get_by_role("checkbox").first
    keys.tabs_to(box)
    keys.press("Space")
    expect(box).to_be_checked()
    scale = page.locator("main").get_by_role("radio", name="1", exact=True)
    keys.tabs_to(scale)
    keys.press("Space", "ArrowRight", "ArrowRight")
    keys.is_at(page.locator("main").get_by_role("radio", name="3", exact=True))
    keys.writes(page.locator("main").get_by_role("textbox").first, "Enemmän valoa.")
    keys.sends(kalle.button(say("Send my answers")))
    keys.is_at(page.locator(".k-messages"))
    expect(kalle.heading(say("You have answered. Thank you!"))).to_be_visible()
    table = page.locator("main summary", has_text=say("The same as a table")).first
    keys.tabs_to(table)
    keys.press("Enter")
    keys.tabs_to(page.locator(".k-scroll").first)


@pytest.mark.parametrize(("language", "width"), [("sv", NARROW)])
def test_reporting_and_following_the_outcome(site: Site, open_context: OpenContext, language: str, width: int) -> None:
    with site.inside():
        rude = resident("rude", language)
        idea = proposal_by(rude, f"Rudes idea {language}", language)
        said = says(rude, idea, "Only a fool asks that.")
    kaisa, keys = somebody(site, open_context, "kaisa", language, width, known=False)
    say, page = kaisa.say, kaisa.page
    keys.opens(f"/{language}/projects/{IDEAS}/proposals/{idea.pk}/")
    keys.follows(kaisa.link(f"{say('Report')} {say('the comment of %(name)s', name=rude.public_name)}"))

    with page.context.watch.expecting(422):
        keys.sends(kaisa.button(say("Send the report")))
        keys.is_at(page.locator(".k-errors"))
    keys.tabs_to(page.locator(".k-errors a").first)
    keys.press("Enter")
    keys.is_at(page.get_by_role("radio").first)
    keys.press("Space")
    insult = page.get_by_label(label_of(Reason.INSULT, language))
    for _step in Reason:
        if insult.is_checked():
            break
        keys.press("ArrowDown")
        keys.sees_focus()
    expect(insult).to_be_checked()
    keys.writes(kaisa.field(say("Tell more"), exact=False), "It is about me.")
    keys.sends(kaisa.button(say("Send the report")))
    keys.is_at(kaisa.heading(say("Thank you for your report")))

    keys.tabs_to(kaisa.link(say("Follow your report")))
    with page.expect_navigation():
        keys.press("Enter")
    keys.skips_to_content()
    expect(kaisa.heading(say("Waiting for a moderator"))).to_be_visible()
    with site.inside():
        case = Case.objects.filter(object_id=said.pk).latest("pk")
        mira = User.objects.get(email=address("mira", language))
        decide(case_id=case.pk, action="hide", ground="insult", explanation="Be kind.", by=mira)
    keys.opens(page.url.partition("#")[0])
    expect(kaisa.heading(say("It was hidden"))).to_be_visible()
