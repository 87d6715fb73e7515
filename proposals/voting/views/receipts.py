"""Looking a receipt up, and the published chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from participation.common.throttle import too_many_from
from participation.projects.queries import readable_project
from proposals.voting.forms import ReceiptForm
from proposals.voting.queries.ballots import chain_lines, last_link, receipt_state, round_of
from proposals.voting.states import RoundState
from proposals.voting.views.context import UNPROCESSABLE, page
from proposals.voting.visit import visit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from proposals.voting.models import Round

DOOR = "voting-receipt"
MOST_IN_AN_HOUR = 60
TOO_MANY = 429


@sensitive_post_parameters("receipt")
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, project: str) -> HttpResponse:
    """Whether a ballot is in the box. Every code is looked for in the same way, and the page tells nothing else."""
    here = visit(request, project)
    form = ReceiptForm(request.POST or None)
    context = {"form": form, "link": last_link(here.round), "chain_is_open": shows_chain(here.round)}
    if request.method != "POST":
        return page(request, here, "voting/receipt.html", context)
    if too_many_from(request, DOOR, MOST_IN_AN_HOUR):
        form.add_error(None, _("You have asked for many receipts. Wait an hour and try again."))
        return page(request, here, "voting/receipt.html", context, status=TOO_MANY)
    if not form.is_valid():
        return page(request, here, "voting/receipt.html", context, status=UNPROCESSABLE)
    state = receipt_state(here.round, form.cleaned_data["receipt"])
    answer = context | {"asked": True, "state": state.value if state else ""}
    return page(request, here, "voting/receipt.html", answer)


@require_safe
def chain(request: HttpRequest, project: str) -> StreamingHttpResponse:
    """The chain, a line for each link, as `recount.py --chain` reads it."""
    voting_round = round_of(readable_project(project, request.user))
    if voting_round is None or not shows_chain(voting_round):
        raise Http404
    return StreamingHttpResponse(chain_lines(voting_round), content_type="text/plain; charset=utf-8")


def shows_chain(voting_round: Round) -> bool:
    """Whoever counts its hashes knows how many have voted: where that is kept until the close, so are they."""
    return not (voting_round.hides_turnout and voting_round.state == RoundState.OPEN)
