"""What rooms above add to a proposal's own page: its merging, its assessment, what the city promised.

Such a room registers a part in its `AppConfig.ready()`; proposals never import it. Most proposals have none of these, and the
page is the one that is read most: so a part says in SQL when there is something of it, which is answered by the page's one
statement, and is asked for the rest only then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from django.http import HttpRequest

    from participation.projects.features import Panel
    from participation.projects.models import Project
    from proposals.models import Proposal


class Slot(models.TextChoices):
    """Where on the page: above the title, below the proposal's words and the city's answer, beside them."""

    NOTICE = "notice"
    MAIN = "main"
    ASIDE = "aside"


@dataclass(frozen=True, kw_only=True)
class PagePart:
    """One room's part of the page.

    present: a boolean SQL expression over the row `proposal`, without parameters, such as
        "EXISTS (SELECT FROM commitments_commitment it WHERE it.proposal_id = proposal.id)".
    show: (request, project, proposal) -> a template and its context, or None when this reader is shown nothing. Asked where
        `present` is true, and for whom the proposal is visible; everything it queries is on top of the page's own four.
    """

    key: str
    slot: Slot
    order: int = 100
    present: str
    show: Callable[[HttpRequest, Project, Proposal], Panel | None]


_parts: dict[str, PagePart] = {}


def register(part: PagePart) -> None:
    """Add a part; raises ValueError on a second of that key."""
    if part.key in _parts:
        raise ValueError(f"Page part {part.key!r} is registered already.")
    _parts[part.key] = part


def page_parts() -> list[PagePart]:
    """Every part in its order on the page."""
    return sorted(_parts.values(), key=lambda part: (part.order, part.key))


def parts_to_show(request: HttpRequest, project: Project, proposal: Proposal) -> dict[str, list[Panel]]:
    """The panels of each slot. Uses proposal.present, which `readable_proposal` sets."""
    shown: dict[str, list[Panel]] = {slot.value: [] for slot in Slot}
    for part in page_parts():
        panel = part.show(request, project, proposal) if part.key in proposal.present else None
        if panel is not None:
            shown[part.slot].append(panel)
    return shown
