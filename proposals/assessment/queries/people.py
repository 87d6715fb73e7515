"""Who wrote a proposal, and who can be asked to assess it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from districts.models import DistrictRole
from districts.queries import paths_around
from districts.states import Role
from participation.accounts.models import User
from participation.projects.rules import roles_of
from proposals.assessment.states import WORKERS
from proposals.queries.authors import writers_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from proposals.models import Proposal


def authors_of(proposal: Proposal) -> list[User]:
    """Everybody who is told what became of it: who began it, who wrote it with them, and whose proposals it was made of."""
    return list(User.objects.filter(pk__in=writers_of(proposal), is_active=True).order_by("pk"))


def assessors_of(proposal: Proposal) -> list[User]:
    """Everybody who can be asked to assess it, by name: the set of `rules.may_be_assigned`. Two queries."""
    paths = {*paths_around(proposal.district), *paths_around(proposal.project.lead_district)}
    roles = DistrictRole.objects.active().filter(role__in=WORKERS, district__path__in=paths, user__is_active=True)
    writers = {proposal.author_id, *proposal.coauthor_ids} - {None}
    roles = roles.filter(Q(project__isnull=True) | Q(project=proposal.project_id)).exclude(user__in=writers)
    return _people(roles.select_related("user"))


def assessors_for(user: User) -> list[User]:
    """Everybody who works somewhere in what this person coordinates, by name. One query beside the person's roles.

    Whether somebody can assess one proposal is asked when it is assigned.
    """
    roles = DistrictRole.objects.active().filter(role__in=WORKERS, user__is_active=True).select_related("user", "district")
    if user.is_superuser:
        return _people(roles)
    own = [role.district.path for role in roles_of(user) if role.role == Role.COORDINATOR]
    return _people(role for role in roles.defer("district__boundary") if any(_overlap(role.district.path, path) for path in own))


def _overlap(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _people(roles: Iterable[DistrictRole]) -> list[User]:
    people = {role.user_id: role.user for role in roles}
    return sorted(people.values(), key=lambda person: (person.display_name.casefold(), person.pk))
