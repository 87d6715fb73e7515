"""What the pages about voting places, paper and watching share in the admin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from districts.states import Role
from participation.common.forms import add_refusal
from participation.common.refusals import NotAllowed, Refusal
from participation.projects.models import Project
from participation.projects.queries import with_titles
from participation.projects.rules import roles_of
from proposals.voting.keys import KeyMissing
from proposals.voting.models import Round, VotingPlace
from proposals.voting.rules import may_run, may_serve, may_watch

SERVES, WATCHES, RUNS = "serves", "watches", "runs"
RULES: dict[str, Callable[[Any, Round], bool]] = {SERVES: may_serve, WATCHES: may_watch, RUNS: may_run}
ROLES = (Role.CLERK, Role.COORDINATOR, Role.AUDITOR)


def works_at_votes(user: Any) -> bool:
    """Whether this person serves or watches anywhere: at most one query for a request."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or any(role.role in ROLES for role in roles_of(user))


class PlacesBase(WagtailAdminTemplateMixin, View):
    """For those who serve, watch or run; all others get the admin's own refusal."""

    header_icon = "site"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not works_at_votes(request.user):
            raise PermissionDenied
        try:
            return super().dispatch(request, *args, **kwargs)
        except KeyMissing:
            messages.error(request, _("The key of the vote is not on this machine."))
            return redirect("voting_places_all")

    def page(self, status: int = 200, **context: Any) -> HttpResponse:
        """The page with its context. What was typed of a person must not be kept by any cache."""
        response = self.render_to_response(self.get_context_data(**context), status=status)
        response["Cache-Control"] = "private, no-store"
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), *self.above(), {"url": "", "label": str(self.get_page_title())}]

    def above(self) -> list[dict[str, Any]]:
        """The steps above this page."""
        return [{"url": reverse("voting_places_all"), "label": _("Voting places")}]


class RoundBase(PlacesBase):
    """Of the vote of a project that the address names. needs: who may open it; it is not there for others."""

    needs: tuple[str, ...] = (SERVES, WATCHES)

    @cached_property
    def round(self) -> Round:
        """The project's vote. 404 where there is none, or for who has no business with it."""
        project = Project.objects.select_related("lead_district").defer("lead_district__boundary")
        found = project.filter(pk=self.kwargs["project"]).first()
        voting_round = Round.objects.current().filter(project=found).first() if found else None
        if voting_round is None or found is None:
            raise Http404
        voting_round.project = found
        if not any(RULES[need](self.request.user, voting_round) for need in self.needs):
            raise Http404
        with_titles([found])
        return voting_round

    @cached_property
    def place(self) -> VotingPlace:
        """The place that the address names."""
        found = VotingPlace.objects.filter(round=self.round, pk=self.kwargs["place"]).select_related("district")
        place = found.defer("district__boundary").first()
        if place is None:
            raise Http404
        place.round = self.round
        return place

    def may(self, need: str) -> bool:
        """Whether this person serves, watches or runs."""
        return RULES[need](self.request.user, self.round)

    def refused(self, form: BaseForm, refusal: Refusal, **context: Any) -> HttpResponse:
        """The page again, with the refusal where it belongs and what was typed."""
        add_refusal(form, refusal)
        return self.page(refusal.status, form=form, **context)

    def attempt(self, act: Callable[..., object], done: str, back: str, *args: Any, **facts: Any) -> HttpResponse:
        """An act without a form: done or refused, it leads back."""
        try:
            act(by=self.request.user, **facts)
        except NotAllowed as refusal:
            messages.error(self.request, refusal.message)
        except Refusal as refusal:
            messages.error(self.request, refusal.message)
        else:
            messages.success(self.request, done)
        return redirect(back, *args)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs |= {"voting_round": self.round, "project": self.round.project}
        kwargs |= {"serves": self.may(SERVES), "watches": self.may(WATCHES), "runs": self.may(RUNS)}
        return super().get_context_data(**kwargs)

    def above(self) -> list[dict[str, Any]]:
        title = str(self.round.project.title)
        return [*super().above(), {"url": reverse("voting_places", args=[self.round.project_id]), "label": title}]
