"""A proposal from its first words to a promise that residents call kept: brought together, assessed, promised, late, disputed."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from tests.browser import staff
from tests.browser.accessibility import assert_sound
from tests.browser.city import another_project, proposal_by, resident
from tests.browser.conftest import OpenContext
from tests.browser.people import Person, person
from tests.browser.serving import Site
from tests.browser.whole_life import (
    agrees,
    brings_together,
    days_pass,
    follows_mail,
    moves_support,
    promise_on,
    question_ends,
    says_whether_done,
    sees_joint,
    sees_promise,
    supported,
)

PROJECT, PROJECT_TITLE = "whole-life", "whole-life en"
ANNIKAS, BENNYS = "More benches along the shore", "Benches along the shore"
JOINT, JOINT_TEXT = "Ten benches from the square to the bridge", "One every fifty metres, half of them with backs."
PROMISE = "Ten benches stand between the square and the bridge"
LATE_ONE, LATE = "A promise is %(number)s day late: %(commitment)s", "A promise is %(number)s days late: %(commitment)s"
SAID_DONE = "It is on the site now, and those who wanted it are asked whether it is done."
REASONS = "There is room for ten, and the ground carries them."


def test_a_proposals_whole_life(site: Site, open_context: OpenContext) -> None:
    with site.inside():
        another_project(PROJECT)
        accounts = {name: resident(name, "en") for name in ("annika", "benny", "cleo")}
        proposal_by(accounts["benny"], BENNYS, "en", slug=PROJECT)
    annika, benny, cleo = (person(open_context(site), name, "en") for name in accounts)
    reader, carla = person(open_context(site), "reader", "en"), person(open_context(site), "carla", "en")
    at_the_door = person(reader.page.context, "cleo", "en")  # Cleo, on a computer where she has not signed in

    annikas, bennys = publish(annika, benny, cleo)
    joint = bring_together(annika, benny, annikas)
    for source, supports in ((annikas, 0), (bennys, 1)):
        sees_joint(reader, source, JOINT, supports=supports)
    assert_sound(reader.page, "a proposal that became part of a joint one")
    moves_support(at_the_door, JOINT)
    for address, supports in ((bennys, 0), (joint, 1)):
        reader.page.goto(address)
        expect(supported(reader)).to_have_text(str(supports))

    carla.enters_admin()
    assess_and_promise(carla, reader, joint)
    break_promise(site, carla, reader, joint)
    dispute(site, carla, (annika, at_the_door), reader, joint)
    keep(site, carla, (annika, at_the_door), reader, joint)
    see_what_came(reader)


def publish(annika: Person, benny: Person, cleo: Person) -> tuple[str, str]:
    """Annika writes, Cleo supports what Benny wrote before. Returns the addresses of both proposals."""
    for somebody in (annika, benny, cleo):
        somebody.signs_in()
    annika.opens_project(PROJECT_TITLE)
    annikas = annika.proposes(ANNIKAS)
    cleo.opens_project(PROJECT_TITLE)
    cleo.supports(BENNYS)
    return annikas, cleo.page.url


def bring_together(annika: Person, benny: Person, own: str) -> str:
    """Annika writes one text of both and asks; with Benny's yes it is public. Returns its address."""
    brings_together(annika, own, BENNYS, title=JOINT, text=JOINT_TEXT)
    return agrees(benny, annika.public_name, JOINT)


def assess_and_promise(carla: Person, reader: Person, joint: str) -> None:
    """Carla finds that it can be done, answers, and promises it within a month. Everybody reads both."""
    staff.assesses(carla, joint, REASONS)
    reader.page.goto(joint)
    finding = reader.page.locator("#assessment")
    expect(finding.get_by_role("heading", name=reader.say("It can be done"))).to_be_visible()
    expect(finding).to_contain_text(REASONS)
    staff.answers_officially(carla, joint, "We build them.", promise=PROMISE, due_on=timezone.localdate() + timedelta(days=30))
    sees_promise(reader, joint, PROMISE, reader.say("Promised"), "30", reader.say("days left"))
    expect(reader.page.get_by_text("We build them.")).to_be_visible()


def break_promise(site: Site, carla: Person, reader: Person, joint: str) -> None:
    """The day passes: everybody sees it, and Carla is written to."""
    days_pass(site, PROMISE, late=3)
    sees_promise(reader, joint, PROMISE, reader.say("Late"), "+3", reader.say("Was due"))
    subject = carla.say(LATE_ONE, many=LATE, number=3, commitment=PROMISE)
    desk = follows_mail(carla, subject, to="/admin/promises/")
    expect(desk.heading(PROMISE)).to_be_visible()
    desk.page.close()


def dispute(site: Site, carla: Person, asked: tuple[Person, Person], reader: Person, joint: str) -> None:
    """Carla says that it is done; those who wanted it say that it is not, which is public once the question is over."""
    say_done(carla, "Eight stand already.")
    sees_promise(reader, joint, PROMISE, reader.say("Done, residents are asked"))
    for one in asked:
        says_whether_done(one, PROMISE, is_done=False)
    question_ends(site, PROMISE)
    sees_promise(reader, joint, PROMISE, reader.say("Disputed by residents"), answers_in_words(reader, yes=0))


def keep(site: Site, carla: Person, asked: tuple[Person, Person], reader: Person, joint: str) -> None:
    """Carla takes it up again by a new day, tells how it goes, and says once more that it is done; now it is."""
    staff.opens_promise(carla, PROMISE)
    new_day = (timezone.localdate() + timedelta(days=20)).isoformat()
    staff.does_at_the_desk(
        carla,
        "Take it up again, by a new day",
        "The promise is under way again.",
        {"Why it is moved": "Two benches came too late."},
        due_on=new_day,
    )
    staff.does_at_the_desk(
        carla,
        "Tell what has been done",
        "It is on the site now.",
        {"What has been done": "The ninth stands."},
        percent="90",
    )
    sees_promise(reader, joint, PROMISE, reader.say("Under way"), "The ninth stands.", "Two benches came too late.", "90 %")
    say_done(carla, "All ten stand.")
    for one in asked:
        says_whether_done(one, PROMISE, is_done=True)
    question_ends(site, PROMISE)
    sees_promise(reader, joint, PROMISE, reader.say("Kept"), answers_in_words(reader, yes=2), "All ten stand.")
    expect(promise_on(reader, PROMISE)).to_contain_text(answers_in_words(reader, yes=0))  # what was said before stays said
    expect(promise_on(reader, PROMISE)).to_contain_text("The due date was moved from")


def answers_in_words(reader: Person, *, yes: int) -> str:
    """What everybody reads of what the two said."""
    one = "Residents were asked: %(yes)s of %(total)s answer says that it is done."
    many = "Residents were asked: %(yes)s of %(total)s answers say that it is done."
    return reader.say(one, many=many, number=2, yes=yes, total=2)


def say_done(carla: Person, text: str) -> None:
    """At the desk."""
    staff.opens_promise(carla, PROMISE)
    staff.does_at_the_desk(carla, "Say that it is done", SAID_DONE, {"What was done": text})


def see_what_came(reader: Person) -> None:
    """The project's page and the front page say that the promise was kept."""
    for path in (f"projects/{PROJECT}/", ""):
        reader.go(path)
        card = reader.page.get_by_role("listitem").filter(has=reader.page.get_by_role("link", name=PROMISE, exact=True))
        expect(card).to_contain_text(reader.say("Kept"))
        assert_sound(reader.page, f"what came of it: /{path}")
    reader.go(f"projects/{PROJECT}/")
    expect(reader.heading(reader.say("What came of it"))).to_be_visible()
    kept = reader.say("%(kept)s of %(promised)s promise has been kept.", kept=1, promised=1)
    expect(reader.page.get_by_text(kept)).to_be_visible()
