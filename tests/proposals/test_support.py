"""Supporting a proposal and taking it back."""

import pytest

from participation.accounts.models import User
from participation.audit.models import Entry
from participation.common.refusals import Invalid, NotAllowed, PhaseClosed
from participation.projects.models import Phase
from participation.projects.states import Action
from proposals.models import Proposal
from proposals.services import rebuild_counts, refresh_counts, support_proposal, withdraw_support
from proposals.states import ProposalState
from tests.cast import Town
from tests.factories.proposals import ProposalFactory, SupportFactory


@pytest.fixture
def proposal(town: Town) -> Proposal:
    return ProposalFactory(project=town.project)


def test_one_support_is_added_and_recorded(proposal: Proposal, anna: User) -> None:
    assert support_proposal(proposal_id=proposal.pk, resident=anna)
    support = proposal.supports.get()
    entry = Entry.objects.get(action="proposal.support")
    assert (support.resident, support.channel) == (anna, "web")
    assert (entry.actor, entry.object_id, entry.district_id) == (anna, proposal.pk, proposal.district_id)


def test_supporting_twice_is_supporting_once(proposal: Proposal, anna: User) -> None:
    support_proposal(proposal_id=proposal.pk, resident=anna)
    assert not support_proposal(proposal_id=proposal.pk, resident=anna)
    assert proposal.supports.count() == 1
    assert Entry.objects.filter(action="proposal.support").count() == 1


def test_support_is_taken_back(proposal: Proposal, anna: User) -> None:
    support_proposal(proposal_id=proposal.pk, resident=anna)
    assert withdraw_support(proposal_id=proposal.pk, resident=anna)
    assert not withdraw_support(proposal_id=proposal.pk, resident=anna)
    assert not proposal.supports.exists()
    assert Entry.objects.filter(action="proposal.unsupport").count() == 1


def test_no_counter_is_written_in_the_support_itself(proposal: Proposal, anna: User) -> None:
    support_proposal(proposal_id=proposal.pk, resident=anna)  # the test's transaction never commits: nothing was queued yet
    proposal.refresh_from_db()
    assert proposal.support_count == 0


def test_recount_follows_the_commit(
    proposal: Proposal,
    anna: User,
    ben: User,
    django_capture_on_commit_callbacks: object,
) -> None:
    for resident in (anna, ben):
        with django_capture_on_commit_callbacks(execute=True):
            support_proposal(proposal_id=proposal.pk, resident=resident)
    proposal.refresh_from_db()
    assert proposal.support_count == 2


@pytest.mark.parametrize("state", [ProposalState.WITHDRAWN, ProposalState.DRAFT])
def test_only_public_proposals_are_supported(proposal: Proposal, anna: User, state: str) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(state=state)
    with pytest.raises(Invalid):
        support_proposal(proposal_id=proposal.pk, resident=anna)


def test_closed_phase_refuses_both_ways(proposal: Proposal, anna: User) -> None:
    SupportFactory(proposal=proposal, resident=anna)
    Phase.objects.update(features=[Action.COMMENT])
    with pytest.raises(PhaseClosed):
        withdraw_support(proposal_id=proposal.pk, resident=anna)
    with pytest.raises(PhaseClosed):
        support_proposal(proposal_id=proposal.pk, resident=anna)


def test_verified_residents_only_where_the_project_says_so(proposal: Proposal, anna: User, nils: User) -> None:
    proposal.project.verified_only = True
    proposal.project.save()
    with pytest.raises(NotAllowed):
        support_proposal(proposal_id=proposal.pk, resident=nils)
    assert support_proposal(proposal_id=proposal.pk, resident=anna)


def test_suspended_resident_is_refused(proposal: Proposal, anna: User) -> None:
    anna.is_active = False
    anna.save()
    with pytest.raises(NotAllowed):
        support_proposal(proposal_id=proposal.pk, resident=anna)


def test_counts_are_rebuilt_from_the_rows(town: Town, proposal: Proposal, anna: User, ben: User) -> None:
    other = ProposalFactory(project=town.project, support_count=7, comment_count=3)
    SupportFactory(proposal=proposal, resident=anna)
    SupportFactory(proposal=proposal, resident=ben)
    assert rebuild_counts() == 2
    proposal.refresh_from_db()
    other.refresh_from_db()
    assert (proposal.support_count, other.support_count, other.comment_count) == (2, 0, 0)
    assert rebuild_counts() == 0


def test_one_count_is_refreshed(proposal: Proposal, anna: User) -> None:
    SupportFactory(proposal=proposal, resident=anna)
    refresh_counts(proposal_ids=[proposal.pk])
    proposal.refresh_from_db()
    assert proposal.support_count == 1
