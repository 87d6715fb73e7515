"""What promises add to the pages of others: a proposal's, a project's, a district's and the front page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from participation.projects.features import Panel
from proposals.commitments.models import Commitment
from proposals.commitments.presentation import Card, cards, sentence, whole_card
from proposals.commitments.queries.listing import newest
from proposals.commitments.queries.numbers import (
    Numbers,
    city_numbers,
    district_numbers,
    in_district,
    in_project,
    project_numbers,
)
from proposals.commitments.queries.single import promises_of
from proposals.page_parts import PagePart, Slot
from proposals.states import ProposalState

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from districts.models import District
    from participation.projects.models import Project
    from proposals.commitments.querysets import CommitmentQuerySet
    from proposals.models import Proposal

NEWEST = 3
TOLD = "_promises_told"  # on the project of this request, so that they are not told twice


@dataclass(frozen=True)
class Came:
    """What came of promises somewhere: the numbers, a sentence of them, the newest, and where all of them are."""

    numbers: Numbers
    sentence: str
    cards: list[Card]
    url: str


def came_of_city() -> Came | None:
    """For the front page. Numbers a minute old, and one query where there is anything."""
    return _came(city_numbers(), Commitment.objects.listed, reverse("promises:list"))


def _came(numbers: Numbers, rows: Callable[[], CommitmentQuerySet], url: str) -> Came | None:
    return Came(numbers, sentence(numbers), cards(newest(rows(), NEWEST)), url) if numbers.promised else None


def project_outcome(_request: HttpRequest, project: Project) -> Panel | None:
    """Among what came of a project that is over."""
    setattr(project, TOLD, True)
    return _project(project, "commitments/_project_outcome.html")


def project_panel(_request: HttpRequest, project: Project) -> Panel | None:
    """On the page of a project that goes on; one that is over has told it already."""
    return None if getattr(project, TOLD, False) else _project(project, "commitments/_project_panel.html")


def _project(project: Project, template: str) -> Panel | None:
    url = reverse("project_promises:list", kwargs={"project": project.slug})
    came = _came(project_numbers(project), lambda: in_project(project), url)
    return Panel(template=template, context={"came": came}) if came else None


def district_panel(_request: HttpRequest, district: District) -> tuple[str, dict[str, Any]] | None:
    """On a district's page."""
    url = f"{reverse('promises:list')}?district={district.slug}"
    came = _came(district_numbers(district), lambda: in_district(district), url)
    return ("commitments/_district_panel.html", {"came": came}) if came else None


def _show_promises(request: HttpRequest, project: Project, proposal: Proposal) -> Panel | None:
    if proposal.state != ProposalState.PUBLISHED:
        return None
    shown = [whole_card(row) for row in promises_of(proposal, request.user)]
    context = {"cards": shown, "url": reverse("project_promises:list", kwargs={"project": project.slug})}
    return Panel(template="commitments/_promises.html", context=context)


def _show_questions(request: HttpRequest, project: Project, proposal: Proposal) -> Panel | None:
    if proposal.state != ProposalState.PUBLISHED or not request.user.is_authenticated:
        return None
    rounds = [asked for row in promises_of(proposal, request.user) for asked in row.rounds.all()]
    questions = [asked for asked in rounds if asked.is_for and asked.is_running()]  # type: ignore[attr-defined]
    return Panel(template="commitments/_questions.html", context={"questions": questions}) if questions else None


PROMISES = PagePart(
    key="promises",
    slot=Slot.MAIN,
    order=10,
    present="EXISTS (SELECT FROM commitments_commitment it WHERE it.proposal_id = proposal.id)",
    show=_show_promises,
)
QUESTIONS = PagePart(
    key="promise-questions",
    slot=Slot.NOTICE,
    order=10,
    present="EXISTS (SELECT FROM commitments_round asked JOIN commitments_commitment it ON it.id = asked.commitment_id"
    " WHERE it.proposal_id = proposal.id AND asked.closed_at IS NULL)",
    show=_show_questions,
)
