"""Proposals of a project that can be put on the ballot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from proposals.assessment.states import AssessmentState, Feasibility
from proposals.models import Proposal
from proposals.voting.models import BudgetItem

if TYPE_CHECKING:
    from proposals.voting.models import Round

POSSIBLE = (Feasibility.FEASIBLE, Feasibility.WITH_CHANGES)


def candidates(voting_round: Round) -> QuerySet[Proposal]:
    """Published proposals of the project whose assessment is concluded, and that are not on the ballot, with district and
    assessment."""
    on_ballot = BudgetItem.objects.filter(round=voting_round, proposal__isnull=False).values("proposal_id")
    found = Proposal.objects.published().filter(project_id=voting_round.project_id, assessment__state=AssessmentState.CONCLUDED)
    return found.exclude(pk__in=on_ballot).select_related("district", "assessment").defer("search", "district__boundary")


def possible(voting_round: Round) -> QuerySet[Proposal]:
    """Those of them that can be done."""
    return candidates(voting_round).filter(assessment__feasibility__in=POSSIBLE)
