"""The set-based twins give the rows that the verbs give one by one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from districts.models import District
from participation.accounts.models import User
from participation.audit.models import Entry
from participation.comments.models import Thread
from participation.common.origin import Origin
from participation.common.refusals import Invalid, PhaseClosed
from proposals.models import Proposal, Support
from proposals.services import (
    ProposalSeed,
    SupportSeed,
    rebuild_counts,
    seed_proposals,
    seed_supports,
    submit_proposal,
    support_proposal,
)
from proposals.services.content import Content
from tests.cast import Town
from tests.factories.accounts import UserFactory
from tests.factories.districts import square
from tests.factories.proposals import ProposalFactory, many_proposals

OWN = {"id", "thread_id", "shuffle", "external_ref"}


def facts(row: Proposal) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in Proposal._meta.concrete_fields if field.attname not in OWN}


def entries(action: str) -> list[tuple[Any, ...]]:
    rows = Entry.objects.filter(action=action).order_by("pk")
    return list(rows.values_list("actor", "object_type", "project_id", "district_id", "data"))


@pytest.fixture
def past() -> datetime:
    """A moment in the open phase."""
    return timezone.now() - timedelta(hours=5)


def test_proposals_are_the_same_by_twin_and_by_verb(town: Town, anna: User, past: datetime) -> None:
    District.objects.filter(pk=town.malmi.pk).update(boundary=square(24.9, 60.15, 0.1))
    contents = [
        Content(title=" A  hut ", body="One.\r\nTwo. ", language="en", latitude=60.2, longitude=24.95, place=" Shore "),
        Content(title="Penkkejä", body="Lisää.", language="fi", district_id=town.kallio.pk, place="Ranta"),
        Content(title="Överallt", body="Ja.", language="sv"),
    ]
    single = [
        submit_proposal(project_id=town.project.pk, author=anna, origin=Origin.SEED, at=past, **vars(content))
        for content in contents
    ]
    by_verb = entries("proposal.publish")
    many = seed_proposals(
        project_id=town.project.pk,
        rows=[ProposalSeed(content=content, at=past, author=anna) for content in contents],
    )
    for one, other in zip(single, many, strict=True):
        one.refresh_from_db()
        other.refresh_from_db()
        assert facts(one) == facts(other)
        assert one.thread_id != other.thread_id
        assert (one.thread.anchor, one.thread.project) == (other.thread.anchor, other.thread.project)
    assert entries("proposal.publish") == by_verb * 2


def test_supports_are_the_same_by_twin_and_by_verb(town: Town, past: datetime) -> None:
    first, second = ProposalFactory(project=town.project), ProposalFactory(project=town.project)
    people = [UserFactory() for _n in range(3)]
    for resident in people:
        support_proposal(proposal_id=first.pk, resident=resident, origin=Origin.SEED, at=past)
    rebuild_counts()
    added = seed_supports(rows=[SupportSeed(second.pk, resident.pk, past) for resident in [*people, people[0]]])
    assert added == 3
    shape = ("resident_id", "channel", "entered_by_id", "created_at")
    assert list(first.supports.order_by("pk").values_list(*shape)) == sorted(second.supports.values_list(*shape))
    one, other = (Entry.objects.filter(action="proposal.support", object_id=row.pk) for row in (first, second))
    shape = ("actor", "object_type", "project_id", "district_id", "data")
    assert sorted(map(str, one.values_list(*shape))) == sorted(map(str, other.values_list(*shape)))
    assert set(Proposal.objects.values_list("support_count", flat=True)) == {3}
    assert seed_supports(rows=[SupportSeed(second.pk, people[0].pk, past)]) == 0


def test_what_the_verb_refuses_the_twin_refuses_and_keeps_nothing(town: Town, anna: User, past: datetime) -> None:
    fine = ProposalSeed(content=Content(title="A", body="b", language="en"), at=past, author=anna)
    early = ProposalSeed(content=fine.content, at=past - timedelta(days=9), author=anna)
    long = ProposalSeed(content=Content(title="x" * 121, body="b", language="en"), at=past, author=anna)
    strange = ProposalSeed(content=Content(title="A", body="b", language="en", category_id=0), at=past, author=anna)
    for bad, refusal in ((early, PhaseClosed), (long, Invalid), (strange, Invalid)):
        with pytest.raises(refusal) as refused:
            seed_proposals(project_id=town.project.pk, rows=[fine, bad])
        assert refused.value.facts["row"] == 1
    assert not Proposal.objects.exists()
    assert not Thread.objects.exists()


def test_supports_outside_a_phase_or_of_hidden_proposals_are_refused(town: Town, anna: User, past: datetime) -> None:
    proposal = ProposalFactory(project=town.project)
    withdrawn = ProposalFactory(project=town.project, state="withdrawn")
    for row in (SupportSeed(proposal.pk, anna.pk, past - timedelta(days=9)), SupportSeed(withdrawn.pk, anna.pk, past)):
        with pytest.raises(PhaseClosed):
            seed_supports(rows=[row])
    assert not Support.objects.exists()


def test_a_thousand_rows_take_few_statements(town: Town, anna: User, past: datetime) -> None:
    content = Content(title="A", body="b", language="en")
    with CaptureQueriesContext(connection) as captured:
        seed_proposals(project_id=town.project.pk, rows=[ProposalSeed(content=content, at=past, author=anna)] * 1000)
    assert len(captured) < 20
    rows = many_proposals(town.project, 20)
    people = [UserFactory() for _n in range(20)]
    with CaptureQueriesContext(connection) as captured:
        seed_supports(rows=(SupportSeed(row.pk, person.pk, past) for row in rows for person in people))
    assert len(captured) < 12


def test_only_history_is_seeded(town: Town) -> None:
    with pytest.raises(ValueError, match="history"):
        seed_proposals(project_id=town.project.pk, rows=[], origin=Origin.WEB)
