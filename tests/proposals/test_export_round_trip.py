"""What goes out comes in again: the same words, places, themes and districts, in another project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from participation.common.origin import Origin
from proposals.models import Proposal
from proposals.services import ProposalSeed, seed_proposals
from proposals.services.content import Content
from proposals.states import Status
from tests.cast import Town
from tests.factories.districts import square
from tests.factories.projects import CategoryFactory, ProjectFactory
from tests.proposals.importing import run
from tests.proposals.test_export import DANGEROUS, body

KEPT = (
    "title",
    "body",
    "language",
    "status",
    "place",
    "category__slug",
    "district__name",
    "published_at",
    "latitude",
    "longitude",
)
DIGITS = 12  # of a degree; a workbook keeps fifteen digits of a number
TEXTS = [
    "Line\n\nbreaks, “quotes”; and\ttabs",
    "مرحبا 👋 ä",
    "'quoted'",
    "''=twice",
    "x" * 9_999,
    *(text.strip() for text in DANGEROUS),
]


def words(project: Any) -> list[Any]:
    """Everything that is to be the same."""
    rows = Proposal.objects.published().filter(project=project).order_by("pk").values_list(*KEPT)
    return [tuple(round(value, DIGITS) if isinstance(value, float) else value for value in row) for row in rows]


def written(town: Town, category_id: int) -> list[ProposalSeed]:
    """Proposals of every language, status and district, with and without a place and a theme."""
    districts = [town.kallio.pk, town.malmi.pk, None]
    now = timezone.now().replace(microsecond=0)
    rows = []
    for number, text in enumerate(TEXTS):
        located = number % 2 == 1
        content = Content(
            title=text[:40] if located else f"{number}: {text[:40]}",
            body=text,
            language=("fi", "sv", "en", "ar")[number % 4],
            place="+ By the field" if number % 3 else "",
            category_id=category_id if number % 5 else None,
            latitude=60.19 + number / 7777 if located else None,
            longitude=24.95 if located else None,
        )
        district = town.kallio.pk if located else districts[number % 3]
        rows.append(ProposalSeed(content=content, at=now, status=list(Status)[number % 5], district_id=district))
    return rows


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_project_is_carried_over(town: Town, client: Client, tmp_path: Path, ending: str) -> None:
    town.kallio.boundary = square(24.9, 60.15, 0.1)
    town.kallio.save()
    parks = CategoryFactory(name="Puistot", slug="puistot")
    seed_proposals(project_id=town.project.pk, rows=written(town, parks.pk), origin=Origin.IMPORT)
    path = tmp_path / f"export.{ending}"
    path.write_bytes(body(client.get(f"/fi/projects/{town.project.slug}/proposals/export.{ending}?header=machine")))
    other = ProjectFactory(slug="toinen")
    told, _err = run(path, other.slug, format="", source="kuuluu")
    assert told.startswith(f"{len(TEXTS)} proposals added")
    assert words(other) == words(town.project)
    assert len(words(other)) == len(TEXTS)
