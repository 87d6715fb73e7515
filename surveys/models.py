"""Surveys: what is asked, who took part, and what was answered, kept apart so that answers can be confidential."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from modeltrans.fields import TranslationField

from participation.common.languages import said
from participation.common.origin import NEEDS_CLERK, Origin
from surveys.querysets import SurveyQuerySet
from surveys.states import TEXT_LIMIT, Kind, ResultsShown, SurveyState


class Survey(ClusterableModel):
    """A set of questions in a project. Clusterable only so that the admin can show its questions in one form."""

    project = models.ForeignKey(
        "projects.Project",
        on_delete=models.PROTECT,
        related_name="surveys",
        verbose_name=_("project"),
    )
    thread = models.OneToOneField("comments.Thread", null=True, blank=True, on_delete=models.PROTECT, related_name="survey")
    title = models.CharField(_("title"), max_length=120)
    intro = models.TextField(_("introduction"), max_length=1000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=SurveyState.choices, default=SurveyState.DRAFT)
    results_shown = models.CharField(
        _("residents see the results"),
        max_length=10,
        choices=ResultsShown.choices,
        default=ResultsShown.ANSWERED,
    )
    confidential = models.BooleanField(
        _("confidential"),
        default=False,
        help_text=_("Answers are kept without a link to the person and cannot be changed."),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    i18n = TranslationField(fields=("title", "intro"))

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(name="surveys_state_known", condition=Q(state__in=SurveyState.values)),
            models.CheckConstraint(name="surveys_results_shown_known", condition=Q(results_shown__in=ResultsShown.values)),
            models.CheckConstraint(
                name="surveys_published_has_thread",
                condition=~Q(state=SurveyState.PUBLISHED) | Q(thread__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return said(self, "title").text


class Question(models.Model):
    """One question."""

    sort_order_field = "position"  # read by the admin's inline panel

    survey = ParentalKey(Survey, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("question"), max_length=240)
    help_text = models.CharField(_("help"), max_length=300, blank=True)
    required = models.BooleanField(_("must be answered"), default=False)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    scale_min = models.SmallIntegerField(_("lowest"), default=1)
    scale_max = models.SmallIntegerField(_("highest"), default=5)
    scale_min_label = models.CharField(_("label of the lowest"), max_length=60, blank=True)
    scale_max_label = models.CharField(_("label of the highest"), max_length=60, blank=True)
    i18n = TranslationField(fields=("title", "help_text", "scale_min_label", "scale_max_label"))

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("position", "id")
        constraints = [
            models.CheckConstraint(name="surveys_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="surveys_scale",
                condition=Q(scale_max__gt=F("scale_min")) & Q(scale_max__lte=F("scale_min") + 10),
            ),
        ]

    def __str__(self) -> str:
        return said(self, "title").text


class Choice(models.Model):
    """One thing to choose."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    label = models.CharField(_("choice"), max_length=160)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    i18n = TranslationField(fields=("label",))

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return said(self, "label").text


class Participation(models.Model):
    """That a resident took part; says nothing about what they answered.

    In a confidential survey its key is random and its date is the survey's own, so that neither says when.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="participations")
    resident = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="participations")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "resident"], name="surveys_participation_once")]

    def __str__(self) -> str:
        return f"{self.resident_id} → {self.survey_id}"


class Response(models.Model):
    """One filled-in survey. In a confidential survey nothing leads from it to the participation.

    There its key, and those of its answers, are random and its dates are whole days.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="responses")
    participation = models.OneToOneField(Participation, null=True, blank=True, on_delete=models.SET_NULL, related_name="response")
    language = models.CharField(max_length=10)
    channel = models.CharField(max_length=10, choices=Origin.choices, default=Origin.WEB)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        constraints = [
            models.CheckConstraint(
                name="surveys_response_clerk_named",
                condition=~Q(channel__in=NEEDS_CLERK) | Q(entered_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Answer(models.Model):
    """The answer to one question. `slot` is the choice's id for several choices and 0 otherwise, so one is one."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    choice = models.ForeignKey(Choice, null=True, blank=True, on_delete=models.PROTECT, related_name="answers")
    number = models.SmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True, max_length=TEXT_LIMIT)
    slot = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "question", "slot"], name="surveys_answer_once"),
            models.CheckConstraint(
                name="surveys_answer_one_value",
                condition=Q(choice__isnull=False, number__isnull=True, text="")
                | Q(choice__isnull=True, number__isnull=False, text="")
                | Q(choice__isnull=True, number__isnull=True) & ~Q(text=""),
            ),
            models.CheckConstraint(
                name="surveys_answer_slot",
                condition=Q(slot=0) | Q(slot=F("choice_id"), choice__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["question", "choice"], name="surveys_answer_count")]

    def __str__(self) -> str:
        return str(self.pk)
