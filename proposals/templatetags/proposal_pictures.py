"""Pictures of proposals: `{% load proposal_pictures %}`. Put them inside `{% cache … using="default" %}`: each asks the database.

They show numbers that are the same for every reader of the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language

from districts.queries import pages_of, participation_districts
from participation.common.served_pages import reader_path
from participation.projects.states import Action
from proposals.growth import growth
from proposals.outcomes import outcomes_of
from proposals.participation import participation_map
from proposals.queries.numbers import numbers_by_status, said_by_district, supports_by_day

if TYPE_CHECKING:
    from datetime import date

    from districts.models import District
    from participation.projects.models import Project
    from proposals.models import Proposal

register = template.Library()


@register.inclusion_tag("proposals/_growth.html")
def support_growth(project: Project, proposal: Proposal) -> dict[str, Any]:
    """How the support of a published proposal has grown. One query."""
    published = timezone.localdate(proposal.published_at)
    drawn = growth(
        supports_by_day(proposal.pk),
        published=published,
        until=max(published, _last_day(project)),
        goal=project.support_goal,
    )
    return {"growth": drawn, "now": timezone.now()}


def _last_day(project: Project) -> date:
    """Today, or the last day on which support was collected."""
    today = timezone.localdate()
    ends = [phase.last_minute for phase in project.phase_list if Action.SUPPORT in phase.features]
    if not ends or any(end is None for end in ends):
        return today
    return min(today, max(timezone.localdate(end) for end in ends))


@register.inclusion_tag("proposals/_participation.html")
def project_participation(project: Project) -> dict[str, Any]:
    """What is said about every district in one project. Four queries at most."""
    listing = reverse("proposals:list", kwargs={"project": project.slug})
    said = said_by_district(project.pk)

    def address(district: District) -> str:
        return f"{listing}?{urlencode({'district': district.slug})}" if district.pk in said else ""

    return {"map": participation_map(participation_districts(), said, address=address), "prefix": f"project-{project.pk}"}


@register.inclusion_tag("proposals/_outcome.html")
def project_outcome(project: Project) -> dict[str, Any]:
    """What the city answered in a project, in numbers. One query."""
    return {"outcomes": outcomes_of(numbers_by_status([project.pk]))}


@register.inclusion_tag("proposals/_participation.html")
def city_participation(district: District) -> dict[str, Any]:
    """The same in all the city's projects, with one district marked. Five queries at most."""
    rows = participation_districts()
    pages = pages_of(rows, get_language())
    return {
        "map": participation_map(
            rows,
            said_by_district(None),
            on=district,
            address=lambda row: reader_path(pages[row.pk]) if row.pk in pages and row.pk != district.pk else "",
        ),
        "prefix": f"district-{district.pk}",
    }
