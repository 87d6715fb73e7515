"""The board in the Wagtail admin: side by side, one column alone, as a file, and acts on several at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from participation.accounts.models import User
from participation.common.refusals import Refusal
from proposals.assessment import services
from proposals.assessment.exports import board_rows, csv_file, xlsx_file
from proposals.assessment.models import Assessment
from proposals.assessment.presentation import card_of
from proposals.assessment.queries.board import Column, board, choices_for, column, every_card
from proposals.assessment.queries.people import assessors_for
from proposals.assessment.queries.waiting import waiting_for
from proposals.assessment.rules import coordinates_anywhere
from proposals.assessment.staff_forms import BoardFilterForm, ManyForm
from proposals.assessment.staff_labels import staff_label
from proposals.assessment.states import AssessmentState
from proposals.assessment.viewsets.shared_views import WorkerView

FILES = {"csv": csv_file, "xlsx": xlsx_file}


class BoardView(WorkerView):
    """A column for each state; with ?state= one of them alone, page by page."""

    template_name = "assessment/admin/board.html"
    page_title = gettext_lazy("Assessments")

    def is_below_board(self) -> bool:
        return False

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page()

    @cached_property
    def coordinates(self) -> bool:
        """Whether this person may assign and set deadlines somewhere."""
        return coordinates_anywhere(self.request.user)

    @cached_property
    def people(self) -> list[User]:
        """Whom this person can ask to assess."""
        return assessors_for(self.request.user) if self.coordinates else []

    def filters(self) -> BoardFilterForm:
        """What the address asks for."""
        params = self.request.GET or self.params_of_form()
        form = BoardFilterForm(params, choices=choices_for(self.request.user), people=self.people)
        if not self.coordinates:
            del form.fields["assessor"]
        return form

    def params_of_form(self) -> Any:
        """Where the board was narrowed when a form of it was sent."""
        return QueryDict(self.request.POST.get("back", "")[:2000].replace("\x00", ""))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = self.filters()
        wish = form.wish()
        params = form.data.copy()
        after, alone = params.pop("after", [""])[-1], params.pop("state", [""])[-1]
        user = self.request.user
        if alone in AssessmentState.values:
            columns = [column(user, wish, AssessmentState(alone), after)]
        else:
            alone, columns = "", board(user, wish)
        kwargs.setdefault("many", ManyForm(people=self.people, coordinates=self.coordinates))
        return super().get_context_data(
            **kwargs,
            filters_form=form,
            filters=params.urlencode(),
            back=form.data.urlencode(),
            is_filtered=wish != type(wish)(),
            columns=[_shown(one) for one in columns],
            total=sum(one.number for one in columns),
            alone=alone,
            coordinates=self.coordinates,
            waiting=waiting_for(user),
        )


def _shown(one: Column) -> dict[str, Any]:
    return {
        "state": one.state,
        "label": staff_label(one.state),
        "public": one.state.label,
        "number": one.number,
        "cards": [card_of(card) for card in one.cards],
        "more": one.number - len(one.cards),
        "next": one.next_cursor,
    }


class BoardFileView(BoardView):
    """Everything that the board was narrowed to, as a file."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        if kind not in FILES:
            raise Http404
        return FILES[kind](board_rows(every_card(request.user, self.filters().wish())), "assessments")


class ManyView(BoardView):
    """POST: one act on those that are ticked, or a card's own button; answers what became of each."""

    outcome_template = "assessment/admin/outcomes.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("assessment_board")

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.POST.get("card"):
            number, _colon, state = request.POST["card"].partition(":")
            return self.outcomes([number], partial(self.move, state=state))
        form = ManyForm(request.POST, people=self.people, coordinates=self.coordinates)
        if not form.is_valid():
            return self.again(form)
        return self.outcomes(request.POST.getlist("chosen"), self.verb(form), form)

    def verb(self, form: ManyForm) -> Callable[[int], object]:
        """What is done with each, every time by the verb that checks it."""
        data, by = form.cleaned_data, self.request.user
        if data["act"] == ManyForm.ASSIGN:
            return lambda pk: services.assign(assessment_id=pk, assessor_id=int(data["assessor"]), by=by)
        if data["act"] == ManyForm.DEADLINE:
            return lambda pk: services.set_deadline(assessment_id=pk, due_on=data["due_on"], by=by)
        return partial(self.move, state=data["state"])

    def move(self, pk: int, *, state: str) -> object:
        """Into another state."""
        return services.move(assessment_id=pk, state=state, by=self.request.user)

    def outcomes(self, typed: list[str], act: Callable[[int], object], form: ManyForm | None = None) -> HttpResponse:
        """Do it, and say of each what became of it; of those that are not this person's by number alone."""
        ids = [int(one) for one in typed if one.isascii() and one.isdecimal() and len(one) < 19]
        try:
            found = services.act_on_many(assessment_ids=ids, act=act)
        except Refusal as refusal:
            if form is None:
                messages.error(self.request, refusal.message)
                return self.page(422)
            form.add_error(None, str(refusal.message))
            return self.again(form)
        mine = Assessment.objects.worked_on_by(self.request.user).select_related("proposal").defer("proposal__search")
        rows = mine.in_bulk([outcome.assessment_id for outcome in found])
        self.template_name = self.outcome_template
        context = super(BoardView, self).get_context_data(
            rows=[(outcome, rows.get(outcome.assessment_id)) for outcome in found],
            done=sum(outcome.done for outcome in found),
            refused=sum(not outcome.done for outcome in found),
            board_url=f"{reverse('assessment_board')}?{self.params_of_form().urlencode()}",
        )
        return self.render_to_response(context)

    def again(self, form: ManyForm) -> HttpResponse:
        """The board once more, with what was chosen."""
        ticked = {one for one in self.request.POST.getlist("chosen") if one.isdecimal()}
        return self.page(422, many=form, ticked=ticked)

    def get_page_title(self) -> str:
        return _("What was done") if self.template_name == self.outcome_template else str(self.page_title)
