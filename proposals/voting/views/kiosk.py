"""The voting place's screen, and what everybody may know of turnout.

The screen asks for a token, keeps the ballot's session in a signed cookie, and leads into the ordinary ballot. When it comes back
here, everything that a ballot left in this browser is taken away, for the next person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participation.common.forms import SiteForm, add_refusal
from participation.common.refusals import Refusal
from participation.common.throttle import too_many_from
from participation.projects.queries import readable_project
from proposals.voting import entrance
from proposals.voting.keys import KeyMissing
from proposals.voting.models import KioskSession, Round
from proposals.voting.queries.annulments import public_annulments
from proposals.voting.queries.turnout import public_turnout
from proposals.voting.services.kiosk import begin_at_kiosk, end_at_kiosk
from proposals.voting.states import RollSource, RoundState

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

TRIES = 600  # in an hour from one network: a token cannot be guessed so, and a voting place with many screens can work


class TokenForm(SiteForm):
    """What the clerk's screen shows."""

    mark_optional = False
    token = forms.CharField(
        label=_("Token"),
        max_length=40,
        help_text=_("Eight signs, from the staff. Capital and small letters are the same."),
        error_messages={"required": _("Type the token first."), "max_length": _("The token has eight signs.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: HttpRequest, project: str) -> HttpResponse:
    """Ask for the token; with it the ballot begins."""
    voting_round = _round(request, project)
    form = TokenForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return _begin(request, voting_round, form.cleaned_data["token"])
        except Refusal as refusal:
            add_refusal(form, refusal)
    if request.method == "POST":
        status = 422
    context = {
        "form": form,
        "project": voting_round.project,
        "is_open": voting_round.state == RoundState.OPEN,
        "goes_on": request.method != "POST" and _is_begun(request, voting_round),
        "ballot_url": reverse("voting:ballot", kwargs={"project": project}),
    }
    response = render(request, "voting/kiosk.html", context, status=status)
    if not context["goes_on"]:
        clear_screen(request, response, project)
    return response


@require_POST
def kiosk_end(request: HttpRequest, project: str) -> HttpResponse:
    """Give the ballot up, or leave it after voting: the screen is free."""
    _round(request, project)
    end_at_kiosk(session_id=entrance.kiosk_session(request))
    response = redirect("voting:kiosk", project=project)
    clear_screen(request, response, project)
    return response


@require_safe
def public_turnout_page(request: HttpRequest, project: str) -> HttpResponse:
    """How many have voted, where the rules let everybody know, and what was annulled."""
    voting_round = _public_round(request, project)
    context = {
        "project": voting_round.project,
        "voting_round": voting_round,
        "voters": public_turnout(voting_round),
        "annulments": public_annulments(voting_round),
    }
    return render(request, "voting/turnout.html", context)


def _begin(request: HttpRequest, voting_round: Round, token: str) -> HttpResponse:
    if too_many_from(request, "kiosk", TRIES):
        raise Refusal(_("Too many tokens were tried here. Ask the staff."), field="token")
    try:
        session = begin_at_kiosk(voting_round=voting_round, token=token.replace("\x00", ""))
    except KeyMissing as error:
        raise Refusal(_("Voting is out of order for a moment. Nothing is lost; please try again.")) from error
    response = redirect("voting:ballot", project=voting_round.project.slug)
    clear_screen(request, response, voting_round.project.slug)
    entrance.begin_at_kiosk(response, session)
    return response


def clear_screen(request: HttpRequest, response: HttpResponse, project: str) -> None:
    """Take away the session and whatever a ballot has kept in this browser: a basket, a code, the number of a form."""
    entrance.end_at_kiosk(response)
    languages = [code for code, _name in settings.LANGUAGES]
    stems = {name.rpartition("-")[0] for name in request.COOKIES if name.rpartition("-")[2] in languages}
    for language in languages:
        with override(language):
            path = reverse("voting:ballot", kwargs={"project": project})
        for stem in stems - {""}:
            response.delete_cookie(f"{stem}-{language}", path=path, samesite="Lax")


def _is_begun(request: HttpRequest, voting_round: Round) -> bool:
    session = entrance.kiosk_session(request)
    return session is not None and KioskSession.objects.filter(round=voting_round, pk=session, begun=True, ended=False).exists()


def _public_round(request: HttpRequest, slug: str) -> Round:
    project = readable_project(slug, request.user)
    voting_round = Round.objects.visible_to(request.user).current().filter(project=project.pk).first()
    if voting_round is None:
        raise Http404
    voting_round.project = project
    return voting_round


def _round(request: HttpRequest, slug: str) -> Round:
    """The vote, where people may vote at desks. 404 otherwise."""
    voting_round = _public_round(request, slug)
    if RollSource.DESK not in voting_round.sources:
        raise Http404
    return voting_round
