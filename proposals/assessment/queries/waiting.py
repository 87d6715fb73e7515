"""What waits for somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from proposals.assessment.models import Assessment, Assignment
from proposals.assessment.states import AssessmentState

if TYPE_CHECKING:
    from participation.accounts.models import User

KEPT = "_waiting_assessments"  # on the user


@dataclass(frozen=True)
class Waiting:
    """Numbers of open assessments. assigned, assigned_late: one's own. unassigned, late: of those one coordinates."""

    assigned: int
    assigned_late: int
    unassigned: int
    late: int

    @property
    def number(self) -> int:
        """How many wait for this person to do something."""
        return self.assigned + self.unassigned


def waiting_for(user: User) -> Waiting:
    """One query for as long as this user object lives (a request)."""
    kept: Waiting | None = getattr(user, KEPT, None)
    if kept is None:
        kept = _waiting_for(user)
        setattr(user, KEPT, kept)
    return kept


def _waiting_for(user: User) -> Waiting:
    mine = Exists(Assignment.objects.filter(assessment=OuterRef("pk"), assessor=user, until__isnull=True))
    late = Q(due_on__lt=timezone.localdate())
    found = Assessment.objects.worked_on_by(user).open().annotate(mine=mine)
    numbers = found.aggregate(
        assigned=Count("pk", filter=Q(mine=True)),
        assigned_late=Count("pk", filter=Q(mine=True) & late),
        unassigned=Count("pk", filter=Q(state=AssessmentState.NEW)),
        late=Count("pk", filter=Q(mine=False) & late),
    )
    return Waiting(**numbers)
