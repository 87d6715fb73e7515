"""A promise from the answer to its end: what the verbs do, who may use them, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from districts.models import Unit
from districts.states import Role
from participation.accounts.models import User
from participation.audit.models import Entry
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.notifications.models import News
from proposals.commitments import services
from proposals.commitments.models import Commitment, DueChange
from proposals.commitments.queries.staff import keepable_by
from proposals.commitments.rules import may_decide, may_keep
from proposals.commitments.services import Promise, Step
from proposals.commitments.states import CommitmentState, NoteKind
from proposals.models import OfficialResponse, Proposal
from proposals.states import ProposalState
from tests.cast import Town, person
from tests.factories.commitments import TITLE, called_done, in_days, promise
from tests.factories.districts import DistrictRoleFactory, UnitFactory

WHY = {"fi": "Toimitus myöhästyi.", "en": "The delivery is late."}


def test_a_promise_is_kept_with_its_languages_and_recorded(commitment: Commitment, carla: User) -> None:
    assert (commitment.title, commitment.title_sv, commitment.title_en) == tuple(TITLE.values())
    assert commitment.state == CommitmentState.PROMISED
    assert commitment.made_on == timezone.localdate()
    entry = Entry.objects.get(action="commitment.make")
    assert (entry.actor, entry.object_id) == (carla, commitment.pk)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": {"sv": "Bänkar"}}, "title"),
        ({"title": {"fi": " \u200b"}}, "title"),
        ({"title": {"fi": "x" * 161}}, "title"),
        ({"title": {"fi": "Penkit", "en": "x\x00"}}, "title_en"),
        ({"title": {"fi": "Penkit", "xx": "?"}}, "title_xx"),
        ({"text": {"fi": "x" * 2001}}, "text"),
        ({"unit_id": 0}, "unit"),
        ({"due_on": in_days(0)}, "due_on"),
        ({"due_on": in_days(365 * 40)}, "due_on"),
    ],
)
def test_what_is_wrong_is_named(commitment: Commitment, carla: User, parks: Unit, change: dict[str, Any], field: str) -> None:
    values = {"title": {"fi": "Penkit"}, "unit_id": parks.pk, "due_on": in_days(9), **change}
    with pytest.raises(Invalid) as refused:
        services.make_commitment(response_id=commitment.response_id, promise=Promise(**values), by=carla)
    assert refused.value.field == field


def test_the_first_note_sets_it_under_way_and_says_how_far(commitment: Commitment, carla: User) -> None:
    services.note_progress(commitment_id=commitment.pk, text={"fi": "Tilattu.", "en": "Ordered."}, percent=30, by=carla)
    commitment.refresh_from_db()
    assert (commitment.state, commitment.percent) == (CommitmentState.UNDER_WAY, 30)
    assert commitment.notes.get().kind == NoteKind.PROGRESS
    with pytest.raises(Invalid) as refused:
        services.note_progress(commitment_id=commitment.pk, text={"fi": "x"}, percent=101, by=carla)
    assert refused.value.field == "percent"


def test_a_moved_due_date_says_where_from_and_why(commitment: Commitment, carla: User) -> None:
    before = commitment.due_on
    services.move_due_date(commitment_id=commitment.pk, due_on=in_days(60), reason=WHY, by=carla)
    change = DueChange.objects.get()
    assert (change.old_due_on, change.new_due_on, change.reason) == (before, in_days(60), WHY["fi"])
    for day, reason, field in ((in_days(60), WHY, "due_on"), (in_days(0), WHY, "due_on"), (in_days(70), {}, "reason")):
        with pytest.raises(Invalid) as refused:
            services.move_due_date(commitment_id=commitment.pk, due_on=day, reason=reason, by=carla)
        assert refused.value.field == field
    assert DueChange.objects.count() == 1


def test_steps_are_written_changed_and_left_out(commitment: Commitment, carla: User) -> None:
    ordered, placed = Step(title={"fi": "Tilattu"}, reached_on=in_days(0)), Step(title={"fi": "Paikallaan"}, due_on=in_days(20))
    services.set_milestones(commitment_id=commitment.pk, steps=[ordered, placed], by=carla)
    _first, second = commitment.milestones.all()
    services.set_milestones(
        commitment_id=commitment.pk, steps=[Step(id=second.pk, title={"fi": "Paikoillaan", "en": "Placed"})], by=carla
    )
    assert [(row.pk, row.title, row.title_en) for row in commitment.milestones.all()] == [(second.pk, "Paikoillaan", "Placed")]
    with pytest.raises(Invalid) as refused:
        services.set_milestones(commitment_id=commitment.pk, steps=[ordered, Step(title={"sv": "x"})], by=carla)
    assert refused.value.field == "1-title"
    other = promise(commitment.proposal, carla)
    services.set_milestones(commitment_id=other.pk, steps=[Step(id=second.pk, title={"fi": "Varas"})], by=carla)
    second.refresh_from_db()
    assert second.title == "Paikoillaan"


def test_giving_up_needs_reasons_and_can_be_taken_back(commitment: Commitment, carla: User) -> None:
    with pytest.raises(Invalid) as refused:
        services.give_up(commitment_id=commitment.pk, reasons={"en": "No money."}, by=carla)
    assert refused.value.field == "reasons"
    services.give_up(commitment_id=commitment.pk, reasons={"fi": "Rahaa ei ole."}, by=carla)
    services.reopen(commitment_id=commitment.pk, due_on=in_days(90), reason=WHY, by=carla)
    commitment.refresh_from_db()
    assert (commitment.state, commitment.reasons, commitment.given_up_on) == (CommitmentState.UNDER_WAY, "", None)


def test_what_was_called_done_too_soon_is_taken_up_again_with_its_question(commitment: Commitment, carla: User) -> None:
    asked = called_done(commitment, carla)
    services.reopen(commitment_id=commitment.pk, due_on=in_days(90), reason=WHY, by=carla)
    asked.refresh_from_db()
    assert asked.outcome == "taken-back"
    assert called_done(commitment, carla).number == 2


def test_nothing_follows_where_no_way_leads(commitment: Commitment, carla: User) -> None:
    called_done(commitment, carla)
    common = {"commitment_id": commitment.pk, "by": carla}
    acts: list[Callable[[], Any]] = [
        lambda: services.note_progress(text={"fi": "x"}, **common),
        lambda: services.mark_done(done_on=in_days(0), text={"fi": "x"}, **common),
        lambda: services.move_due_date(due_on=in_days(99), reason=WHY, **common),
        lambda: services.give_up(reasons={"fi": "x"}, **common),
        lambda: services.explain(text={"fi": "x"}, **common),
    ]
    for act in acts:
        with pytest.raises(Conflict):
            act()


def test_whoever_did_not_see_anothers_change_is_told(commitment: Commitment, carla: User) -> None:
    seen = services.mark_of(commitment)
    services.edit_commitment(
        commitment_id=commitment.pk, title={"fi": "Uusi"}, text={}, unit_id=commitment.unit_id, by=carla, seen=seen
    )
    with pytest.raises(Conflict):
        services.edit_commitment(
            commitment_id=commitment.pk, title={"fi": "Toinen"}, text={}, unit_id=commitment.unit_id, by=carla, seen=seen
        )
    commitment.refresh_from_db()
    assert commitment.title == "Uusi"


def test_nothing_happens_where_the_proposal_is_not_public(commitment: Commitment, carla: User, parks: Unit) -> None:
    Proposal.objects.filter(pk=commitment.proposal_id).update(state=ProposalState.WITHDRAWN)
    told = Promise(title={"fi": "Penkit"}, unit_id=parks.pk, due_on=in_days(9))
    with pytest.raises(Conflict):
        services.make_commitment(response_id=commitment.response_id, promise=told, by=carla)
    with pytest.raises(Conflict):
        services.note_progress(commitment_id=commitment.pk, text={"fi": "x"}, by=carla)
    assert not keepable_by(carla).exists()


@pytest.mark.parametrize(
    ("role", "where", "own_unit", "decides", "keeps"),
    [
        (Role.COORDINATOR, "kallio", False, True, True),
        (Role.COORDINATOR, "malmi", False, False, False),
        (Role.EDITOR, "kallio", True, False, True),
        (Role.EDITOR, "malmi", True, False, False),
        (Role.EDITOR, "kallio", False, False, False),
    ],
)
def test_rules_and_list_say_the_same(
    town: Town, commitment: Commitment, parks: Unit, role: str, where: str, own_unit: bool, decides: bool, keeps: bool
) -> None:
    user = person("rita")
    unit = parks if own_unit else UnitFactory(name="Muut")
    DistrictRoleFactory(user=user, district=getattr(town, where), role=role, unit=unit)
    assert (may_decide(user, commitment), may_keep(user, commitment)) == (decides, keeps)
    assert keepable_by(user).exists() is keeps
    if not decides:
        with pytest.raises(NotAllowed):
            services.give_up(commitment_id=commitment.pk, reasons={"fi": "x"}, by=user)
    if not keeps:
        with pytest.raises(NotAllowed):
            services.note_progress(commitment_id=commitment.pk, text={"fi": "x"}, by=user)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "done"},
        {"state": "given_up", "given_up_on": in_days(0)},
        {"due_on": in_days(-400)},
        {"percent": 101},
        {"state": "nonsense"},
        {"title": ""},
    ],
)
def test_the_database_holds_what_was_promised_of_promises(commitment: Commitment, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=commitment.pk).update(**wrong)


def test_an_answer_keeps_its_promises(commitment: Commitment) -> None:
    assert OfficialResponse.objects.get().commitments.get() == commitment


@pytest.mark.parametrize("visibility", ["unlisted", "members"])
def test_what_is_in_no_list_is_told_to_those_who_follow_it(town: Town, proposal: Proposal, carla: User, visibility: str) -> None:
    """Everybody may read an unlisted project who has its address; a district's followers and its feed do not give it away."""
    town.project.visibility = visibility
    town.project.save()
    commitment = promise(proposal, carla)
    services.note_progress(commitment_id=commitment.pk, text={"fi": "Tilattu."}, by=carla)
    told = News.objects.filter(kind__startswith="commitment.").order_by("pk")
    assert [news.kind for news in told] == ["commitment.made", "commitment.progress"]
    for news in told:
        assert set(news.targets) == {f"proposal:{proposal.pk}", f"project:{town.project.pk}"}
