"""Promises in the Wagtail admin: the desk's list and report, one promise, and everything that is done with it there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from participation.common.forms import add_refusal
from participation.common.refusals import Refusal
from participation.common.staff_pages import StepsToHere
from participation.common.tables import csv_response
from participation.projects.queries import with_titles
from proposals.commitments import services
from proposals.commitments.exports import report_rows
from proposals.commitments.models import Commitment
from proposals.commitments.presentation import card, whole_card
from proposals.commitments.queries.asking import words_of_round
from proposals.commitments.queries.single import whole
from proposals.commitments.queries.staff import desk_choices, desk_list, keepable_by, keeps_promises
from proposals.commitments.rules import may_decide
from proposals.commitments.staff_forms import (
    ActForm,
    DeskFilterForm,
    DoneForm,
    EditForm,
    ExplainForm,
    GiveUpForm,
    MoveForm,
    ProgressForm,
    PromiseForm,
    StepFormSet,
    step_initial,
)
from proposals.commitments.states import OPEN, CommitmentState
from proposals.models import OfficialResponse
from proposals.queries.answering import answerable_by

PER_PAGE = 30
WORDS_SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something that is done with a promise. states: in which it can be; deciding: by those who answer for the city alone."""

    label: Any
    done: Any
    form: type[ActForm] | None = None
    service: Callable[..., Any]
    states: tuple[str, ...] = OPEN
    deciding: bool = False


ACTS = {
    "explain": Act(
        label=gettext_lazy("Answer the residents"),
        done=gettext_lazy("The answer is on the site now."),
        form=ExplainForm,
        service=services.explain,
        states=(CommitmentState.DISPUTED,),
        deciding=True,
    ),
    "reopen": Act(
        label=gettext_lazy("Take it up again, by a new day"),
        done=gettext_lazy("The promise is under way again."),
        form=MoveForm,
        service=services.reopen,
        states=(CommitmentState.DONE, CommitmentState.DISPUTED, CommitmentState.GIVEN_UP),
        deciding=True,
    ),
    "progress": Act(
        label=gettext_lazy("Tell what has been done"),
        done=gettext_lazy("It is on the site now."),
        form=ProgressForm,
        service=services.note_progress,
    ),
    "done": Act(
        label=gettext_lazy("Say that it is done"),
        done=gettext_lazy("It is on the site now, and those who wanted it are asked whether it is done."),
        form=DoneForm,
        service=services.mark_done,
    ),
    "steps": Act(
        label=gettext_lazy("Steps on the way"),
        done=gettext_lazy("The steps are saved."),
        service=services.set_milestones,
    ),
    "move": Act(
        label=gettext_lazy("Move the due date"),
        done=gettext_lazy("The due date is moved. The site shows both dates and the reason."),
        form=MoveForm,
        service=services.move_due_date,
        deciding=True,
    ),
    "give-up": Act(
        label=gettext_lazy("Give it up"),
        done=gettext_lazy("The promise is given up. The site says why."),
        form=GiveUpForm,
        service=services.give_up,
        states=(*OPEN, CommitmentState.DISPUTED),
        deciding=True,
    ),
    "edit": Act(
        label=gettext_lazy("Mend the words"),
        done=gettext_lazy("The promise is saved."),
        form=EditForm,
        service=services.edit_commitment,
        states=tuple(CommitmentState.values),
        deciding=True,
    ),
}


class KeeperView(WagtailAdminTemplateMixin, View):
    """A page for people who have promises to look after; all others get the admin's own refusal."""

    header_icon = "calendar-check"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not keeps_promises(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class DeskListView(StepsToHere, KeeperView):
    """The promises one looks after, the nearest due date first; narrowed by a filter, or as a file."""

    template_name = "commitments/admin/list.html"
    page_title = gettext_lazy("Promises")

    def get(self, request: HttpRequest) -> HttpResponseBase:
        projects, units = desk_choices(request.user)
        with_titles(projects)
        form = DeskFilterForm(request.GET, projects=projects, units=units)
        wanted = form.wanted()
        found = desk_list(request.user, **wanted)
        if "csv" in request.GET:
            return csv_response(report_rows(found), "promises")
        pages = Paginator(found, PER_PAGE)
        page = pages.get_page(request.GET.get("p"))
        return self.render_to_response(
            self.get_context_data(
                filters_form=form,
                is_filtered=any(wanted.values()),
                page_obj=page,
                cards=[card(row) for row in page.object_list],
                total=pages.count,
            )
        )


class PromiseView(KeeperView):
    """What every page of one promise has."""

    @cached_property
    def commitment(self) -> Commitment:
        """The promise that the address names, if this person keeps it."""
        rows = keepable_by(self.request.user).select_related(
            "unit", "response", "proposal__project__lead_district", "proposal__district"
        )
        rows = rows.defer("proposal__search", "proposal__district__boundary", "proposal__project__lead_district__boundary")
        commitment = whole(rows).filter(pk=self.kwargs["pk"]).first()
        if commitment is None:
            raise Http404
        return commitment

    def possible(self) -> dict[str, Act]:
        """What this person can do with it now."""
        decides = may_decide(self.request.user, self.commitment)
        return {key: act for key, act in ACTS.items() if self.commitment.state in act.states and (decides or not act.deciding)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        commitment = self.commitment
        proposal = commitment.proposal
        address = reverse("proposals:detail", kwargs={"project": proposal.project.slug, "pk": proposal.pk})
        return super().get_context_data(
            commitment=commitment, shown=whole_card(commitment), address=f"{address}#promise-{commitment.pk}", **kwargs
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("promise_list"), "label": _("Promises")},
            {"url": reverse("promise_desk", args=[self.commitment.pk]), "label": str(self.commitment)},
        ]


class DeskView(PromiseView):
    """One promise: what it says, how it goes, what residents say, and what can be done."""

    template_name = "commitments/admin/desk.html"
    page_title = gettext_lazy("Promise")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        asked = [(row, words_of_round(row, WORDS_SHOWN)) for row in reversed(self.commitment.rounds.all())]
        return self.render_to_response(self.get_context_data(acts=self.possible().items(), asked=asked))


class ActView(PromiseView):
    """The form of one act."""

    template_name = "commitments/admin/act.html"

    @cached_property
    def act(self) -> Act:
        """What the address names; 404 for what nobody can do, and for what this person cannot."""
        act = ACTS.get(self.kwargs["act"])
        if act is None or (act.deciding and not may_decide(self.request.user, self.commitment)):
            raise Http404
        return act

    @property
    def page_title(self) -> str:
        return str(self.act.label)

    def get(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        if self.commitment.state not in self.act.states:
            messages.error(request, _("This is not possible any more: the promise has changed meanwhile."))
            return redirect("promise_desk", pk)
        return self.render_to_response(self.get_context_data(form=self._form()))

    def post(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        form = self._form(request.POST, request.FILES)
        if form.is_valid():
            try:
                self.act.service(commitment_id=pk, by=request.user, seen=request.POST.get("seen", ""), **_values(form))
            except Refusal as refusal:
                _show_refusal(form, refusal)
            else:
                messages.success(request, self.act.done)
                return redirect("promise_desk", pk)
        if isinstance(form, ActForm):
            form.show_again()
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _form(self, data: Any = None, files: Any = None) -> Any:
        if self.act.form is None:
            initial = step_initial(self.commitment)
            return StepFormSet(data, prefix="steps", initial=initial)
        return self.act.form(data, files, commitment=self.commitment)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            act=self.act,
            is_steps=self.act.form is None,
            seen=services.mark_of(self.commitment),
            **kwargs,
        )


def _values(form: Any) -> dict[str, Any]:
    if isinstance(form, ActForm):
        return form.for_service()
    return {"steps": [step.step() for step in form.ordered_forms if step.has_changed() or step.initial]}


def _show_refusal(form: Any, refusal: Refusal) -> None:
    """At its field; of the steps' forms at that of the step it is about."""
    if isinstance(form, ActForm):
        add_refusal(form, refusal)
        return
    place, _dash, field = refusal.field.partition("-")
    steps = [step for step in form.ordered_forms if step.has_changed() or step.initial]
    if place.isdecimal() and int(place) < len(steps) and field in steps[int(place)].fields:
        steps[int(place)].add_error(field, str(refusal.message))
    else:
        form.non_form_errors().append(str(refusal.message))


class NewView(StepsToHere, KeeperView):
    """One more promise in an answer that has been given."""

    template_name = "commitments/admin/new.html"
    page_title = gettext_lazy("New promise")
    above = (("promise_list", gettext_lazy("Promises")),)

    @cached_property
    def response(self) -> OfficialResponse:
        """The answer that the address names, on a proposal that this person answers."""
        rows = OfficialResponse.objects.filter(pk=self.kwargs["pk"], proposal__in=answerable_by(self.request.user))
        response = rows.select_related("proposal", "unit").defer("proposal__search").first()
        if response is None:
            raise Http404
        return response

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=PromiseForm(unit=self.response.unit_id)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = PromiseForm(request.POST, unit=self.response.unit_id)
        if self.response and form.is_valid():
            try:
                made = services.make_commitment(response_id=pk, promise=form.promise(), by=request.user)
            except Refusal as refusal:
                add_refusal(form, refusal)
            else:
                messages.success(request, _("The promise is on the site now."))
                return redirect("promise_desk", made.pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(response=self.response, **kwargs)


class PromisesMenuItem(MenuItem):
    """The way to the list, for those who have one."""

    def is_shown(self, request: HttpRequest) -> bool:
        return keeps_promises(request.user)


def urlpatterns() -> list[Any]:
    """Addresses under the admin's root."""
    return [
        path("promises/", DeskListView.as_view(), name="promise_list"),
        path("promises/new/<int:pk>/", NewView.as_view(), name="promise_new"),
        path("promises/<int:pk>/", DeskView.as_view(), name="promise_desk"),
        path("promises/<int:pk>/<slug:act>/", ActView.as_view(), name="promise_act"),
    ]
