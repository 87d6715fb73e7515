"""What staff are shown of votes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from districts.states import Role
from participation.projects.rules import roles_of
from proposals.voting.models import BudgetItem, CodeBatch, Pot, Round, RulesChange
from proposals.voting.states import ProposedState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User
    from proposals.voting.querysets import VoteQuerySet

READERS = (Role.COORDINATOR, Role.AUDITOR)


@dataclass(frozen=True)
class Counts:
    """Numbers for the overview."""

    batches: int
    waiting: int


def sees_votes(user: User | AnonymousUser) -> bool:
    """Whether the person prepares or watches votes somewhere."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or any(role.role in READERS for role in roles_of(user))


def rounds_for(user: User) -> VoteQuerySet:
    """Votes that the person prepares or watches, the newest first, with how many changes wait (`waiting`)."""
    found = Round.objects.current()
    if not user.is_superuser:
        inside = Q(pk__in=[])
        for role in roles_of(user):
            if role.role in READERS:
                reached = Q(project__lead_district__path__startswith=role.district.path)
                inside |= reached & Q(project=role.project_id) if role.project_id else reached
        found = found.filter(inside)
    waiting = Count("changes", filter=Q(changes__state=ProposedState.PROPOSED))
    rows = found.select_related("project__lead_district").defer("rules_text", "project__lead_district__boundary")
    return rows.annotate(waiting=waiting).order_by("-created_at", "-pk")


def pots_of(voting_round: Round) -> list[Pot]:
    """Its pots with their districts, in order."""
    rows = Pot.objects.filter(round=voting_round).select_related("district").defer("district__boundary")
    return list(rows.order_by("position", "id"))


def items_of(voting_round: Round) -> list[BudgetItem]:
    """All its items, by number."""
    return list(BudgetItem.objects.filter(round=voting_round).order_by("number"))


def counts_of(voting_round: Round) -> Counts:
    """Two queries."""
    return Counts(
        batches=CodeBatch.objects.filter(round=voting_round, revoked_at__isnull=True).count(),
        waiting=RulesChange.objects.filter(round=voting_round, state=ProposedState.PROPOSED).count(),
    )


def public_changes(voting_round: Round) -> list[RulesChange]:
    """Changes in force, the newest first: what residents are shown, without who proposed them."""
    found = RulesChange.objects.filter(round=voting_round, state=ProposedState.APPROVED).order_by("-id")
    return list(found.defer("proposed_by", "settled_by"))
