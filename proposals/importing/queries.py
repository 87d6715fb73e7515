"""What staff see of imports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from participation.projects.models import Project
from participation.projects.rules import may_coordinate
from proposals.import_models import ImportLine, ImportRun, Verdict
from proposals.models import ExternalRef

if TYPE_CHECKING:
    from participation.accounts.models import User

LINES_PER_PAGE = 50
REMARKED = "remarked"  # beside the verdicts: lines of which something is kept otherwise than it was written
MOST_NAMED = 200


@dataclass(frozen=True)
class LinePage:
    """Lines in the order of the file. next_after: the cursor of the next page; None on the last."""

    lines: list[ImportLine] = field(default_factory=list)
    next_after: int | None = None


def coordinated_projects(user: User) -> list[Project]:
    """Projects into which this person may bring proposals, by their address part. Two queries."""
    found = Project.objects.run_by(user).select_related("lead_district").defer("lead_district__boundary").order_by("slug")
    return [project for project in found if may_coordinate(user, project)]


def runs_of(projects: Sequence[Project]) -> QuerySet[ImportRun]:
    """The imports of these projects, the newest first."""
    return ImportRun.objects.filter(project__in=projects).select_related("project", "uploaded_by").order_by("-pk")


def line_page(run: ImportRun, *, show: str = "", after: int = 0) -> LinePage:
    """One page of a run's lines. show: a verdict or REMARKED; anything else for all. One query."""
    found = lines_of(run, show).filter(line__gt=after)[: LINES_PER_PAGE + 1]
    lines = list(found)
    shown = lines[:LINES_PER_PAGE]
    return LinePage(shown, shown[-1].line if len(lines) > LINES_PER_PAGE else None)


def lines_of(run: ImportRun, show: str = "") -> QuerySet[ImportLine]:
    """A run's lines in the order of the file."""
    found = run.lines.order_by("line")
    if show in Verdict.values:
        return found.filter(verdict=show)
    return found.filter(~Q(findings=[]), verdict=Verdict.NEW) if show == REMARKED else found


def kept_after_undoing(run: ImportRun) -> list[ExternalRef]:
    """What an undone import left, because somebody had built on it, as far as a page can name it. One query."""
    refs = run.refs.select_related("proposal__project").defer("proposal__search", "proposal__body")
    return list(refs.order_by("proposal")[:MOST_NAMED])
