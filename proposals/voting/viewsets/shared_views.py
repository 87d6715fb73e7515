"""What every page of a vote shares in the admin."""

from __future__ import annotations

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
from participation.projects.rules import has_role, may_coordinate
from participation.projects.viewsets import with_draft_titles
from proposals.voting.models import Round
from proposals.voting.states import RoundState


class VoteView(WagtailAdminTemplateMixin, View):
    """Of a project that the address names: coordinators work with it, auditors read; for others it is not there."""

    header_icon = "form"
    auditors_read = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may_run and (request.method != "GET" or not self.auditors_read):
            raise PermissionDenied
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotAllowed as refusal:
            raise PermissionDenied(str(refusal.message)) from refusal

    @cached_property
    def project(self) -> Project:
        """The project, if this person sees its vote."""
        found = Project.objects.select_related("lead_district").defer("lead_district__boundary")
        project = found.filter(pk=self.kwargs["project"]).first()
        if project is None or not has_role(self.request.user, project, Role.COORDINATOR, Role.AUDITOR):
            raise Http404
        with_draft_titles([project])
        return project

    @cached_property
    def may_run(self) -> bool:
        """Whether this person may change anything."""
        return may_coordinate(self.request.user, self.project)

    @cached_property
    def round(self) -> Round:
        """The project's round. 404 where there is none."""
        if self.round_or_none is None:
            raise Http404
        return self.round_or_none

    @cached_property
    def round_or_none(self) -> Round | None:
        """The same, or None."""
        found = Round.objects.current().filter(project=self.project).first()
        if found is not None:
            found.project = self.project
        return found

    @property
    def is_draft(self) -> bool:
        """Whether everything can still be changed by one person."""
        return self.round.state == RoundState.DRAFT

    def page(self, status: int = 200, **context: Any) -> HttpResponse:
        """The page with its context."""
        return self.render_to_response(self.get_context_data(**context), status=status)

    def refused(self, form: BaseForm, refusal: Refusal, /, **context: Any) -> HttpResponse:
        """The page again, with the refusal where it belongs and what was typed."""
        add_refusal(form, refusal)
        return self.page(422, **context)

    def attempt(self, act: Any, done: str, *, back: str, **arguments: Any) -> HttpResponse:
        """An act without a form: done or refused, it leads back."""
        try:
            act(by=self.request.user, **arguments)
        except NotAllowed as refusal:
            messages.error(self.request, refusal.message)
        except Refusal as refusal:
            messages.error(self.request, refusal.message)
        else:
            messages.success(self.request, done)
        return redirect(back, self.project.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        voting_round = self.round_or_none
        kwargs |= {"project": self.project, "voting_round": voting_round, "may_run": self.may_run}
        return super().get_context_data(is_draft=voting_round is not None and self.is_draft, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = [{"url": reverse("voting_rounds"), "label": _("Votes")}]
        if self.is_below_overview():
            above.append({"url": reverse("voting_round", args=[self.project.pk]), "label": str(self.project.title)})
        return [*super().get_breadcrumbs_items(), *above, {"url": "", "label": str(self.get_page_title())}]

    def is_below_overview(self) -> bool:
        """Whether the overview is a step above this page."""
        return True


def with_fresh_mark(form: Any, mark: str) -> Any:
    """The form as it was sent, with the mark of what is there now: sent again, it takes the place of that."""
    form.data = form.data.copy()
    form.data[form.add_prefix("seen")] = mark
    return form
