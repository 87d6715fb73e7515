"""A survey as residents meet it: answering, changing, taking back, and everybody's results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from participation.accounts.middleware import staff_door
from participation.comments.presentation import thread_context
from participation.common.languages import said
from participation.common.refusals import Refusal
from participation.common.tables import csv_response
from participation.projects.models import Project
from participation.projects.queries import readable_project
from surveys import rules, services
from surveys.exports import answer_rows, result_rows
from surveys.forms import AnswerForm
from surveys.models import Question, Survey
from surveys.presentation import Chart, asked, charts_of, minutes_needed
from surveys.queries import answers_of, questions_of, survey_in, tallies_of
from surveys.states import CONFIDENTIAL_MINIMUM, Opening

UNPROCESSABLE = 422


@dataclass
class Visit:
    """One person at one survey: what was loaded, and what the rules say about it."""

    project: Project
    survey: Survey
    questions: list[Question]
    window: rules.Window
    staff: bool

    @property
    def answered(self) -> bool:
        return self.survey.participation_id is not None

    @property
    def may_change(self) -> bool:
        return self.window.is_open and self.survey.response_id is not None

    @property
    def sees_results(self) -> bool:
        return rules.shows_results(
            self.survey,
            opening=self.window.opening,
            answered=self.answered,
            responses=self.survey.responses_count,
            staff=self.staff,
        )


def visit(request: HttpRequest, project_slug: str, pk: int) -> Visit:
    """Load a survey that this person may see. Raises Http404 otherwise; drafts are for those who work on them."""
    project = readable_project(project_slug, request.user)
    staff = rules.may_preview(request.user, project)
    survey = survey_in(project, pk, request.user, drafts=staff)
    return Visit(project, survey, questions_of(survey), rules.window_of(survey, project, project.phase_list), staff)


def survey_detail(request: HttpRequest, project: str, pk: int) -> HttpResponse:
    """The form while the survey is open, thanks afterwards, the results where they may be seen, the conversation."""
    here = visit(request, project, pk)
    if request.method == "POST":
        return _answer(request, here)
    wants_change = here.may_change and "change" in request.GET
    may_begin = here.window.is_open and request.user.is_authenticated and not here.answered
    form = None
    if wants_change:
        form = AnswerForm(questions=here.questions, answers=answers_of(here.survey.response_id, here.questions))
    elif may_begin or here.window.opening == Opening.PREVIEW:
        form = AnswerForm(questions=here.questions)
    return _page(request, here, form)


def _answer(request: HttpRequest, here: Visit) -> HttpResponse:
    form = AnswerForm(request.POST, questions=here.questions)
    if not request.user.is_authenticated:
        form.add_error(
            None,
            _("You are not signed in. Sign in in another window, come back here and send again: what you wrote stays."),
        )
    elif form.is_valid():
        try:
            services.submit_response(
                survey_id=here.survey.pk,
                resident=request.user,
                answers=form.answers,
                language=get_language() or request.user.language,
            )
        except Refusal as refusal:
            _show_refusal(form, refusal)
        else:
            changed = here.answered
            messages.success(request, _("Your changed answers are saved.") if changed else _("Thank you. Your answers are in."))
            return redirect("surveys:detail", project=here.project.slug, pk=here.survey.pk)
    return _page(request, here, form, status=UNPROCESSABLE)


def _show_refusal(form: AnswerForm, refusal: Refusal) -> None:
    problems = refusal.facts.get("problems")
    if problems:
        form.show_problems(problems)
    else:
        form.add_error(None, str(refusal.message))


def _page(request: HttpRequest, here: Visit, form: AnswerForm | None, status: int = 200) -> HttpResponse:
    # Whoever is answering sees the results after sending, so that the others' answers do not lead their own.
    shows_results = here.sees_results and form is None
    context = _context(here) | {
        "form": form,
        "asked": asked(here.questions, form),
        "minutes": minutes_needed(here.questions),
        "charts": _charts(here) if shows_results else [],
        "shows_results": shows_results,
        "may_send": form is not None and here.window.opening != Opening.PREVIEW,
        "minimum": CONFIDENTIAL_MINIMUM,
        "sign_in_next": request.get_full_path(),
        "where_url": f"{here.project.page_url}#where-h" if here.project.page_url else "",
    }
    if here.survey.thread:
        context |= thread_context(request, thread=here.survey.thread, project=here.project)
    return render(request, "surveys/survey_detail.html", context, status=status)


def _charts(here: Visit) -> list[Chart]:
    return charts_of(tallies_of(here.questions), responses=here.survey.responses_count)


def _context(here: Visit) -> dict[str, Any]:
    return {
        "project": here.project,
        "survey": here.survey,
        "title": said(here.survey, "title"),
        "intro": said(here.survey, "intro"),
        "window": here.window,
        "answered": here.answered,
        "may_change": here.may_change,
        "staff": here.staff,
        "section": "projects",
    }


@require_POST
def survey_withdraw(request: HttpRequest, project: str, pk: int) -> HttpResponse:
    """Take one's answers back."""
    here = visit(request, project, pk)
    if not request.user.is_authenticated:
        return redirect("surveys:detail", project=project, pk=pk)
    try:
        services.withdraw_response(survey_id=here.survey.pk, resident=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Your answers are taken back. Nothing of them is kept."))
    return redirect("surveys:detail", project=project, pk=pk)


@require_safe
def survey_results(request: HttpRequest, project: str, pk: int) -> HttpResponse:
    """The results on a page of their own, to lead others to."""
    here = visit(request, project, pk)
    charts = _charts(here) if here.sees_results else []
    context = _context(here) | {"charts": charts, "shows_results": here.sees_results, "minimum": CONFIDENTIAL_MINIMUM}
    return render(request, "surveys/survey_results.html", context)


@require_safe
def survey_results_csv(request: HttpRequest, project: str, pk: int) -> StreamingHttpResponse:
    """The results as open data, for everybody who sees them."""
    here = visit(request, project, pk)
    if not here.sees_results:
        raise Http404
    charts = charts_of(tallies_of(here.questions))
    return csv_response(result_rows(charts), f"{here.project.slug}-survey-{here.survey.pk}-results")


@staff_door
@require_safe
def survey_export(request: HttpRequest, project: str, pk: int) -> StreamingHttpResponse:
    """Every response, without names, for the project's coordinators and moderators."""
    here = visit(request, project, pk)
    if not rules.may_export(request.user, here.survey, responses=here.survey.responses_count):
        raise PermissionDenied
    services.record_export(survey=here.survey, by=request.user)
    return csv_response(answer_rows(here.survey, here.questions), f"{here.project.slug}-survey-{here.survey.pk}-answers")
