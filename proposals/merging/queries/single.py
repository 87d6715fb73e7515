"""One merger with everything that its authors read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proposals.merging.models import JointVersion, Merger, MergerEntry, MergerMember
from proposals.merging.queries.coauthors import with_coauthors

if TYPE_CHECKING:
    from participation.projects.models import Project

SHOWN_VERSIONS = 10
SHOWN_ENTRIES = 100


def merger_in(project: Project, pk: int) -> Merger | None:
    """A merger of a project with what its page says of it. One query."""
    rows = Merger.objects.filter(pk=pk, project=project)
    related = rows.select_related("initiator", "category", "district", "proposal", "suggested_by")
    return related.defer("proposal__search", "proposal__body", "district__boundary").first()


def members_in(merger: Merger) -> list[MergerMember]:
    """Its members with their proposals and who writes those. One query."""
    rows = merger.members.select_related("proposal__author", "proposal__district")
    return with_coauthors(rows.defer("proposal__search", "proposal__district__boundary"))


def versions_of(merger: Merger) -> list[JointVersion]:
    """The newest versions of the joint text, newest first, and one more to compare the oldest of them with. One query."""
    return list(merger.versions.select_related("editor").order_by("-pk")[: SHOWN_VERSIONS + 1])


def entries_of(merger: Merger) -> list[MergerEntry]:
    """What happened, newest first. One query."""
    return list(merger.entries.select_related("author").order_by("-pk")[:SHOWN_ENTRIES])
