"""Writing imported rows: all of them or none, and none twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from districts.locating import Locator, locator
from districts.names import folded
from districts.queries import names_of, participation_districts
from participation.audit.services import record
from participation.common.origin import Origin
from participation.common.refusals import Invalid, Refusal
from participation.projects.models import Category, Project
from proposals.importing.rows import ImportedRow, RowError
from proposals.models import ExternalRef
from proposals.services import ProposalSeed, seed_proposals
from proposals.services.content import Content


@dataclass(frozen=True)
class Outcome:
    """What an import did, in numbers of rows."""

    added: int
    known: int
    withdrawn: int
    located: int
    in_district: int


@transaction.atomic
def load(*, project: Project, rows: Sequence[ImportedRow], dry_run: bool = False) -> Outcome:
    """Add the rows that are not known yet by their source and id; phases of the project do not matter.

    Raises RowError with the line of the first row that cannot be taken; nothing is kept then, nor in a dry run.
    """
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)  # two imports at once would both find nothing known
    known = _known(rows)
    fresh = [row for row in rows if (row.source, row.external_id) not in known]
    places, themes, now = Places.of_today(), _themes(project), timezone.now()
    seeds = [_seed(row, places, themes, now) for row in fresh]
    try:
        proposals = seed_proposals(project_id=project.pk, rows=seeds, origin=Origin.IMPORT)
    except Refusal as refusal:
        raise RowError(fresh[refusal.facts["row"]].line, str(refusal.message).rstrip(".")) from refusal
    record(action="proposals.import", actor=None, target=project, project_id=project.pk, data={"added": len(proposals)})
    outcome = Outcome(
        added=len(proposals),
        known=len(rows) - len(fresh),
        withdrawn=sum(row.withdrawn for row in fresh),
        located=sum(row.latitude is not None for row in fresh),
        in_district=sum(proposal.district_id != places.locator.root.pk for proposal in proposals),
    )
    if dry_run:
        transaction.set_rollback(True)
    return outcome


def _known(rows: Sequence[ImportedRow]) -> set[tuple[str, str]]:
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if (row.source, row.external_id) in seen:
            raise RowError(row.line, f"id {row.external_id!r} is there twice")
        seen.add((row.source, row.external_id))
    refs = ExternalRef.objects.filter(source__in={row.source for row in rows})
    return set(refs.values_list("source", "external_id"))


@dataclass(frozen=True)
class Places:
    """Today's districts, by point and by name."""

    locator: Locator
    by_name: dict[str, int]

    @classmethod
    def of_today(cls) -> Places:
        """Read them once for the whole import."""
        names = {folded(name): district.pk for district in participation_districts() for name in names_of(district)}
        return cls(locator(), names)

    def district_of(self, row: ImportedRow) -> int:
        """The district whose boundary holds the point, else the one that is named, else the whole city."""
        named = self.by_name.get(folded(row.district), self.locator.root.pk) if row.district else self.locator.root.pk
        if row.latitude is None or row.longitude is None:
            return named
        try:
            holding = self.locator.at(row.latitude, row.longitude).pk
        except Invalid:  # outside the city: some people mark their summer cottage
            return self.locator.root.pk
        return holding if holding != self.locator.root.pk else named


def _themes(project: Project) -> dict[str, int]:
    offered = Category.objects.offered_in(project.pk)
    return {folded(name): row.pk for row in offered for name in (row.slug, row.name, row.name_sv, row.name_en) if name}


def _seed(row: ImportedRow, places: Places, themes: dict[str, int], now: datetime) -> ProposalSeed:
    if (row.latitude is None) != (row.longitude is None):
        raise RowError(row.line, "only one of latitude and longitude is there")
    return ProposalSeed(
        content=Content(
            title=row.title,
            body=row.body,
            language=row.language,
            latitude=row.latitude,
            longitude=row.longitude,
            place=row.place,
            category_id=themes.get(folded(row.category)) if row.category else None,
        ),
        at=row.at or now,
        withdrawn=row.withdrawn,
        status=row.status,
        district_id=places.district_of(row),
        external=(row.source, row.external_id),
    )
