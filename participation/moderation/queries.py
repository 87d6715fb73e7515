"""What the queue, the case page, the profile and the follow-up page read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery

from districts.models import District, DistrictRole
from districts.queries import role_districts
from districts.states import Level, Role
from participation.moderation.models import Case, Decision, Notice
from participation.moderation.querysets import CaseQuerySet
from participation.moderation.states import RESTRICTIONS, CaseState, DecisionAction

if TYPE_CHECKING:
    from participation.accounts.models import User


@dataclass(frozen=True)
class Waiting:
    """How many cases wait in one district, and since when the oldest does."""

    district: District
    number: int
    oldest: datetime


def queue(user: User, *, state: str, district_id: int | None = None, reason: str = "", object_type: str = "") -> CaseQuerySet:
    """Cases that this person moderates: open ones oldest first, decided ones newest first.

    Each case carries `reasons` (codes of its reports) and `last_action` (of its newest decision, or None).
    """
    cases = Case.objects.moderated_by(user).filter(state=state).select_related("district")
    if district_id is not None:
        cases = cases.filter(district_id=district_id)
    if object_type:
        cases = cases.filter(object_type=object_type)
    if reason:
        cases = cases.filter(Exists(Notice.objects.filter(case=OuterRef("pk"), reason=reason)))
    reasons = Notice.objects.filter(case=OuterRef("pk")).order_by("reason").values("reason").distinct()
    last = Decision.objects.filter(case=OuterRef("pk")).order_by("-id").values("action")[:1]
    order = ("opened_at", "id") if state == CaseState.OPEN else ("-decided_at", "-id")
    return cases.annotate(reasons=ArraySubquery(reasons), last_action=Subquery(last)).order_by(*order)


def open_count(user: User) -> int:
    """How many cases wait for this person."""
    return Case.objects.open().moderated_by(user).count()


def waiting(user: User) -> list[Waiting]:
    """Open cases by district, the one with the oldest case first."""
    rows = list(
        Case.objects.open()
        .moderated_by(user)
        .values("district_id")
        .annotate(number=Count("pk"), oldest=Min("opened_at"))
        .order_by("oldest")
    )
    districts = District.objects.in_bulk([row["district_id"] for row in rows])
    return [Waiting(districts[row["district_id"]], row["number"], row["oldest"]) for row in rows]


def districts_with_cases(user: User) -> list[District]:
    """Districts to filter by: those in which this person has cases, by name."""
    ids = Case.objects.moderated_by(user).order_by().values("district_id").distinct()
    return sorted(District.objects.filter(pk__in=ids), key=str)


def watched_district_ids(user: User) -> list[int]:
    """Districts whose live topics tell this person of every case they moderate by district."""
    if user.is_superuser:
        return list(District.objects.filter(level=Level.CITY).values_list("pk", flat=True))
    roles = DistrictRole.objects.held_by(user).filter(role=Role.MODERATOR, project__isnull=True)
    return list(roles.order_by("district_id").values_list("district_id", flat=True).distinct())


def district_and_above(district_id: int) -> list[int]:
    """Ids of the district and of all that contain it."""
    return list(role_districts(District.objects.only("path").get(pk=district_id)))


def standing_restriction(object_type: str, object_id: int) -> Decision | None:
    """The decision that keeps this content from readers now, or None."""
    about = Decision.objects.filter(case__object_type=object_type, case__object_id=object_id)
    newest = about.select_related("decided_by").order_by("-id").first()
    return newest if newest is not None and newest.action in RESTRICTIONS else None


def history(case: Case) -> list[Decision]:
    """All decisions there have been about this content, newest first, with who took them."""
    about = Decision.objects.filter(case__object_type=case.object_type, case__object_id=case.object_id)
    return list(about.select_related("decided_by").order_by("-id"))


def earlier_hidden(case: Case) -> int:
    """How many other pieces of this author's content have been hidden."""
    if case.author_id is None:
        return 0
    others = Case.objects.filter(author_id=case.author_id, decisions__action=DecisionAction.HIDE)
    others = others.exclude(object_type=case.object_type, object_id=case.object_id)
    return others.values("object_type", "object_id").distinct().count()


def told_decisions(user: User) -> QuerySet[Decision]:
    """Decisions about this person's own content that they notice, newest first: not reports that led nowhere."""
    held = Decision.objects.filter(case=OuterRef("case"), action=DecisionAction.HOLD)
    return (
        Decision.objects.filter(case__author=user)
        .filter(~Q(action=DecisionAction.KEEP) | Exists(held))
        .select_related("case", "case__district")
        .order_by("-id")
    )


def own_notices(user: User) -> QuerySet[Notice]:
    """Reports this person made, newest first."""
    return Notice.objects.filter(reporter=user).select_related("case").order_by("-id")


def responsible_district_id(*, project_id: int, district_id: int) -> int:
    """The district whose moderators answer for content: its own where that lies in the project's lead district, else the latter.

    A proposal without a place counts for the whole city, but in a district's project that district's moderators look after it.
    """
    lead = District.objects.only("pk", "path").get(led_projects=project_id)
    path = District.objects.values_list("path", flat=True).get(pk=district_id)
    return district_id if path.startswith(lead.path) else lead.pk
