"""Looking at the choices once more, casting them, and the receipt."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from participation.common.refusals import Invalid, NotAllowed, Refusal
from proposals.voting.basket import Basket, keep_basket, parse_choices
from proposals.voting.changing import changed, item_in
from proposals.voting.entrance import end_at_kiosk, forget_code
from proposals.voting.presentation import RECEIPT, REVIEW, Stand, card_of, pot_line, said_of, stand_of, steps
from proposals.voting.services import cast_ballot
from proposals.voting.views.context import UNPROCESSABLE, address, page, saying
from proposals.voting.visit import Visit, visit
from proposals.voting.voters import Hint

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from proposals.voting.models import Pot
    from proposals.voting.presentation import PotLine
    from proposals.voting.services import Given

LONGEST_HINT = 400


@sensitive_post_parameters("choices", "item")
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, project: str) -> HttpResponse:
    """The choices before they are cast. POST changes them, or casts what the page showed."""
    here = visit(request, project)
    if request.method != "POST":
        return _review_page(request, here)
    if request.POST.get("do") == "cast":
        return _cast(request, here)
    item_id = item_in(request.POST)
    try:
        basket = changed(here, request.POST)
        response = redirect(f"{request.path}#item-{item_id}")
        keep_basket(response, here.round, basket)
    except Refusal as refusal:
        return _review_page(request, here, refused={item_id: str(refusal.message)})
    return response


def _cast(request: HttpRequest, here: Visit) -> HttpResponse:
    """What the page showed is what is cast, whatever another window has done to the basket since."""
    basket = here.basket
    try:
        choices = parse_choices(request.POST.get("choices", ""))
        basket = Basket(tuple(choices))
        here.put(basket)
        if here.problem is not None:
            raise here.problem
        if here.voter is None:
            here.require_open()
            raise NotAllowed(_("Show who you are first. Your choices stay on this device."), code="nobody")
        given = cast_ballot(round_id=here.round.pk, voter=here.voter, choices=choices, nonce=_nonce(request), hint=_hint(request))
    except Refusal as refusal:
        words = _ended(here) or str(refusal.message)
        return _review_page(request, here, refusal=words)
    return _receipt_page(request, here, given)


def _ended(here: Visit) -> str:
    try:
        here.require_open()
    except Refusal as refusal:
        return str(refusal.message)
    return ""


def _nonce(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("form", ""))
    except ValueError as error:
        raise Invalid(_("The site did not understand that. Load the page again."), code="unknown") from error


def _hint(request: HttpRequest) -> Hint:
    network = str(get_adapter().get_client_ip(request) or "")
    return Hint(network=network[:LONGEST_HINT], device=request.headers.get("User-Agent", "")[:LONGEST_HINT])


def _review_page(request: HttpRequest, here: Visit, *, refused: dict[int, str] | None = None, refusal: str = "") -> HttpResponse:
    parts: list[tuple[PotLine, Stand]] = []
    for pot in here.pots:
        if here.in_pot(pot):
            parts.append((pot_line(here, pot), _stand(here, pot, refused or {})))
    known = {item.pk for item in here.chosen}
    elsewhere = next((words for pk, words in (refused or {}).items() if pk not in known), "")
    status = UNPROCESSABLE if refused or refusal else 200
    context = {
        "parts": parts,
        "steps": steps(REVIEW, with_where=len(here.pots) > 1),
        "self_url": request.path,
        "form_number": uuid.uuid4(),
        "refusal": refusal or elsewhere,
        "misfit": "" if status != 200 else _misfit(here),
    }
    part = request.headers.get("HX-Request") == "true"
    response = page(request, here, "voting/_review.html" if part else "voting/review.html", context, status=status)
    words = refusal or next(iter((refused or {}).values()), "") or " ".join(said_of(stand) for _line, stand in parts)
    return saying(response, words) if part else response


def _stand(here: Visit, pot: Pot, refused: dict[int, str]) -> Stand:
    stand = stand_of(here, pot)
    rows = here.in_pot(pot)
    stand.cards = [card_of(here, item, stand, refused, [row.pk for row in rows]) for item in rows]
    return stand


def _misfit(here: Visit) -> str:
    """Why the basket would not be taken, said before it is cast."""
    if not here.is_open:
        return ""
    try:
        here.require_fits(here.basket)
    except Refusal as refusal:
        return str(refusal.message)
    return ""


def _receipt_page(request: HttpRequest, here: Visit, given: Given) -> HttpResponse:
    context = {
        "given": given,
        "steps": steps(RECEIPT, with_where=len(here.pots) > 1),
        "receipt_url": address(here, "receipt"),
    }
    response = page(request, here, "voting/given.html", context)
    keep_basket(response, here.round, Basket())
    forget_code(response, here.round)
    if here.at_kiosk:
        end_at_kiosk(response)
    return response
