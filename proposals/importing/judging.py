"""What would be done with each line: new, known, changed at the source, or refused. Asked by the dry run and by the import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from districts.locating import Locator, locator
from districts.names import folded
from districts.queries import names_of, participation_districts
from participation.common.refusals import Invalid
from participation.projects.models import Category, Project
from proposals.import_models import Verdict
from proposals.importing.findings import Finding, Unreadable, noticed
from proposals.importing.rows import ImportedRow
from proposals.models import ExternalRef
from proposals.services import External, ProposalSeed
from proposals.services.content import Content
from proposals.versions import digest

BATCH = 500
WHOLE_CITY = {"helsingin yhteinen", "koko kaupunki", "koko helsinki", "whole city", "hela staden", "toda la ciudad", "all city"}


@dataclass(frozen=True)
class Judged:
    """A line with what is done with it. seed: what is written, for new ones."""

    row: ImportedRow
    verdict: Verdict
    findings: Sequence[Finding]
    seed: ProposalSeed | None = None

    @property
    def hindrance(self) -> Finding | None:
        """The first thing that keeps it out."""
        return next((finding for finding in self.findings if finding.hinders), None)


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

    def district_of(self, row: ImportedRow) -> tuple[int, list[Finding]]:
        """The district whose boundary holds the point, else the one that is named, else the whole city."""
        root = self.locator.root
        findings = []
        named = self.by_name.get(folded(row.district)) if row.district else root.pk
        if named is None:
            if folded(row.district) not in WHOLE_CITY | {folded(name) for name in names_of(root)}:
                findings.append(noticed("no_district", value=row.district))
            named = root.pk
        if row.latitude is None or row.longitude is None:
            return named, findings
        try:
            holding = self.locator.at(row.latitude, row.longitude).pk
        except Invalid:  # outside the city: some people mark their summer cottage
            return root.pk, [_outside(row)]
        return (holding, []) if holding != root.pk else (named, findings)


def _outside(row: ImportedRow) -> Finding:
    """A point that would lie in the city if its numbers changed places was not meant to lie outside."""
    south, north, west, east = settings.CITY_BOUNDS
    latitude, longitude = row.latitude or 0, row.longitude or 0
    if south <= longitude <= north and west <= latitude <= east:
        return noticed("swapped", latitude=latitude, longitude=longitude)
    return noticed("outside", value=f"{latitude}, {longitude}")


@dataclass
class Judge:
    """Judges the lines of one file for one project; knows the city as it was when it began."""

    project: Project
    source: str
    run_id: int | None = None
    places: Places = field(default_factory=Places.of_today)
    now: datetime = field(default_factory=timezone.now)
    seen: dict[str, int] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    lines: int = 0

    def __post_init__(self) -> None:
        offered = Category.objects.offered_in(self.project.pk)
        self.themes = {folded(name): row.pk for row in offered for name in (row.slug, row.name, row.name_sv, row.name_en) if name}

    def judged(self, rows: Iterable[ImportedRow]) -> Iterator[list[Judged]]:
        """The lines in their order, some hundred at a time; one query for each time. Keeps count in `counts`."""
        for batch in _batches(rows):
            known = self._known([row.external_id for row in batch])
            judged = [self._judge(row, known) for row in batch]
            for one in judged:
                self._count(one)
            yield judged

    def _known(self, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
        """External id -> (fingerprint when it came, project), of what is there already."""
        clean = [one for one in ids if one and "\x00" not in one]
        refs = ExternalRef.objects.filter(source=self.source, external_id__in=clean)
        return {ref: (mark, slug) for ref, mark, slug in refs.values_list("external_id", "digest", "proposal__project__slug")}

    def _judge(self, row: ImportedRow, known: dict[str, tuple[str, str]]) -> Judged:
        findings = list(row.findings)
        if row.external_id:
            first = self.seen.setdefault(row.external_id, row.line)
            if first != row.line:
                findings.append(noticed("twice", value=row.external_id, first=first))
        district_id, of_place = self.places.district_of(row)
        category_id = self.themes.get(folded(row.category)) if row.category else None
        if row.category and category_id is None:
            of_place.append(noticed("no_theme", value=row.category))
        findings += of_place
        if any(finding.hinders for finding in findings):
            return Judged(row, Verdict.REFUSED, findings)
        mark = digest(row.title, row.body)
        if row.external_id in known:
            return self._known_already(row, mark, *known[row.external_id])
        return Judged(row, Verdict.NEW, findings, self._seed(row, district_id, category_id, mark))

    def _known_already(self, row: ImportedRow, mark: str, mark_then: str, slug: str) -> Judged:
        findings = [] if slug == self.project.slug else [noticed("elsewhere", project=slug)]
        if mark_then and mark_then != mark:
            return Judged(row, Verdict.CHANGED, [*findings, noticed("words_changed")])
        return Judged(row, Verdict.KNOWN, findings)

    def _seed(self, row: ImportedRow, district_id: int, category_id: int | None, mark: str) -> ProposalSeed:
        return ProposalSeed(
            content=Content(
                title=row.title,
                body=row.body,
                language=row.language,
                latitude=row.latitude,
                longitude=row.longitude,
                place=row.place,
                category_id=category_id,
            ),
            at=row.at or self.now,
            withdrawn=row.withdrawn,
            status=row.status,
            district_id=district_id,
            external=External(
                source=self.source,
                external_id=row.external_id,
                url=row.url,
                supports=row.supports,
                comments=row.comments,
                digest=mark,
                run_id=self.run_id,
            ),
        )

    def _count(self, one: Judged) -> None:
        self.lines += 1
        self.counts[one.verdict.value] += 1
        self.counts.update({finding.code for finding in one.findings})
        if one.verdict == Verdict.NEW and one.seed is not None:
            self.counts["withdrawn"] += one.row.withdrawn
            self.counts["located"] += one.row.latitude is not None
            self.counts["in_district"] += one.seed.district_id != self.places.locator.root.pk


def _batches(rows: Iterable[ImportedRow]) -> Iterator[list[ImportedRow]]:
    """What has been read is handed on before a reading that fails is known to fail."""
    batch: list[ImportedRow] = []
    try:
        for row in rows:
            batch.append(row)
            if len(batch) == BATCH:
                yield batch
                batch = []
    except Unreadable:
        if batch:
            yield batch
        raise
    if batch:
        yield batch
