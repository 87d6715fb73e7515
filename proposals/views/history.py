"""What a proposal said before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from participation.common.differences import difference
from participation.projects.queries import readable_project
from proposals.queries.single import readable_proposal, versions_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SHOWN = 20


@require_safe
def history(request: HttpRequest, project: str, pk: int) -> HttpResponse:
    """The latest versions of a proposal, each with its difference from the one before and its fingerprint."""
    found = readable_project(project, request.user)
    proposal = readable_proposal(found, pk, request.user)
    versions = versions_of(proposal, SHOWN)
    total = proposal.versions.count()
    for place, version in enumerate(versions):
        version.number = total - place
        older = versions[place + 1] if place + 1 < len(versions) else None
        version.is_first = version.number == 1
        version.title_pieces = list(difference(older.title if older else version.title, version.title))
        version.text_pieces = list(difference(older.text if older else version.text, version.text))
    context = {"project": found, "proposal": proposal, "versions": versions[:SHOWN], "total": total, "section": "projects"}
    return render(request, "proposals/proposal_history.html", context)
