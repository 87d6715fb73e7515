"""The moderators' pages in the admin: the queue of their districts, and one case with its decision."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import get_language, get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from participation.common.forms import add_refusal
from participation.common.refusals import Conflict, NotAllowed, Refusal
from participation.moderation import contents, queries, rules, services
from participation.moderation.forms import ACTION_LABELS, DecisionForm, QueueFilterForm
from participation.moderation.models import Case
from participation.moderation.states import CaseState, DecisionAction, Reason
from participation.moderation.topics import PREFIX

CASES_PER_PAGE = 30
TITLE_AT_THE_TOP = 60  # characters; more does not fit there
FINISHED = {
    DecisionAction.KEEP: gettext_lazy("It stays as it is. Those who reported it are told."),
    DecisionAction.HIDE: gettext_lazy("It is hidden. The author is told why."),
    DecisionAction.RESTORE: gettext_lazy("It is shown again. The author is told."),
}


class ModeratorView(WagtailAdminTemplateMixin, View):
    """A page for people who moderate somewhere; all others get the admin's own refusal."""

    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not rules.moderates_anywhere(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class QueueView(ModeratorView):
    """Open cases with the oldest first, or decided ones with the newest first."""

    template_name = "moderation/case_list.html"
    page_title = gettext_lazy("Moderation")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, params = self.request.user, self.request.GET
        state = CaseState.DECIDED if params.get("state") == CaseState.DECIDED else CaseState.OPEN
        filters = QueueFilterForm(params, districts=queries.districts_with_cases(user))
        chosen = filters.chosen
        page = Paginator(queries.queue(user, state=state, **chosen), CASES_PER_PAGE).get_page(params.get("p"))
        waiting = queries.waiting(user)
        return super().get_context_data(
            **kwargs,
            state=state,
            filters_form=filters,
            is_filtered=any(chosen.values()),
            rows=[_row(case) for case in page],
            page_obj=page,
            open_total=sum(row.number for row in waiting),
            oldest=min((row.oldest for row in waiting), default=None),
            topics=[f"{PREFIX}.{pk}" for pk in queries.watched_district_ids(user)],
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": _("Moderation")}]


class CaseView(ModeratorView):
    """One case: the content, its reports, its history, and the form to decide. 404 for cases of other districts."""

    template_name = "moderation/case_detail.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=self.decision_form()))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.decision_form(request.POST)
        if not form.is_valid():
            return self.again(form, 422)
        chosen = form.cleaned_data
        try:
            if chosen["seen"] == CaseState.DECIDED and chosen["action"] == DecisionAction.RESTORE:
                services.restore(case_id=pk, explanation=chosen["explanation"], by=request.user)
            else:
                wanted = {name: chosen[name] for name in ("action", "ground", "explanation")}
                services.decide(case_id=pk, by=request.user, **wanted)
        except Conflict as conflict:
            return self.show_both(form, conflict)
        except Refusal as refusal:
            add_refusal(form, refusal)
            return self.again(form, 422)
        messages.success(request, FINISHED[DecisionAction(chosen["action"])])
        return redirect("moderation_queue")

    @cached_property
    def case(self) -> Case:
        """The case of the address, if it is this moderator's."""
        mine = Case.objects.moderated_by(self.request.user).select_related("district", "author")
        case = mine.filter(pk=self.kwargs["pk"]).first()
        if case is None:
            raise Http404
        return case

    @cached_property
    def standing(self) -> Any:
        """The decision that keeps the content away now, or None."""
        return queries.standing_restriction(self.case.object_type, self.case.object_id)

    @cached_property
    def content(self) -> contents.Description | None:
        """The content, whatever its state."""
        kind = contents.kind_by_model(self.case.object_type)
        row = kind.load(self.case.object_id)
        return kind.describe(row) if row is not None else None

    @property
    def author_language(self) -> str:
        """The language the author is told in: their own, or that of what they wrote."""
        language = self.case.author.language if self.case.author else (self.content.language if self.content else "")
        return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE

    def possible_actions(self) -> list[str]:
        """What can be done now; nothing for a decided case that a newer one has overtaken."""
        if rules.is_own(self.request.user, self.case):
            return []
        if self.case.state == CaseState.DECIDED:
            return [DecisionAction.RESTORE] if self.standing and self.standing.case_id == self.case.pk else []
        if self.standing is None:
            return [DecisionAction.KEEP, DecisionAction.HIDE]
        if self.standing.action == DecisionAction.HOLD:
            return [DecisionAction.KEEP, DecisionAction.HIDE]
        return [DecisionAction.RESTORE]

    def choices(self) -> list[tuple[str, Any]]:
        """What can be done now, in words: to keep what is held means to show it."""
        held = self.standing is not None and self.standing.action == DecisionAction.HOLD
        labels = ACTION_LABELS | ({DecisionAction.KEEP: _("Show it")} if held else {})
        return [(action, labels[DecisionAction(action)]) for action in self.possible_actions()]

    def decision_form(self, data: Any = None) -> DecisionForm:
        """Unbound it offers what is possible; bound it takes every action, so that a late one is answered in words."""
        choices = self.choices() if data is None else list(ACTION_LABELS.items())
        language = self.author_language
        return DecisionForm(
            data,
            choices=choices,
            language=language,
            language_name=get_language_info(language)["name_local"],
            initial={"seen": self.case.state},
        )

    def again(self, form: DecisionForm, status: int, **extra: Any) -> HttpResponse:
        """The page once more, with what was typed; only what is possible now is offered."""
        form.fields["action"].choices = self.choices()
        return self.render_to_response(self.get_context_data(form=form, **extra), status=status)

    def show_both(self, form: DecisionForm, conflict: Conflict) -> HttpResponse:
        """Somebody was faster: say what they decided, beside what this moderator wanted."""
        for stale in ("case", "standing", "content"):
            self.__dict__.pop(stale, None)
        wanted = form.cleaned_data | {
            "label": ACTION_LABELS[DecisionAction(form.cleaned_data["action"])],
            "ground_label": dict(Reason.choices).get(form.cleaned_data["ground"], ""),
        }
        context = self.get_context_data(
            form=self.decision_form(),
            first=conflict.facts.get("decision"),
            told=conflict.message,
            wanted=wanted,
        )
        return self.render_to_response(context, status=409)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case, actions = self.case, self.possible_actions()
        return super().get_context_data(
            **kwargs,
            case=case,
            kind=contents.kind_by_model(case.object_type),
            content=self.content,
            standing=self.standing,
            actions=actions,
            may_hide=DecisionAction.HIDE in actions,
            is_own=rules.is_own(self.request.user, case),
            notices=list(case.notices.order_by("created_at", "id")),
            history=queries.history(case),
            earlier_hidden=queries.earlier_hidden(case),
            page_url=f"/{get_language()}/{case.address}",
        )

    def get_page_title(self) -> str:
        return self.case.label

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        queue = {"url": reverse("moderation_queue"), "label": _("Moderation")}
        here = {"url": "", "label": Truncator(self.case.label).chars(TITLE_AT_THE_TOP)}
        return [*super().get_breadcrumbs_items(), queue, here]


class OpenCaseView(ModeratorView):
    """Act on content that nobody has reported: POST opens its case and leads there."""

    def post(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        try:
            case_id = services.open_case_for(kind=kind, object_id=pk, by=request.user).pk
        except NotAllowed as refusal:
            raise Http404(str(refusal)) from refusal
        except Conflict as conflict:
            messages.warning(request, conflict.message)
            if "decision" not in conflict.facts:
                return redirect("moderation_queue")
            case_id = conflict.facts["decision"].case_id
        return redirect("moderation_case", pk=case_id)


class QueueMenuItem(MenuItem):
    """The way to the queue, for moderators only, with the number of cases that wait."""

    def is_shown(self, request: HttpRequest) -> bool:
        return rules.moderates_anywhere(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        if number := queries.open_count(request.user):
            component.label = _("Moderation (%(number)s)") % {"number": number}
        return component


def urlpatterns() -> list[Any]:
    """Addresses under the admin, each wrapped by it in its own sign-in check."""
    return [
        path("moderation/", QueueView.as_view(), name="moderation_queue"),
        path("moderation/<int:pk>/", CaseView.as_view(), name="moderation_case"),
        path("moderation/open/<slug:kind>/<int:pk>/", OpenCaseView.as_view(), name="moderation_open"),
    ]


def _row(case: Case) -> dict[str, Any]:
    """What a line of the queue says."""
    labels = dict(Reason.choices)
    return {
        "case": case,
        "kind": contents.kind_by_model(case.object_type).label,
        "reasons": [labels.get(reason, reason) for reason in case.reasons],
        "last": dict(DecisionAction.choices).get(case.last_action, ""),
        "is_held": case.last_action == DecisionAction.HOLD,
    }
