"""What residents see of moderation: reporting, following a report, and why their own content was taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from participation.common.forms import add_refusal
from participation.common.refusals import NotAllowed, Refusal
from participation.common.throttle import too_many
from participation.moderation import contents, services
from participation.moderation.forms import ReportForm
from participation.moderation.models import Notice
from participation.moderation.queries import standing_restriction, told_decisions
from participation.moderation.rules import may_moderate
from participation.moderation.states import RESTRICTIONS, CaseState, DecisionAction


@dataclass(frozen=True)
class Reported:
    """The content that an address names, as this visitor may see it."""

    kind: contents.ContentKind
    pk: int
    described: contents.Description


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Ask why, and pass it on to the moderators; with or without an account. 404 for what the visitor cannot see."""
    reported = _visible_content(request, kind, pk)
    form = ReportForm(request.POST if request.method == "POST" else None, signed_in=request.user.is_authenticated)
    if request.method != "POST":
        return _report_page(request, reported, form)
    if form.is_trapped:
        return redirect("moderation:thanks")
    if not form.is_valid():
        return _report_page(request, reported, form, status=422)
    if not request.user.is_authenticated and too_many(request, "report"):
        form.add_error(None, _("There have been many reports from here within the hour. Please try again later, or sign in."))
        return _report_page(request, reported, form, status=429)
    try:
        notice = services.report(
            kind=kind,
            object_id=pk,
            reporter=request.user,
            reason=form.cleaned_data["reason"],
            explanation=form.cleaned_data["explanation"],
            contact_email=form.cleaned_data.get("contact_email", ""),
            language=get_language() or settings.LANGUAGE_CODE,
        )
    except NotAllowed as refusal:
        raise Http404(str(refusal)) from refusal
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _report_page(request, reported, form, status=refusal.status)
    request.session["thanks_for"] = notice.token
    return redirect("moderation:thanks")


@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens next, with the address by which a reporter can come back. The same for one caught in the trap."""
    return render(request, "moderation/report_thanks.html", {"token": request.session.get("thanks_for", "")})


@never_cache
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Where a report stands. Says nothing of the author, of other reports or of the words that were reported."""
    notice = get_object_or_404(Notice.objects.select_related("case"), token=token)
    outcome = None
    if notice.case.state == CaseState.DECIDED:
        outcome = notice.case.decisions.exclude(action=DecisionAction.HOLD).first()
    hidden_now = standing_restriction(notice.case.object_type, notice.case.object_id) is not None
    kind = contents.kind_by_model(notice.case.object_type)
    context = {"notice": notice, "outcome": outcome, "hidden_now": hidden_now, "kind": kind, "contact": settings.CONTACT_EMAIL}
    return render(request, "moderation/report_follow.html", context)


@never_cache
@login_required
@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """The statement of reasons, for the author alone: what was done, when, why, by whom in general, and whom to ask."""
    told = get_object_or_404(told_decisions(request.user), pk=pk)
    kind = contents.kind_by_model(told.case.object_type)
    content = kind.load(told.case.object_id)
    standing = standing_restriction(told.case.object_type, told.case.object_id)
    return render(
        request,
        "moderation/decision_detail.html",
        {
            "decision": told,
            "case": told.case,
            "kind": kind,
            "contact": settings.CONTACT_EMAIL,
            "content": kind.describe(content) if content is not None else None,
            "took_away": told.action in RESTRICTIONS,
            "stands": standing is not None and standing.pk == told.pk,
            "page_url": f"/{get_language()}/{told.case.address}",
        },
    )


def _visible_content(request: HttpRequest, key: str, pk: int) -> Reported:
    kind = contents.kind_by_key(key)
    content = kind.find(pk, request.user) if kind is not None else None
    if kind is None or content is None:
        raise Http404
    return Reported(kind, pk, kind.describe(content))


def _report_page(request: HttpRequest, reported: Reported, form: ReportForm, status: int = 200) -> HttpResponse:
    described = reported.described
    context: dict[str, Any] = {
        "kind": reported.kind,
        "pk": reported.pk,
        "content": described,
        "form": form,
        "back_url": f"/{get_language()}/{described.address}",
        "may_moderate": may_moderate(request.user, district_id=described.district_id, project_id=described.project_id),
    }
    return render(request, "moderation/report_form.html", context, status=status)
