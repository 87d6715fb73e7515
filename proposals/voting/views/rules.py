"""The rules in force, as words and as the text that is hashed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from participation.projects.queries import readable_project
from proposals.voting.models import RulesChange
from proposals.voting.presentation import pot_line
from proposals.voting.queries.ballots import round_of
from proposals.voting.states import ProposedState, RollSource
from proposals.voting.views.context import page
from proposals.voting.visit import visit

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def rules(request: HttpRequest, project: str) -> HttpResponse:
    """For people, with the text that is hashed below."""
    here = visit(request, project)
    changes = RulesChange.objects.filter(round=here.round, state=ProposedState.APPROVED).order_by("settled_at")
    context = {
        "pots": [pot_line(here, pot) for pot in here.pots],
        "changes": changes,
        "sources": [RollSource(source).label for source in here.round.sources if source in RollSource.values],
    }
    return page(request, here, "voting/rules.html", context)


@require_safe
def rules_json(request: HttpRequest, project: str) -> HttpResponse:
    """Byte by byte what the digest is of."""
    voting_round = round_of(readable_project(project, request.user))
    if voting_round is None or not voting_round.rules_text:
        raise Http404
    response = HttpResponse(voting_round.rules_text.encode(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{project}-rules.json"'
    return response
