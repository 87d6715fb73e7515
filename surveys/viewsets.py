"""Surveys in the Wagtail admin: written, published and read by those who work for the project's district."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import BasePermissionPolicy

from participation.common.admin import RefusalsAtTheField
from participation.common.refusals import Refusal
from participation.projects.rules import roles_of
from surveys import rules, services
from surveys.feature import url_of
from surveys.models import Survey
from surveys.presentation import charts_of
from surveys.queries import latest_texts, questions_of, tallies_of
from surveys.staff_forms import StaffQuestionForm, StaffSurveyForm, field_names
from surveys.states import CONFIDENTIAL_MINIMUM, Kind, SurveyState

if TYPE_CHECKING:
    from participation.accounts.models import User

# Answers in own words shown per question; the file has all of them.
TEXTS_SHOWN = 100


class SurveyPolicy(BasePermissionPolicy):
    """Roles in the project's district decide, not Django's permissions: a coordinator's rights end where the district ends."""

    ROLES = {"add": rules.EDITORS, "change": rules.EDITORS, "view": (*rules.EDITORS, *rules.READERS)}

    def user_has_permission(self, user: User, action: str) -> bool:
        wanted = self.ROLES.get(action, ())
        return bool(wanted) and user.is_active and (user.is_superuser or any(role.role in wanted for role in roles_of(user)))

    def user_has_permission_for_instance(self, user: User, action: str, instance: Survey) -> bool:
        checks = {"add": rules.may_edit, "change": rules.may_edit, "view": rules.may_preview}
        return action in checks and checks[action](user, instance.project)

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> QuerySet[Survey]:
        return own_surveys(user) if self.user_has_any_permission(user, actions) else Survey.objects.none()


def own_surveys(user: User) -> QuerySet[Survey]:
    """The surveys a person works with; everything in the admin starts from here."""
    return Survey.objects.run_by(user).select_related("project__lead_district").with_responses_count()


class _OwnSurveyMixin:
    """One survey, found only among one's own, and only for what one may do with it."""

    def get_object(self, queryset: Any = None) -> Survey:
        survey = own_surveys(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if survey is None:
            raise Http404
        if not SurveyPolicy(Survey).user_has_permission_for_instance(self.request.user, self.permission_required, survey):
            raise PermissionDenied
        return survey


class _SurveyFormMixin(RefusalsAtTheField):
    """Saving leads to the survey's desk."""

    def get_success_url(self) -> str:
        return reverse("survey_desk:inspect", args=[self.object.pk])


class SurveyIndexView(generic.IndexView):
    """The surveys of one's districts."""

    any_permission_required = ["add", "change", "view"]

    def get_base_queryset(self) -> QuerySet[Survey]:
        return own_surveys(self.request.user)


class SurveyCreateView(_SurveyFormMixin, generic.CreateView):
    """A new draft."""


class SurveyEditView(_OwnSurveyMixin, _SurveyFormMixin, generic.EditView):
    """Words can always be mended; questions only until the first answer."""


class SurveyResultsView(_OwnSurveyMixin, generic.InspectView):
    """A survey's desk: its state, results, answers in own words, and what can be done with it."""

    any_permission_required = ["view"]
    permission_required = "view"
    template_name = "surveys/admin/results.html"
    page_title = gettext_lazy("Survey")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super(generic.InspectView, self).setup(request, *args, **kwargs)
        self.pk = kwargs["pk"]
        self.fields, self.fields_exclude = [], []
        self.object = self.get_object() if request.user.is_authenticated else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        survey, user = self.object, self.request.user
        questions = questions_of(survey)
        reads = rules.may_read_answers(user, survey.project)
        kept_back = survey.confidential and survey.responses_count < CONFIDENTIAL_MINIMUM
        texts = latest_texts(questions, each=TEXTS_SHOWN) if reads and not kept_back else {}
        return super().get_context_data(**kwargs) | {
            "survey": survey,
            "charts": [] if kept_back else [(chart, texts.get(chart.question.pk)) for chart in charts_of(tallies_of(questions))],
            "kept_back": kept_back,
            "minimum": CONFIDENTIAL_MINIMUM,
            "texts_shown": TEXTS_SHOWN,
            "may_edit": rules.may_edit(user, survey.project),
            "may_read": reads,
            "is_draft": survey.state == SurveyState.DRAFT,
            "question_count": len(questions),
            "public_url": url_of(survey.project, survey),
            "own_words": Kind.TEXT,
        }


@require_POST
def survey_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a draft to residents."""
    survey = get_object_or_404(own_surveys(request.user), pk=pk)
    try:
        services.publish_survey(survey_id=survey.pk, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The survey is published. Residents can answer it while a phase for answering is open."))
    return redirect("survey_desk:inspect", survey.pk)


class QuestionsPanel(InlinePanel):
    """Questions inside the survey's form, with choices as lines."""

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = StaffQuestionForm
        return options


def in_languages(part: str, heading: Any) -> MultiFieldPanel:
    """One text in every content language, under each other."""
    return MultiFieldPanel([FieldPanel(name) for name in field_names(part)], heading=heading)


QUESTION_PANELS = [
    FieldRowPanel([FieldPanel("kind"), FieldPanel("required")]),
    *(FieldPanel(name) for name in field_names("title")),
    *(FieldPanel(name) for name in field_names("help_text")),
    *(FieldPanel(name) for name in field_names("choices")),
    FieldRowPanel([FieldPanel("scale_min"), FieldPanel("scale_max")], heading=gettext_lazy("Scale")),
    *(FieldPanel(name) for name in field_names("scale_min_label")),
    *(FieldPanel(name) for name in field_names("scale_max_label")),
]


class SurveyViewSet(ModelViewSet):
    """Surveys in the admin's menu."""

    model = Survey
    name = "survey_desk"
    url_prefix = "surveys"
    icon = "clipboard-list"
    menu_label = gettext_lazy("Surveys")
    menu_name = "surveys"
    menu_order = 60
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = SurveyIndexView
    add_view_class = SurveyCreateView
    edit_view_class = SurveyEditView
    inspect_view_class = SurveyResultsView
    list_display = [
        TitleColumn(
            "title",
            label=gettext_lazy("Title"),
            accessor=str,
            get_url=lambda survey: reverse("survey_desk:inspect", args=[survey.pk]),
        ),
        Column("project", label=gettext_lazy("Project"), accessor="project"),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display"),
        Column("responses_count", label=gettext_lazy("Answers"), accessor="responses_count"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("project"),
            in_languages("title", gettext_lazy("Title")),
            in_languages("intro", gettext_lazy("Introduction")),
            MultiFieldPanel([FieldPanel("results_shown"), FieldPanel("confidential")], heading=gettext_lazy("Rules")),
            QuestionsPanel(
                "questions",
                panels=QUESTION_PANELS,
                heading=gettext_lazy("Questions"),
                label=gettext_lazy("Question"),
                help_text=gettext_lazy("Once somebody has answered, you can mend words, but not add, remove or move questions."),
            ),
        ],
        base_form_class=StaffSurveyForm,
    )

    @property
    def permission_policy(self) -> SurveyPolicy:
        return SurveyPolicy(Survey)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # Surveys are neither deleted nor listed by Wagtail's own log: our record has what happened.
        absent = {"delete_url_name": None, "history_url_name": None, "usage_url_name": None}
        return super().get_common_view_kwargs(**{**absent, **kwargs})

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_inspect_view_kwargs(**kwargs), "template_name": "surveys/admin/results.html"}

    def get_urlpatterns(self) -> list:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("edit/<int:pk>/", self.edit_view, name="edit"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            path("publish/<int:pk>/", survey_publish, name="publish"),
        ]

    def register_permissions(self) -> None:
        """None: roles decide."""


survey_viewset = SurveyViewSet()
