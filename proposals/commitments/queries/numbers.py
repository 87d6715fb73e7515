"""How many promises were made, kept, and are late: numbers that may be a minute old and belong to nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.core.cache import cache
from django.db.models import Count
from django.utils import timezone

from proposals.commitments.models import Commitment
from proposals.commitments.querysets import standing_is
from proposals.commitments.states import Standing

if TYPE_CHECKING:
    from districts.models import District
    from participation.projects.models import Project
    from proposals.commitments.querysets import CommitmentQuerySet

KEPT = 60  # seconds


@dataclass(frozen=True)
class Numbers:
    """Promises in all, and by what readers are told of them."""

    promised: int = 0
    kept: int = 0
    under_way: int = 0
    late: int = 0
    asked: int = 0
    disputed: int = 0
    given_up: int = 0

    def of(self, standing: str) -> int:
        """How many stand so; all of them for an empty standing."""
        return int(getattr(self, standing.replace("-", "_"))) if standing else self.promised


def city_numbers() -> Numbers:
    """Of all that everyone may see."""
    return _kept("city", Commitment.objects.listed)


def district_numbers(district: District) -> Numbers:
    """Of a district and what lies inside it."""
    return _kept(f"district-{district.pk}", lambda: in_district(district))


def project_numbers(project: Project) -> Numbers:
    """Of one project that the caller has found readable."""
    return _kept(f"project-{project.pk}", lambda: in_project(project))


def in_district(district: District) -> CommitmentQuerySet:
    """What was promised to a district and what lies inside it, in projects that everyone may see."""
    return Commitment.objects.listed().filter(proposal__district__path__startswith=district.path)


def in_project(project: Project) -> CommitmentQuerySet:
    """What was promised in one project."""
    return Commitment.objects.public().filter(proposal__project=project)


def count(rows: CommitmentQuerySet) -> Numbers:
    """One query."""
    today = timezone.localdate()
    parts = {name.replace("-", "_"): Count("pk", filter=standing_is(name, today)) for name in Standing.values}
    return Numbers(**rows.order_by().aggregate(promised=Count("pk"), **parts))


def key_of(name: str) -> str:
    """Where numbers are kept: of `city`, `district-<pk>` or `project-<pk>`. A late promise is one more every midnight."""
    return f"promises-{name}-{timezone.localdate():%Y%m%d}"


def _kept(name: str, rows: Callable[[], CommitmentQuerySet]) -> Numbers:
    return cast("Numbers", cache.get_or_set(key_of(name), lambda: count(rows()), KEPT))
