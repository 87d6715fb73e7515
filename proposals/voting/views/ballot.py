"""The first step: who may vote, how, until when, and what is promised. And beginning again after having voted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from participation.common.refusals import Invalid
from proposals.voting.basket import Basket, keep_basket
from proposals.voting.entrance import end_at_kiosk, forget_code
from proposals.voting.keys import KeyMissing
from proposals.voting.presentation import euros, pot_line
from proposals.voting.queries.ballots import earlier_choices
from proposals.voting.rules import Choice
from proposals.voting.states import Channel
from proposals.voting.views.context import address, choose_url, kiosk_url, page
from proposals.voting.visit import Visit, visit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def ballot(request: HttpRequest, project: str) -> HttpResponse:
    """The first step."""
    here = visit(request, project)
    return page(
        request,
        here,
        "voting/ballot.html",
        {
            "pots": [pot_line(here, pot) for pot in here.pots],
            "all_money": euros(sum(pot.budget for pot in here.pots)),
            "may_load": _may_load(here),
        },
    )


@require_POST
def change(request: HttpRequest, project: str) -> HttpResponse:
    """Begin again after having voted: with an empty basket, or with what is in the box. What is in the box stays until then."""
    here = visit(request, project)
    basket = Basket()
    if request.POST.get("from") == "earlier" and _may_load(here) and here.voter is not None:
        try:
            basket = Basket(tuple(Choice(item, points) for item, points in earlier_choices(here.round, here.voter)))
        except KeyMissing:
            messages.error(request, _("Voting is out of order for a moment. Nothing is lost; please try again."))
    response = redirect(choose_url(here))
    try:
        keep_basket(response, here.round, basket)
    except Invalid as refusal:
        messages.error(request, str(refusal.message))
    return response


@require_POST
def leave(request: HttpRequest, project: str) -> HttpResponse:
    """Leave nothing of the ballot on this device."""
    here = visit(request, project)
    back_at_place = here.at_kiosk or request.POST.get("to") == "kiosk"
    response = redirect(kiosk_url(here) if back_at_place else address(here, "ballot"))
    keep_basket(response, here.round, Basket())
    forget_code(response, here.round)
    end_at_kiosk(response)
    if not back_at_place:
        messages.success(request, _("Nothing of your ballot is on this device any more."))
    return response


def _may_load(here: Visit) -> bool:
    """Only for who has signed in: a code or a place's screen may be used by somebody else later, who would see the choice."""
    return (
        here.is_open
        and here.problem is None
        and here.voter is not None
        and here.voter.channel == Channel.WEB
        and here.participation is not None
    )
