"""Coming with a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from participation.common.refusals import NotAllowed, Refusal
from participation.common.throttle import count_wrong_guess, has_guessed_enough
from proposals.voting.entrance import keep_code
from proposals.voting.forms import CodeForm
from proposals.voting.keys import KeyMissing
from proposals.voting.queries.voters import voter_by_code
from proposals.voting.views.context import UNPROCESSABLE, address, choose_url, page
from proposals.voting.visit import Visit, visit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

DOOR = "voting-code"
TOO_MANY = 429


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, project: str) -> HttpResponse:
    """Where a code is typed. It is kept on the device for as long as the ballot takes, and stands in no address."""
    here = visit(request, project)
    if "code" not in here.round.sources:
        raise Http404
    if request.method != "POST":
        return page(request, here, "voting/code.html", {"form": CodeForm()})
    form = CodeForm(request.POST)
    status = UNPROCESSABLE
    if has_guessed_enough(request, DOOR):
        form.add_error(None, _("Too many codes were wrong. Wait an hour, or ask where you got your code."))
        status = TOO_MANY
    elif form.is_valid():
        try:
            return _let_in(request, here, form.cleaned_data["code"])
        except Refusal as refusal:
            form.add_error("code", str(refusal.message))
    return page(request, here, "voting/code.html", {"form": form}, status=status)


def _let_in(request: HttpRequest, here: Visit, typed: str) -> HttpResponse:
    here.require_open()
    try:
        voter_by_code(here.round, typed)
    except NotAllowed:
        count_wrong_guess(request, DOOR)
        raise
    except KeyMissing as error:
        raise NotAllowed(_("Voting is out of order for a moment. Nothing is lost; please try again."), code="no_key") from error
    response = redirect(address(here, "review") if here.basket.choices else choose_url(here))
    keep_code(response, here.round, typed)
    return response
