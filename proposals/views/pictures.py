"""A proposal's pictures and documents, for those who may read the proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_safe

from participation.files.serving import stored_file_response
from participation.projects.models import Project
from proposals.models import Proposal
from proposals.queries.single import stored_file, stored_picture

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_safe
def image(request: HttpRequest, project: str, pk: int) -> HttpResponse:
    """The first picture. What is hidden or withdrawn has none from that moment on, for anyone but its authors."""
    proposal = _visible(request, project, pk)
    found = stored_picture(proposal) if proposal else None
    if found is None:
        raise Http404
    return stored_file_response(request, found)


@require_safe
def file(request: HttpRequest, project: str, pk: int, key: UUID) -> HttpResponse:
    """Any of its files. A document is saved, never opened."""
    proposal = _visible(request, project, pk)
    found = stored_file(proposal, key) if proposal else None
    if found is None:
        raise Http404
    stored, words = found
    return stored_file_response(request, stored, name=words)


def _visible(request: HttpRequest, project: str, pk: int) -> Proposal | None:
    proposals = Proposal.objects.visible_to(request.user)
    return proposals.filter(pk=pk, project__in=Project.objects.filter(slug=project)).only("pk").first()
