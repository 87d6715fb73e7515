"""A proposal's picture, for those who may read the proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_safe

from participation.files.serving import stored_file_response
from participation.projects.models import Project
from proposals.models import Proposal
from proposals.queries.single import stored_picture

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def image(request: HttpRequest, project: str, pk: int) -> HttpResponse:
    """The picture itself. What is hidden or withdrawn has none from that moment on, for anyone but its author."""
    proposal = (
        Proposal.objects.visible_to(request.user)
        .filter(
            pk=pk,
            project__in=Project.objects.filter(slug=project),
        )
        .only("pk")
        .first()
    )
    found = stored_picture(proposal) if proposal else None
    if found is None:
        raise Http404
    return stored_file_response(request, found)
