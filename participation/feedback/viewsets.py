"""Accessibility feedback in the admin: the list with the days left, and one message with the form to answer it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from participation.common.forms import add_refusal
from participation.common.refusals import Refusal
from participation.common.staff_pages import StepsToHere
from participation.feedback import queries, rules, services
from participation.feedback.forms import AnswerForm
from participation.feedback.models import Feedback
from participation.feedback.states import FeedbackState

PER_PAGE = 30


class ResponsibleView(WagtailAdminTemplateMixin, View):
    """A page for those who answer; all others get the admin's own refusal."""

    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not rules.may_answer(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class FeedbackListView(StepsToHere, ResponsibleView):
    """What is open, the most urgent first, or what has been answered."""

    template_name = "feedback/admin/list.html"
    page_title = gettext_lazy("Accessibility feedback")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        params = self.request.GET
        state = FeedbackState.ANSWERED if params.get("state") == FeedbackState.ANSWERED else FeedbackState.OPEN
        page = Paginator(queries.staff_list(state), PER_PAGE).get_page(params.get("p"))
        return super().get_context_data(
            **kwargs,
            state=state,
            page_obj=page,
            rows=queries.with_days_left(page),
            waiting=queries.waiting(),
        )


class FeedbackView(ResponsibleView):
    """One message: what was written, about which page, by when it has to be answered, and the form or the answer."""

    template_name = "feedback/admin/detail.html"
    page_title = gettext_lazy("Accessibility feedback")

    @cached_property
    def feedback(self) -> Feedback:
        """The message of the address."""
        found = Feedback.objects.select_related("answered_by").filter(pk=self.kwargs["pk"])
        for feedback in queries.with_days_left(found):
            return feedback
        raise Http404

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=AnswerForm()))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form, feedback = AnswerForm(request.POST), self.feedback
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            services.answer_feedback(feedback_id=feedback.pk, answer=form.cleaned_data["answer"], by=request.user)
        except Refusal as refusal:
            add_refusal(form, refusal)
            return self.render_to_response(self.get_context_data(form=form), status=refusal.status)
        mailed = _("The answer is on its way by e-mail.")
        messages.success(request, mailed if feedback.contact_email else _("The answer is kept here; no e-mail was left."))
        return redirect("feedback_list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feedback, form = self.feedback, kwargs["form"]
        form.fields["answer"].widget.attrs["lang"] = feedback.language
        return super().get_context_data(
            **kwargs,
            feedback=feedback,
            language_name=get_language_info(feedback.language)["name_translated"],
            page_is_ours=feedback.page_address.startswith("/") and not feedback.page_address.startswith("//"),
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("feedback_list"), "label": _("Accessibility feedback")},
            {"url": "", "label": str(self.feedback)},
        ]


class FeedbackMenuItem(MenuItem):
    """The way to the list, for those who answer, with the number of messages that wait."""

    def is_shown(self, request: HttpRequest) -> bool:
        return rules.may_answer(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        if number := queries.waiting().open:
            component.label = _("Accessibility feedback (%(number)s)") % {"number": number}
        return component


def urlpatterns() -> list[Any]:
    """Addresses under the admin."""
    return [
        path("feedback/", FeedbackListView.as_view(), name="feedback_list"),
        path("feedback/<int:pk>/", FeedbackView.as_view(), name="feedback_detail"),
    ]
