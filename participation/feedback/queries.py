"""What the staff's list, the reminders and the accessibility statement read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Q
from django.utils import timezone

from districts.models import DistrictRole
from districts.states import Level, Role
from participation.accounts.models import User
from participation.feedback.models import Feedback
from participation.feedback.querysets import FeedbackQuerySet
from participation.feedback.states import FeedbackState

COUNTED_DAYS = 365


@dataclass(frozen=True)
class Waiting:
    """How much waits for an answer, and how much of it for too long."""

    open: int
    overdue: int


@dataclass(frozen=True)
class Kept:
    """How often the city kept its time, of what was sent within a year and has been answered or should have been."""

    in_time: int
    total: int


def staff_list(state: str) -> FeedbackQuerySet:
    """Open ones by the day they are due, so the overdue come first; answered ones with the newest answer first."""
    if state == FeedbackState.ANSWERED:
        return Feedback.objects.answered().select_related("answered_by").order_by("-answered_at", "-id")
    return Feedback.objects.open().order_by("due_on", "id")


def with_days_left(rows: Iterable[Feedback]) -> list[Feedback]:
    """The rows, each with `days_left` until its last day."""
    today, found = timezone.localdate(), list(rows)
    for row in found:
        row.days_left = (row.due_on - today).days
    return found


def waiting() -> Waiting:
    """One query."""
    numbers = Feedback.objects.open().aggregate(open=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=timezone.localdate())))
    return Waiting(**numbers)


def kept_time() -> Kept:
    """For the accessibility statement. One query."""
    since = timezone.now() - timedelta(days=COUNTED_DAYS)
    answered = Q(state=FeedbackState.ANSWERED)
    numbers = Feedback.objects.filter(created_at__gte=since).aggregate(
        total=Count("pk", filter=answered | Q(due_on__lt=timezone.localdate())),
        in_time=Count("pk", filter=answered & Q(answered_at__date__lte=F("due_on"))),
    )
    return Kept(**numbers)


def responsible() -> list[User]:
    """Everybody who may answer now: coordinators of the whole city, and administrators."""
    roles = DistrictRole.objects.active().filter(role=Role.COORDINATOR, district__level=Level.CITY, project__isnull=True)
    people = User.objects.filter(Q(is_superuser=True) | Q(pk__in=roles.values("user_id")), is_active=True)
    return list(people.order_by("pk"))
