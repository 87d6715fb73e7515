"""The rules of a vote as everybody reads them, every change of them, and the very text whose digest is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from participation.projects.queries import readable_project
from participation.projects.states import Action
from proposals.voting.change_words import change_lines, moment_words
from proposals.voting.models import Round
from proposals.voting.queries.staff import pots_of, public_changes
from proposals.voting.states import BallotKind, CountingRule, RollSource

if TYPE_CHECKING:
    from django.http import HttpRequest


def _published(request: HttpRequest, project: str) -> Round:
    """The project's round whose rules everybody may read. 404 for every other."""
    found = readable_project(project, request.user)
    voting_round = get_object_or_404(Round.objects.visible_to(request.user).current(), project=found)
    voting_round.project = found
    return voting_round


@require_safe
def rules(request: HttpRequest, project: str) -> HttpResponse:
    """In words, with pots, digests and changes."""
    voting_round = _published(request, project)
    pots = pots_of(voting_round)
    names = {str(pot.pk): str(pot) for pot in pots}
    phases = [phase for phase in voting_round.project.phase_list if Action.VOTE in phase.features]
    context = {
        "project": voting_round.project,
        "voting_round": voting_round,
        "pots": pots,
        "dates": [tuple(moment_words(at.isoformat() if at else "") for at in (one.starts_at, one.ends_at)) for one in phases],
        "sources": [RollSource(source).label for source in voting_round.sources],
        "shares_points": voting_round.kind == BallotKind.CUMULATIVE,
        "counts_choices": voting_round.kind in (BallotKind.APPROVAL, BallotKind.ORDINAL),
        "equal_shares": voting_round.rule == CountingRule.EQUAL_SHARES,
        "changes": [(change, change_lines(change, names)) for change in public_changes(voting_round)],
        "section": "projects",
    }
    return render(request, "voting/rules.html", context)


@require_safe
def rules_json(request: HttpRequest, project: str) -> HttpResponse:
    """The canonical text: its SHA-256 is the published digest."""
    voting_round = _published(request, project)
    if not voting_round.rules_text:
        raise Http404
    response = HttpResponse(voting_round.rules_text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rules-{voting_round.project.slug}.json"'
    return response
