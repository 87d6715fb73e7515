"""Deadlines: assessors are reminded before them, coordinators are told of those that were missed; each once.

One mail tells a person of everything that is new to them, because a whole project may be due on one day. What somebody has
been told of is written with the mail, in one transaction for each person: a run that dies goes on where it was.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from districts.models import DistrictRole
from districts.states import Role
from participation.accounts.models import User
from participation.notifications.services import queue_mail
from proposals.assessment.models import Assessment, Assignment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

LISTED = 20


def remind_assessors() -> int:
    """Remind everybody of what is due within some days and that they have not been reminded of; returns how many people."""
    until = timezone.localdate() + timedelta(days=settings.ASSESSMENT_REMIND_DAYS)
    due = (
        Assignment.objects.filter(until__isnull=True, assessment__in=Assessment.objects.open().of_public_proposals())
        .filter(assessor__is_active=True, assessment__due_on__range=(timezone.localdate(), until))
        .exclude(reminded_of=F("assessment__due_on"), reminded_of__isnull=False)
    )
    people = list(due.order_by("assessor_id").values_list("assessor_id", flat=True).distinct())
    return sum(_remind(due.filter(assessor=pk), pk) for pk in people)


@transaction.atomic
def _remind(due: QuerySet[Assignment], person_id: int) -> bool:
    found = due.select_for_update(of=("self",), no_key=True, skip_locked=True)
    rows = list(found.select_related("assessment__proposal").order_by("assessment__due_on", "pk"))
    if not rows:
        return False
    _tell(User.objects.get(pk=person_id), [row.assessment for row in rows], moment="soon")
    for row in rows:
        row.reminded_of = row.assessment.due_on
    Assignment.objects.bulk_update(rows, ["reminded_of"], batch_size=500)
    return True


@transaction.atomic
def remind_coordinators() -> int:
    """Tell coordinators of deadlines that have passed and that nobody was told of; returns how many people."""
    news = Assessment.objects.overdue().of_public_proposals().exclude(told_late_of=F("due_on"), told_late_of__isnull=False)
    late = list(
        news.select_for_update(of=("self",), no_key=True, skip_locked=True)
        .select_related("proposal__project__lead_district", "proposal__district")
        .defer("proposal__search", "proposal__project__lead_district__boundary", "proposal__district__boundary")
        .order_by("due_on", "pk")
    )
    told = _by_coordinator(late)
    for person, rows in told.items():
        _tell(person, rows, moment="late")
    Assessment.objects.filter(pk__in=[row.pk for row in late]).update(told_late_of=F("due_on"))
    return len(told)


def _by_coordinator(late: Iterable[Assessment]) -> dict[User, list[Assessment]]:
    """Who answers for which of them, by the roles of this moment. One query, whatever there is."""
    roles = DistrictRole.objects.active().filter(role=Role.COORDINATOR, user__is_active=True).select_related("user", "district")
    held = list(roles.defer("district__boundary"))
    found: dict[User, dict[int, Assessment]] = defaultdict(dict)
    for row in late:
        proposal = row.proposal
        for role in held:
            inside = (proposal.district.path, proposal.project.lead_district.path)
            if role.project_id in (None, proposal.project_id) and any(path.startswith(role.district.path) for path in inside):
                found[role.user][row.pk] = row
    return {person: list(rows.values()) for person, rows in found.items()}


def _tell(person: User, rows: list[Assessment], *, moment: str) -> None:
    """One mail about all of them. Its key holds what it is about, so that two runs at once write it once."""
    ids = sorted(row.pk for row in rows)
    queue_mail(
        recipient=person,
        template="assessment_due",
        context={"rows": rows[:LISTED], "number": len(rows), "moment": moment},
        key=f"assessment.{moment}.{person.pk}.{rows[0].due_on}.{rows[-1].due_on}.{ids[0]}.{ids[-1]}.{len(ids)}",
    )
