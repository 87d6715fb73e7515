"""What was found out is told to residents and to who proposed it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from districts.models import Unit
from participation.accounts.models import User
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.notifications.models import News, OutboxMessage
from proposals.assessment.models import Assessment
from proposals.assessment.services import add_default_criteria, conclude, move, save_work, set_deadline
from proposals.models import Proposal
from proposals.services import respond_officially, withdraw_proposal
from proposals.states import Status
from tests.assessment.conftest import in_days, work, written_with
from tests.caching import forget_cache
from tests.cast import Town


def page_of(client: Client, proposal: Proposal) -> str:
    return client.get(f"/en/projects/{proposal.project.slug}/proposals/{proposal.pk}/").content.decode()


def test_residents_see_the_promise_then_the_result(
    client: Client, town: Town, assigned: Assessment, elli: User, carla: User, parks: Unit
) -> None:
    ours, _fits, serves, _equal, easy, risks = add_default_criteria(project=town.project, by=carla)
    proposal = assigned.proposal
    page = page_of(client, proposal)
    assert "An expert has been chosen" in page
    assert "We promise the result by" in page
    scores = {ours.pk: True, serves.pk: 4, easy.pk: 2, risks.pk: "Routa."}
    done = work(feasibility="with_changes", unit_id=parks.pk, cost_low=1000, cost_high=2500, scores=scores)
    save_work(assessment_id=assigned.pk, by=elli, seen="", work=done)
    unfinished = page_of(client, proposal)
    for hidden in ("Penkit mahtuvat", "1,000", "It can be done with changes"):
        assert hidden not in unfinished
    conclude(assessment_id=assigned.pk, by=elli, seen="", work=done)
    page = page_of(client, proposal)
    for shown in ("It can be done with changes", "Penkit mahtuvat", "1,000–2,500 euros", "Puistot", "4 of 5"):
        assert shown in page
    for hidden in ("Routa.", "How easily it can be carried out", "Elli"):
        assert hidden not in page


def test_a_late_promise_is_said(client: Client, assessment: Assessment) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(due_on=in_days(-1))
    assert "It is late." in page_of(client, assessment.proposal)


def test_the_author_is_told_in_their_language_once_for_each_conclusion(
    assigned: Assessment, anna: User, elli: User, carla: User
) -> None:
    User.objects.filter(pk=anna.pk).update(language="fi")
    conclude(assessment_id=assigned.pk, by=elli, seen="", work=work())
    with pytest.raises(Conflict):
        conclude(assessment_id=assigned.pk, by=carla, seen="", work=work())
    mail = OutboxMessage.objects.get(recipient=anna)
    assert mail.language == "fi"
    assert "Penkit mahtuvat rantaan." in mail.text
    assert "Elli" not in mail.text
    move(assessment_id=assigned.pk, state="reopened", by=carla)
    conclude(assessment_id=assigned.pk, by=elli, seen="", work=work())
    assert OutboxMessage.objects.filter(recipient=anna).count() == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [({"feasibility": ""}, "feasibility"), ({"feasibility": "with_changes", "reasons": {}}, "reasons")],
)
def test_what_is_missing_is_named(assigned: Assessment, elli: User, change: dict, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        conclude(assessment_id=assigned.pk, by=elli, seen="", work=work(**change))
    assert refused.value.field == field
    assert not OutboxMessage.objects.exists()


def test_a_concluded_one_is_opened_again_by_coordinators_alone(
    client: Client, assigned: Assessment, elli: User, carla: User
) -> None:
    conclude(assessment_id=assigned.pk, by=elli, seen="", work=work())
    for act in (
        lambda: save_work(assessment_id=assigned.pk, by=elli, seen="", work=work()),
        lambda: set_deadline(assessment_id=assigned.pk, due_on=in_days(1), by=carla),
    ):
        with pytest.raises(Conflict):
            act()
    with pytest.raises(NotAllowed):
        move(assessment_id=assigned.pk, state="reopened", by=elli)
    move(assessment_id=assigned.pk, state="reopened", by=carla)
    page = page_of(client, assigned.proposal)
    assert "Being assessed again" in page
    assert "Penkit mahtuvat" not in page


def test_the_answer_alone_changes_the_status(assigned: Assessment, elli: User, carla: User, parks: Unit, enter: Any) -> None:
    conclude(assessment_id=assigned.pk, by=elli, seen="", work=work())
    proposal = assigned.proposal
    proposal.refresh_from_db()
    assert proposal.status == Status.ASSESSING
    desk = enter(carla)
    link = f"/admin/proposals/{proposal.pk}/respond/"
    assert link in desk.get(f"/admin/assessment/{assigned.pk}/").content.decode()
    assert link not in enter(elli).get(f"/admin/assessment/{assigned.pk}/").content.decode()
    respond_officially(proposal_id=proposal.pk, unit_id=parks.pk, author=carla, status=Status.ACCEPTED, text="Teemme sen.")
    proposal.refresh_from_db()
    assert proposal.status == Status.ACCEPTED
    assert link not in desk.get(f"/admin/assessment/{assigned.pk}/").content.decode()


def test_what_is_taken_back_is_assessed_no_more(assigned: Assessment, anna: User, elli: User, enter: Any) -> None:
    withdraw_proposal(proposal_id=assigned.proposal_id, by=anna)
    with pytest.raises(Conflict):
        conclude(assessment_id=assigned.pk, by=elli, seen="", work=work())
    desk = enter(elli)
    assert "A warming hut" not in desk.get("/admin/assessment/").content.decode()
    assert desk.get(f"/admin/assessment/{assigned.pk}/").status_code == 404


def test_the_page_costs_nothing_without_and_two_with(client: Client, assigned: Assessment, elli: User, town: Town) -> None:
    from tests.factories.proposals import ProposalFactory

    other = ProposalFactory(project=town.project)

    def queries(proposal: Proposal) -> int:
        page_of(client, proposal)
        with CaptureQueriesContext(connection) as captured:
            page_of(client, proposal)
        return len(captured)

    without = queries(other)
    assert queries(assigned.proposal) == without + 1
    conclude(assessment_id=assigned.pk, by=elli, seen="", work=work())
    assert queries(assigned.proposal) == without + 2


def test_the_project_says_how_far_it_is(client: Client, town: Town, assigned: Assessment, elli: User) -> None:
    from django.contrib.auth.models import AnonymousUser

    from participation.projects.queries import readable_project
    from proposals.assessment.feature import panel

    project = readable_project(town.project.slug, AnonymousUser())
    shown = panel(None, project)
    assert (shown.context["progress"].total, shown.context["progress"].concluded) == (1, 0)
    conclude(assessment_id=assigned.pk, by=elli, seen="", work=work())
    forget_cache()  # numbers may be a minute old
    assert [row["value"] for row in panel(None, project).context["rows"]] == [1]


@pytest.mark.parametrize("visibility", ["unlisted", "members"])
def test_what_is_in_no_list_is_told_to_those_who_follow_it(town: Town, assigned: Assessment, elli: User, visibility: str) -> None:
    town.project.visibility = visibility
    town.project.save()
    conclude(assessment_id=assigned.pk, by=elli, seen="", work=work())
    news = News.objects.get(kind="assessment.concluded")
    assert set(news.targets) == {f"proposal:{assigned.proposal_id}", f"project:{town.project.pk}"}


def test_who_writes_it_too_is_told_as_well(assigned: Assessment, elli: User, ben: User, nils: User) -> None:
    written_with(assigned.proposal, ben)
    written_with(assigned.proposal, nils)
    User.objects.filter(pk=nils.pk).update(is_active=False)
    conclude(assessment_id=assigned.pk, by=elli, seen="", work=work())
    assert set(OutboxMessage.objects.values_list("recipient", flat=True)) == {assigned.proposal.author_id, ben.pk}
