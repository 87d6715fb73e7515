"""What everybody reads of promises, and the question whether one is done, signed in or by the link of a mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from districts.queries import district_by_slug, participation_districts
from participation.common.forms import add_refusal
from participation.common.refusals import Refusal
from participation.projects.queries import readable_project, with_titles
from proposals.commitments import services
from proposals.commitments.calendars import calendar_response
from proposals.commitments.forms import AnswerForm
from proposals.commitments.models import Commitment, Round
from proposals.commitments.presentation import cards, sentence, whole_card
from proposals.commitments.queries.asking import answer_of, is_asked
from proposals.commitments.queries.listing import due_dates, page_of
from proposals.commitments.queries.numbers import city_numbers, district_numbers, in_district, in_project, project_numbers
from proposals.commitments.queries.single import whole
from proposals.commitments.states import Standing
from proposals.commitments.tokens import read_token

if TYPE_CHECKING:
    from districts.models import District
    from participation.accounts.models import User
    from proposals.commitments.queries.numbers import Numbers
    from proposals.commitments.querysets import CommitmentQuerySet


@require_safe
def city_list(request: HttpRequest) -> HttpResponse:
    """Every promise in projects that everyone may see: `?district= &state=`, next page by `?after=`."""
    district = _district(request)
    rows = in_district(district) if district else Commitment.objects.listed()
    numbers = district_numbers(district) if district else city_numbers()
    context = {"section": "home", "district": district, "districts": participation_districts()}
    return _list(request, rows, numbers, context, with_projects=True)


@require_safe
def project_list(request: HttpRequest, project: str) -> HttpResponse:
    """The promises of one project."""
    found = readable_project(project, request.user)
    return _list(request, in_project(found), project_numbers(found), {"project": found, "section": "projects"})


@require_safe
def city_calendar(request: HttpRequest) -> HttpResponse:
    """The days on which something is due, of the city or `?district=`."""
    district = _district(request)
    rows = in_district(district) if district else Commitment.objects.listed()
    place = str(district) if district else settings.CITY_NAME
    return calendar_response(due_dates(rows), name=_("Promises: %(place)s") % {"place": place})


@require_safe
def project_calendar(request: HttpRequest, project: str) -> HttpResponse:
    """The same of one project."""
    found = readable_project(project, request.user)
    return calendar_response(due_dates(in_project(found)), name=_("Promises: %(place)s") % {"place": found.title})


def _list(
    request: HttpRequest,
    rows: CommitmentQuerySet,
    numbers: Numbers,
    context: dict[str, Any],
    *,
    with_projects: bool = False,
) -> HttpResponse:
    asked = request.GET.get("state", "")
    standing = asked if asked in Standing.values else ""
    after = request.GET.get("after", "")[:60]
    page = page_of(rows, standing=standing, after=after)
    if with_projects:
        with_titles([row.proposal.project for row in page.rows])
    district = context.get("district")
    kept = {"district": district.slug if district else "", "state": standing}
    query = urlencode({name: value for name, value in kept.items() if value})
    calendar = f"{'project_' if 'project' in context else ''}promises:calendar"
    where = {"project": context["project"].slug} if "project" in context else {}
    calendar_query = f"?{urlencode({'district': district.slug})}" if district else ""
    return render(
        request,
        "commitments/promise_list.html",
        {
            "cards": cards(page.rows),
            "numbers": numbers,
            "sentence": sentence(numbers) if numbers.promised else "",
            "standing": standing,
            "standings": [(value, label, numbers.of(value)) for value, label in Standing.choices],
            "total": numbers.of(standing),
            "next_url": f"?{urlencode({**dict(pair for pair in kept.items() if pair[1]), 'after': page.next_cursor})}"
            if page.next_cursor
            else "",
            "first_url": f"?{query}" if after else "",
            "list_url": request.path,
            "calendar_url": f"{reverse(calendar, kwargs=where)}{calendar_query}",
            "with_projects": with_projects,
            **context,
        },
    )


def _district(request: HttpRequest) -> District | None:
    slug = request.GET.get("district", "").replace("\x00", "")[:100]
    return district_by_slug(slug) if slug else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether a promise is done, for somebody signed in. 404 for a promise that this reader cannot see, signed in or not."""
    commitment = whole(Commitment.objects.visible_to(request.user).select_related("unit")).filter(pk=pk).first()
    if commitment is None:
        raise Http404
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return _question(request, commitment, _last_round(commitment), request.user, reverse("promises:question", args=[pk]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_by_link(request: HttpRequest, signed: str) -> HttpResponse:
    """The same for whoever has the link of the mail. It answers for the person that it was sent to, and signs nobody in."""
    told = read_token(signed)
    if told is None:
        raise Http404
    round_id, person = told
    asked = Round.objects.filter(pk=round_id).first()
    if asked is None:
        raise Http404
    rows = whole(Commitment.objects.visible_to(person).select_related("unit"))
    commitment = rows.filter(pk=asked.commitment_id).first()
    if commitment is None:
        raise Http404
    own = next(row for row in commitment.rounds.all() if row.pk == asked.pk)
    return _question(request, commitment, own, person, reverse("promises:answer", args=[signed]))


def _last_round(commitment: Commitment) -> Round | None:
    rounds = list(commitment.rounds.all())
    return rounds[-1] if rounds else None


def _question(request: HttpRequest, commitment: Commitment, asked: Round | None, person: User, action: str) -> HttpResponse:
    if asked is not None:
        asked.commitment = commitment
    may = asked is not None and is_asked(person, asked)
    said_before = answer_of(person.pk, asked) if may and asked else None
    data = request.POST if request.method == "POST" else None
    form = AnswerForm(data, initial={"words": said_before.words if said_before else ""})
    status = 200
    if request.method == "POST":
        status = 422
        if asked is not None and form.is_valid():
            try:
                services.answer_question(
                    round_id=asked.pk,
                    resident=person,
                    is_done=form.cleaned_data["is_done"],
                    words=form.cleaned_data["words"],
                    language=get_language() or settings.LANGUAGE_CODE,
                )
            except Refusal as refusal:
                add_refusal(form, refusal)
            else:
                messages.success(request, _("Thank you. Your answer is counted; you can change it while the question is open."))
                return redirect(action)
    proposal = commitment.proposal
    context = {
        "shown": whole_card(commitment),
        "proposal": proposal,
        "proposal_url": reverse("proposals:detail", kwargs={"project": proposal.project.slug, "pk": proposal.pk}),
        "asked": asked,
        "may": may,
        "is_open": asked is not None and not asked.outcome and asked.is_running(),
        "answer": said_before,
        "form": form,
        "action": action,
    }
    return render(request, "commitments/question.html", context, status=status)
