"""The result, and the files by which anybody counts again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from participation.common.tables import csv_lines
from participation.projects.queries import readable_project
from proposals.voting import recount
from proposals.voting.counting.pabulib.writing import lines
from proposals.voting.explained import told
from proposals.voting.models import Round
from proposals.voting.publishing import document_of
from proposals.voting.queries.annulments import public_annulments
from proposals.voting.queries.results import (
    PotOutcome,
    counted_receipts,
    decided_round,
    outcomes_of,
    receipts_by_state,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


@require_safe
def results(request: HttpRequest, project: str) -> HttpResponse:
    """What was chosen in every pot and why. Before it is public the address leads to the vote."""
    found = readable_project(project, request.user)
    voting_round = decided_round(found)
    if voting_round is None:
        if Round.objects.current().filter(project=found, state__in=("open", "closed")).exists():
            return redirect("voting:ballot", project=project)
        raise Http404
    voting_round.project = found
    return render(
        request,
        "voting/results.html",
        {
            "project": found,
            "round": voting_round,
            "pots": [told(one) for one in outcomes_of(voting_round)],
            "annulments": public_annulments(voting_round),
            "receipts": receipts_by_state(voting_round),
            "section": "projects",
        },
    )


@require_safe
def ballots_file(request: HttpRequest, project: str, pk: int, form: str) -> HttpResponseBase:
    """A pot's ballots as `.pb` or CSV; those of a small pot are not published."""
    voting_round, counted = _published_pot(request, project, pk)
    name = f"{project}-{counted.pot.district.slug}"
    if form == "pb":
        return _file(lines(document_of(voting_round, counted)), f"{name}.pb", "text/plain")
    return _file(csv_lines(_ballot_rows(voting_round, counted)), f"{name}.csv", "text/csv")


@require_safe
def receipts_file(request: HttpRequest, project: str) -> HttpResponseBase:
    """The hash of every receipt whose ballot counts, one on a line."""
    voting_round = _decided(request, project)
    return _file((f"{one}\n" for one in counted_receipts(voting_round)), f"{project}-receipts.txt", "text/plain")


@require_safe
def script(request: HttpRequest, project: str) -> HttpResponseBase:
    """The script that counts the published files again."""
    readable_project(project, request.user)
    return _file([Path(recount.__file__).read_text(encoding="utf-8")], "recount.py", "text/x-python")


def _decided(request: HttpRequest, project: str) -> Round:
    found = readable_project(project, request.user)
    voting_round = decided_round(found)
    if voting_round is None:
        raise Http404
    voting_round.project = found
    return voting_round


def _published_pot(request: HttpRequest, project: str, pk: int) -> tuple[Round, PotOutcome]:
    voting_round = _decided(request, project)
    counted = next((one for one in outcomes_of(voting_round) if one.pot.pk == pk and one.published), None)
    if counted is None:
        raise Http404
    return voting_round, counted


def _ballot_rows(voting_round: Round, counted: PotOutcome) -> Iterable[list[object]]:
    numbered = document_of(voting_round, counted)
    yield ["ballot", "item", "points"]
    for vote in numbered.votes:
        for key, points in vote.ballot:
            yield [int(vote.voter), int(key), points]


def _file(parts: Iterable[str], name: str, kind: str) -> HttpResponseBase:
    answer = StreamingHttpResponse(parts, content_type=f"{kind}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Robots-Tag"] = "noindex"
    answer["Link"] = f'<{settings.OPEN_DATA_LICENCE_URL}>; rel="license"'
    return answer
