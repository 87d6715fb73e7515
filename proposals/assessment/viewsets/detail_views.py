"""One assessment in the Wagtail admin: the proposal, the work on it, notes and history."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages

from participation.common.forms import add_refusal
from participation.common.refusals import Conflict, Refusal
from proposals.assessment import services
from proposals.assessment.amounts import euros
from proposals.assessment.models import Assessment, Criterion, CriterionScore
from proposals.assessment.presentation import late_words, points
from proposals.assessment.queries.one import assessment_of, criteria_of, history_of, notes_of
from proposals.assessment.queries.people import assessors_of
from proposals.assessment.rules import may_coordinate, may_mend
from proposals.assessment.staff_forms import AssignForm, DeadlineForm, NoteForm, WorkForm, differences, initial_work
from proposals.assessment.staff_labels import move_label, staff_label
from proposals.assessment.states import AssessmentState, next_states
from proposals.assessment.viewsets.shared_views import WorkerView
from proposals.states import Status

DECIDED = (Status.ACCEPTED, Status.REJECTED, Status.DONE)


class AssessmentView(WorkerView):
    """404 for what is not this person's. Each act has an address of its own; what is refused is shown where it was typed."""

    template_name = "assessment/admin/detail.html"

    def get(self, request: HttpRequest, pk: int, act: str = "") -> HttpResponse:
        if act:
            return redirect("assessment_detail", pk=pk)
        return self.page()

    def post(self, request: HttpRequest, pk: int, act: str = "save") -> HttpResponse:
        acts = {
            "save": self.save,
            "conclude": self.save,
            "move": self.move,
            "assign": self.assign,
            "unassign": self.unassign,
            "deadline": self.deadline,
            "note": self.note,
        }
        if act not in acts:
            raise Http404
        return acts[act](self.assessment)

    @cached_property
    def assessment(self) -> Assessment:
        """The one that the address names, if this person works with it."""
        found = assessment_of(self.request.user, self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    @cached_property
    def criteria(self) -> tuple[list[Criterion], dict[int, CriterionScore]]:
        """What is asked for, and what was said."""
        return criteria_of(self.assessment)

    @cached_property
    def coordinates(self) -> bool:
        """Whether this person assigns, promises and opens again."""
        return may_coordinate(self.request.user, self.assessment.proposal)

    def save(self, row: Assessment) -> HttpResponse:
        """Keep the work, and publish it where the button says so."""
        form = self.work_form(self.request.POST)
        if not form.is_valid():
            return self.page(422, work=form)
        concludes = self.kwargs.get("act") == "conclude"
        verb = services.conclude if concludes else services.save_work
        try:
            verb(assessment_id=row.pk, by=self.request.user, seen=form.cleaned_data["seen"], work=form.work())
        except Conflict as conflict:
            return self.show_both(conflict) if conflict.code == services.MOVED else self.refused(conflict, work=form)
        except Refusal as refusal:
            return self.refused(refusal, work=form)
        said = _("The assessment is concluded, residents can read the result.") if concludes else _("Saved.")
        return self.done(said)

    def show_both(self, conflict: Conflict) -> HttpResponse:
        """Somebody else was faster: what was typed here stays in the form, and beside it stands what they have saved."""
        for stale in ("assessment", "criteria"):
            self.__dict__.pop(stale, None)
        data = self.request.POST.copy()
        data["seen"] = services.mark_of(self.assessment)  # whoever sends it again has seen the other one
        form = self.work_form(data)
        others = differences(form, initial_work(self.assessment, self.criteria[1]))
        return self.page(409, work=form, others=others, told=conflict.message)

    def move(self, row: Assessment) -> HttpResponse:
        """Into another state."""
        try:
            services.move(assessment_id=row.pk, state=self.request.POST.get("state", ""), by=self.request.user)
        except Refusal as refusal:
            return self.refused(refusal)
        return self.done(_("The state is changed."))

    def assign(self, row: Assessment) -> HttpResponse:
        """Ask somebody to assess."""
        if not self.coordinates:
            raise Http404
        form = AssignForm(self.request.POST, people=assessors_of(row.proposal))
        if not form.is_valid():
            return self.page(422, assign=form)
        try:
            services.assign(assessment_id=row.pk, assessor_id=int(form.cleaned_data["assessor"]), by=self.request.user)
        except Refusal as refusal:
            return self.refused(refusal, assign=form)
        return self.done(_("They see it on their board now."))

    def unassign(self, row: Assessment) -> HttpResponse:
        """Take somebody off it."""
        typed = self.request.POST.get("assessor", "")
        person = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0
        try:
            services.unassign(assessment_id=row.pk, assessor_id=person, by=self.request.user)
        except Refusal as refusal:
            return self.refused(refusal)
        return self.done(_("They are not asked any more. What they did stays."))

    def deadline(self, row: Assessment) -> HttpResponse:
        """Promise a day."""
        form = DeadlineForm(self.request.POST)
        if not form.is_valid():
            return self.page(422, deadline=form)
        try:
            services.set_deadline(assessment_id=row.pk, due_on=form.cleaned_data["due_on"], by=self.request.user)
        except Refusal as refusal:
            return self.refused(refusal, deadline=form)
        return self.done(_("The deadline is saved."))

    def note(self, row: Assessment) -> HttpResponse:
        """Write a note, or put one in another's place."""
        form = NoteForm(self.request.POST)
        if not form.is_valid():
            return self.page(422, note=form)
        said, user = form.cleaned_data, self.request.user
        try:
            if said["replaces"]:
                services.mend_note(assessment_id=row.pk, note_id=said["replaces"], author=user, text=said["text"])
            else:
                services.add_note(assessment_id=row.pk, author=user, text=said["text"])
        except Refusal as refusal:
            return self.refused(refusal, note=form)
        return self.done(_("The note is kept."))

    def refused(self, refusal: Refusal, **forms: Any) -> HttpResponse:
        """The page once more: the refusal stands at the field, or on top where the act had none."""
        for form in forms.values():
            add_refusal(form, refusal)
        if not forms:
            messages.error(self.request, refusal.message)
        self.__dict__.pop("assessment", None)
        return self.page(409 if isinstance(refusal, Conflict) else 422, **forms)

    def done(self, said: str) -> HttpResponse:
        """Back to the page, with a word; to the board, where somebody has just given away what they worked on."""
        messages.success(self.request, said)
        pk = self.kwargs["pk"]
        return redirect("assessment_detail", pk=pk) if assessment_of(self.request.user, pk) else redirect("assessment_board")

    def work_form(self, data: Any = None) -> WorkForm:
        """Everything that assessors fill in."""
        row = self.assessment
        asked, scores = self.criteria
        return WorkForm(data, criteria=asked, initial={"seen": services.mark_of(row), **initial_work(row, scores)})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, (asked, scores) = self.assessment, self.criteria
        proposal = row.proposal
        kwargs.setdefault("work", None if row.state == AssessmentState.CONCLUDED else self.work_form())
        kwargs.setdefault("note", NoteForm())
        if self.coordinates:
            kwargs.setdefault("assign", AssignForm(people=assessors_of(proposal)))
            kwargs.setdefault("deadline", DeadlineForm(initial={"due_on": row.due_on}))
        address = reverse("proposals:detail", kwargs={"project": proposal.project.slug, "pk": proposal.pk})
        return super().get_context_data(
            **kwargs,
            row=row,
            proposal=proposal,
            address=address,
            state_label=staff_label(row.state),
            late=late_words(row),
            moves=self.moves(row),
            coordinates=self.coordinates,
            is_concluded=row.state == AssessmentState.CONCLUDED,
            is_decided=proposal.status in DECIDED,
            may_answer=self.coordinates,
            points=points(asked, scores),
            results=[(score.criterion, score) for score in scores.values()],
            cost=euros(row.cost_low, row.cost_high),
            yearly=euros(row.yearly_low, row.yearly_high),
            notes=[(note, earlier, may_mend(self.request.user, note)) for note, earlier in notes_of(row)],
            history=history_of(row),
        )

    def moves(self, row: Assessment) -> list[tuple[str, Any]]:
        """What can be chosen next by this person."""
        wanted = [state for state in next_states(row.state) if self.coordinates or state != AssessmentState.REOPENED]
        return [(state.value, move_label(state)) for state in wanted]

    def get_page_title(self) -> str:
        return self.assessment.proposal.title
