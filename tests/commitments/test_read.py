"""What everybody reads: the proposal's page, the lists, the calendar, and what came of it on other pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from participation.accounts.models import User
from participation.projects.models import Phase, Project
from participation.projects.services import set_project_state
from participation.projects.states import ProjectState
from proposals.commitments import services
from proposals.commitments.models import Commitment
from proposals.commitments.services import Step
from proposals.commitments.states import Standing
from proposals.models import Proposal
from tests.caching import forget_cache
from tests.cast import Town
from tests.factories.commitments import called_done, in_days, make_late, promise
from tests.factories.proposals import ProposalFactory
from tests.projects.conftest import coordinator, published, site

__all__ = ["coordinator", "published", "site"]


def read(client: Client, address: str) -> str:
    forget_cache()
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def cost(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def test_the_page_says_who_what_and_by_when(client: Client, commitment: Commitment, carla: User, page: str) -> None:
    services.note_progress(commitment_id=commitment.pk, text={"fi": "Tilattu.", "en": "Ordered."}, percent=40, by=carla)
    steps = [
        Step(title={"fi": "Tilattu", "en": "Ordered"}, reached_on=in_days(0)),
        Step(title={"fi": "Asennettu", "en": "Put up"}),
    ]
    services.set_milestones(commitment_id=commitment.pk, steps=steps, by=carla)
    html = read(client, page)
    for words in ("Benches in place", "Puistot", "Under way", "in 4 weeks", "40 % done", "1 of 2 steps reached", "Ordered."):
        assert words in html, words
    assert '<progress value="40" max="100" aria-labelledby=' in html


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "due today"),
        (1, "in 1 day"),
        (21, "in 21 days"),
        (28, "in 4 weeks"),
        (91, "in 3 months"),
        (-1, "1 day late"),
        (-12, "12 days late"),
        (-92, "3 months late"),
    ],
)
def test_the_clock_in_words(client: Client, commitment: Commitment, page: str, days: int, words: str) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=30 - days), tick=False):
        html = read(client, page)
        assert words in html
        assert ("Late</span>" in html) is (days < 0)


def test_a_moved_promise_says_so_and_a_given_up_one_why(client: Client, commitment: Commitment, carla: User, page: str) -> None:
    services.move_due_date(commitment_id=commitment.pk, due_on=in_days(60), reason={"fi": "x", "en": "No screws."}, by=carla)
    html = read(client, page)
    assert "The due date was moved from" in html
    assert "No screws." in html
    services.give_up(commitment_id=commitment.pk, reasons={"fi": "x", "en": "No money."}, by=carla)
    assert "No money." in read(client, page)


def test_what_residents_said_before_stays_said(
    client: Client, commitment: Commitment, carla: User, anna: User, page: str
) -> None:
    for is_done, words in ((False, "0 of 1 answer says"), (True, "1 of 1 answer says")):
        asked = called_done(commitment, carla)
        services.answer_question(round_id=asked.pk, resident=anna, is_done=is_done, language="en")
        services.settle(round_id=asked.pk)
        assert words in read(client, page)
        if not is_done:
            services.reopen(commitment_id=commitment.pk, due_on=in_days(60), reason={"fi": "x"}, by=carla)
    assert "0 of 1 answer says" in read(client, page)


def test_words_in_another_language_say_so(client: Client, proposal: Proposal, carla: User, page: str) -> None:
    promise(proposal, carla, title={"fi": "Penkit paikoillaan"})
    assert 'lang="fi" dir="ltr">Penkit paikoillaan' in read(client, page)


def test_a_page_without_promises_costs_nothing_more(client: Client, proposal: Proposal, page: str) -> None:
    assert cost(client, page) == 3


def test_the_page_costs_the_same_for_one_and_three(client: Client, commitment: Commitment, carla: User, page: str) -> None:
    def told(row: Commitment) -> None:
        services.note_progress(commitment_id=row.pk, text={"fi": "Tilattu."}, by=carla)
        services.set_milestones(commitment_id=row.pk, steps=[Step(title={"fi": "Tilattu"})], by=carla)
        services.move_due_date(commitment_id=row.pk, due_on=in_days(90), reason={"fi": "x"}, by=carla)
        called_done(row, carla)

    told(commitment)
    once = cost(client, page)
    for _n in range(2):
        told(promise(commitment.proposal, carla))
    assert cost(client, page) == once <= 15


# --- Lists --------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def several(town: Town, commitment: Commitment, carla: User) -> dict[str, Commitment]:
    """One of each standing, by its name."""

    def one(name: str) -> Commitment:
        return promise(ProposalFactory(project=town.project, title=f"On {name}"), carla, title={"fi": name, "en": f"is {name}"})

    rows = {name: one(name) for name in Standing.values}
    make_late(rows[Standing.LATE], 12)
    services.give_up(commitment_id=rows[Standing.GIVEN_UP].pk, reasons={"fi": "x"}, by=carla)
    called_done(rows[Standing.ASKED], carla)
    services.settle(round_id=called_done(rows[Standing.KEPT], carla).pk)
    disputed = called_done(rows[Standing.DISPUTED], carla)
    services.answer_question(round_id=disputed.pk, resident=rows[Standing.DISPUTED].proposal.author, is_done=False, language="en")
    services.settle(round_id=disputed.pk)
    return rows


def test_lists_are_filtered_by_where_promises_stand(client: Client, town: Town, several: dict[str, Commitment]) -> None:
    for folder in ("/en/promises/", f"/en/projects/{town.project.slug}/promises/"):
        everything = read(client, folder)
        for name in Standing.values:
            assert f"is {name}<" in everything
            html = read(client, f"{folder}?state={name}")
            assert [other for other in Standing.values if f"is {other}<" in html] == [name]
        assert (
            "1 of 7 promises has been kept. 1 is late." in everything
            or "1 of 7 promises have been kept. 1 is late." in everything
        )
        assert "is kept<" in read(client, f"{folder}?state=nonsense")


def test_the_citys_list_is_narrowed_to_a_district(
    client: Client, town: Town, several: dict[str, Commitment], carla: User
) -> None:
    Proposal.objects.filter(pk=several["kept"].proposal_id).update(district=town.malmi)
    assert "is late<" not in read(client, "/en/promises/?district=malmi")
    assert "is kept<" in read(client, "/en/promises/?district=malmi")
    assert "is late<" in read(client, "/en/promises/?district=nowhere%00")


@pytest.mark.parametrize("standing", ["", "under-way", "kept"])
def test_pages_follow_each_other_by_key(client: Client, proposal: Proposal, carla: User, standing: str, monkeypatch: Any) -> None:
    monkeypatch.setattr("proposals.commitments.views.page_of", _small_pages())
    for number in range(5):
        row = promise(proposal, carla, days=30, title={"fi": f"lupaus {number}", "en": f"promise {number}"})
        if standing == "kept":
            services.settle(round_id=called_done(row, carla).pk)
    address, seen = f"/en/promises/?state={standing}", []
    while address:
        html = read(client, address)
        seen += [number for number in range(5) if f"promise {number}<" in html]
        following = html.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0] if 'rel="next"' in html else ""
        address = f"/en/promises/{following.replace('&amp;', '&')}" if following else ""
    assert sorted(seen) == list(range(5))


def _small_pages() -> Any:
    from functools import partial

    from proposals.commitments.queries.listing import page_of

    return partial(page_of, size=2)


@pytest.mark.parametrize("after", ["x", "1_", "99999999999999999_1", "0_0", "-1_1", "1_999999999999999999", "\x00"])
def test_any_cursor_is_survived(client: Client, several: dict[str, Commitment], after: str) -> None:
    for standing in ("", "late"):
        assert client.get("/en/promises/", {"after": after, "state": standing}).status_code in {200, 400}


def test_lists_cost_the_same_at_one_and_three(client: Client, proposal: Proposal, carla: User, town: Town) -> None:
    addresses = [
        "/en/promises/",
        f"/en/projects/{town.project.slug}/promises/",
        "/en/promises/due.ics",
        f"/en/projects/{town.project.slug}/promises/due.ics",
    ]
    promise(proposal, carla)
    once = [cost(client, address) for address in addresses]
    for _n in range(2):
        promise(ProposalFactory(project=town.project), carla)
    assert [cost(client, address) for address in addresses] == once
    assert max(once) <= 8


def test_empty_lists_say_what_will_be_there(client: Client, town: Town) -> None:
    assert "Nothing has been promised yet" in read(client, "/en/promises/")
    assert "No promise is like that" in read(client, "/en/promises/?state=late")


def test_the_calendar_has_what_is_still_due(client: Client, several: dict[str, Commitment]) -> None:
    response = client.get("/en/promises/due.ics")
    assert response["Content-Type"].startswith("text/calendar")
    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert sorted(str(event["SUMMARY"]) for event in events) == [
        "Due: Benches in place",
        "Due: is late",
        "Due: is under-way",
    ]
    first = next(event for event in events if "Benches" in event["SUMMARY"])
    assert first.decoded("DTSTART") == in_days(30)
    assert f"#promise-{Commitment.objects.order_by('pk')[0].pk}" in str(first["URL"])


def test_a_project_out_of_sight_takes_its_promises_along(client: Client, commitment: Commitment, town: Town, aino: User) -> None:
    set_project_state(project_id=town.project.pk, state=ProjectState.DRAFT, by=aino)
    assert "Benches in place" not in read(client, "/en/promises/")
    assert client.get(f"/en/projects/{town.project.slug}/promises/").status_code == 404
    assert client.get(f"/en/projects/{town.project.slug}/promises/due.ics").status_code == 404


# --- What came of it ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def told(published: Project, aino: User) -> Commitment:
    """One promise in a project with pages."""
    return promise(ProposalFactory(project=published), aino)


@pytest.mark.parametrize("address", ["/en/", "/en/districts/kallio/", "/en/districts/kallio/torin-ideat/"])
def test_home_district_and_project_tell_what_came_of_it(client: Client, published: Project, aino: User, address: str) -> None:
    forget_cache()
    before = cost(client, address)
    assert "0 of 1 promise" not in read(client, address)
    promise(ProposalFactory(project=published), aino)
    html = read(client, address)
    assert "0 of 1 promise has been kept." in html
    assert "Benches in place" in html
    once = cost(client, address)
    assert once <= before + 2
    for _n in range(2):
        promise(ProposalFactory(project=published), aino)
    forget_cache()
    assert cost(client, address) == once <= 15


def test_words_go_at_once_while_numbers_may_wait(client: Client, told: Commitment) -> None:
    client.get("/en/")
    Proposal.objects.update(state="withdrawn")
    assert "Benches in place" not in client.get("/en/").content.decode()


def test_a_project_that_is_over_tells_it_once(client: Client, told: Commitment, published: Project) -> None:
    now = timezone.now()
    Phase.objects.filter(project=published).update(starts_at=now - timedelta(days=9), ends_at=now - timedelta(days=1))
    html = read(client, "/en/districts/kallio/torin-ideat/")
    assert html.count("0 of 1 promise has been kept.") == 1
    assert html.index('id="came"') < html.index("0 of 1 promise has been kept.")
