"""A reported picture or document, for those who decide about it: they see it also while nobody else does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import path
from django.views.decorators.http import require_safe

from participation.files.serving import stored_file_response
from participation.moderation.queries import responsible_district_id
from participation.moderation.rules import may_moderate
from proposals.file_kinds import FILE_KINDS, file_called

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def reported_file(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The file itself. 404 for whoever does not moderate where its proposal belongs."""
    row = next((known.load(pk) for known in FILE_KINDS if known.key == kind), None)
    if row is None:
        raise Http404
    proposal = row.proposal
    district_id = responsible_district_id(project_id=proposal.project_id, district_id=proposal.district_id)
    if not may_moderate(request.user, district_id=district_id, project_id=proposal.project_id):
        raise Http404
    return stored_file_response(request, row.stored, name=file_called(row))


def urlpatterns() -> list[Any]:
    """Its address under the admin, wrapped by it in its own sign-in check."""
    return [path("proposals/files/<slug:kind>/<int:pk>/", reported_file, name="proposals_reported_file")]
