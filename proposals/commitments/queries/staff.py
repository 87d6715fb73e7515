"""What staff see of promises: those they keep, the report, and who is responsible."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from districts.models import DistrictRole, Unit
from districts.states import Role
from participation.projects.models import Project
from participation.projects.rules import roles_of
from proposals.commitments.models import Commitment, DueChange
from proposals.commitments.querysets import standing_is
from proposals.commitments.states import Standing
from proposals.models import Proposal
from proposals.queries.answering import answerable_by, coordinates_anywhere

if TYPE_CHECKING:
    from participation.accounts.models import User
    from proposals.commitments.querysets import CommitmentQuerySet


def keeps_promises(user: User) -> bool:
    """Whether this person has promises to look after: those who answer for the city, and people of a unit."""
    return coordinates_anywhere(user) or (user.is_active and any(role.unit_id for role in roles_of(user)))


def keepable_by(user: User) -> CommitmentQuerySet:
    """Promises that this person keeps: the set of `rules.may_keep`, of public proposals."""
    rows = Commitment.objects.public()
    if user.is_superuser:
        return rows
    reach = Q(proposal__in=answerable_by(user).order_by().values("pk"))
    for role in roles_of(user):
        if role.unit_id:
            path = role.district.path
            inside = Q(proposal__district__path__startswith=path) | Q(proposal__project__lead_district__path__startswith=path)
            own = inside & Q(unit=role.unit_id)
            reach |= own & Q(proposal__project=role.project_id) if role.project_id else own
    return rows.filter(reach)


def desk_list(
    user: User, *, text: str = "", standing: str = "", project_id: int | None = None, unit_id: int | None = None
) -> CommitmentQuerySet:
    """Those that fit a filter, the most urgent due date first."""
    rows = keepable_by(user)
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(i18n__icontains=text) | Q(proposal__title__icontains=text))
    if standing:
        rows = rows.standing(standing)
    if project_id:
        rows = rows.filter(proposal__project=project_id)
    if unit_id:
        rows = rows.filter(unit=unit_id)
    moved = DueChange.objects.filter(commitment=OuterRef("pk"))
    chosen = rows.select_related("unit", "proposal__project", "proposal__district").annotate(was_moved=Exists(moved))
    return chosen.defer("proposal__search", "proposal__body", "proposal__district__boundary").order_by("due_on", "pk")


def desk_choices(user: User) -> tuple[list[Project], list[Unit]]:
    """The projects and the units that the list can be narrowed to. Two queries."""
    rows = keepable_by(user).order_by()
    projects = Project.objects.filter(pk__in=rows.values("proposal__project")).order_by("slug")
    return list(projects), list(Unit.objects.filter(pk__in=rows.values("unit")).order_by("name"))


@dataclass(frozen=True)
class Waiting:
    """What needs somebody now: late promises, and disputed ones that nobody has answered."""

    late: int
    disputed: int
    rows: list[Commitment]


def waiting_for(user: User, limit: int) -> Waiting:
    """Two queries; the second only where something waits."""
    today = timezone.localdate()
    late = standing_is(Standing.LATE, today)
    disputed = standing_is(Standing.DISPUTED, today) & Q(explained_at__isnull=True)
    rows = keepable_by(user)
    numbers = rows.aggregate(late=Count("pk", filter=late), disputed=Count("pk", filter=disputed))
    shown = rows.filter(late | disputed).select_related("unit").order_by("due_on", "pk")[:limit] if any(numbers.values()) else []
    return Waiting(rows=list(shown), **numbers)


@dataclass
class Responsible:
    """Everybody with a role, loaded once for a run over many promises."""

    roles: list[DistrictRole]

    @classmethod
    def now(cls) -> Responsible:
        """One query."""
        return cls(list(DistrictRole.objects.active().filter(user__is_active=True).select_related("user", "district")))

    def unit_people(self, commitment: Commitment) -> list[User]:
        """Who works for the unit in that part of the city."""
        proposal = commitment.proposal
        return _once(
            role.user
            for role in self.roles
            if role.unit_id == commitment.unit_id and role.project_id in (None, proposal.project_id) and _reaches(role, proposal)
        )

    def coordinators(self, proposal: Proposal, *, everybody: bool = False) -> list[User]:
        """The nearest coordinators: of the district itself, else of the one around it. everybody: those above them too."""
        found = [
            role
            for role in self.roles
            if role.role == Role.COORDINATOR and role.project_id in (None, proposal.project_id) and _reaches(role, proposal)
        ]
        if not everybody and found:
            nearest = max(len(role.district.path) for role in found)
            found = [role for role in found if len(role.district.path) == nearest]
        return _once(role.user for role in found)


def _reaches(role: DistrictRole, proposal: Proposal) -> bool:
    paths = (proposal.district.path, proposal.project.lead_district.path)
    return any(path.startswith(role.district.path) for path in paths)


def _once(people: Iterable[User]) -> list[User]:
    return list({person.pk: person for person in people}.values())
