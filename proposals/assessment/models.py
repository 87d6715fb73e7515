"""What the city's experts find out about a proposal: an assessment, who works on it, its criteria and its notes."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from participation.common.languages import Said, said
from proposals.assessment.querysets import AssessmentQuerySet, CriterionQuerySet
from proposals.assessment.states import HIGHEST, LOWEST, AssessmentState, CriterionKind, Feasibility

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_EUROS = 10_000_000_000
MOST_WEIGHT = 10


def _euros(label: "_StrPromise") -> models.BigIntegerField:
    limits = [MinValueValidator(0), MaxValueValidator(MOST_EUROS)]
    return models.BigIntegerField(label, null=True, blank=True, validators=limits, help_text=_("In whole euros."))


def _range(low: str, high: str) -> Q:
    """Both ends or neither, none below zero or beyond reason, in their order. A check that gives NULL would let a row in."""
    there = {f"{low}__isnull": False, f"{high}__isnull": False}
    ordered = {f"{low}__gte": 0, f"{high}__gte": F(low), f"{high}__lte": MOST_EUROS}
    return Q(**{f"{low}__isnull": True, f"{high}__isnull": True}) | Q(**there, **ordered)


class Assessment(models.Model):
    """The experts' work on one proposal. Residents see its state, and what was found out once it is concluded."""

    proposal = models.OneToOneField("proposals.Proposal", on_delete=models.PROTECT, related_name="assessment")
    state = models.CharField(_("state"), max_length=12, choices=AssessmentState.choices, default=AssessmentState.NEW)
    state_since = models.DateTimeField(default=timezone.now, editable=False)
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    announced_at = models.DateTimeField(null=True, editable=False, help_text="When followers were told that it began")
    due_on = models.DateField(_("deadline"), null=True, blank=True)
    told_late_of = models.DateField(
        null=True, editable=False, help_text="The deadline of which coordinators know that it was missed"
    )
    unit = models.ForeignKey(
        "districts.Unit",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assessments",
        verbose_name=_("unit"),
    )
    feasibility = models.CharField(_("feasibility"), max_length=12, choices=Feasibility.choices, blank=True)
    reasons = models.TextField(_("reasons for residents"), max_length=3000, blank=True)
    cost_low = _euros(_("cost at least"))
    cost_high = _euros(_("cost at most"))
    yearly_low = _euros(_("yearly cost at least"))
    yearly_high = _euros(_("yearly cost at most"))
    concluded_at = models.DateTimeField(null=True, blank=True)
    concluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    conclusions = models.PositiveSmallIntegerField(default=0, help_text="How often it was concluded")
    i18n = TranslationField(fields=("reasons",))
    working: list["Assignment"]  # who works on it now; set by the queries

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            models.CheckConstraint(name="assessment_state_known", condition=Q(state__in=AssessmentState.values)),
            models.CheckConstraint(
                name="assessment_feasibility_known", condition=Q(feasibility="") | Q(feasibility__in=Feasibility.values)
            ),
            models.CheckConstraint(
                name="assessment_no_needs_reasons", condition=~Q(feasibility=Feasibility.NOT_FEASIBLE) | ~Q(reasons="")
            ),
            models.CheckConstraint(
                name="assessment_concluded_says_what",
                condition=~Q(state=AssessmentState.CONCLUDED)
                | Q(concluded_at__isnull=False, concluded_by__isnull=False) & ~Q(feasibility=""),
            ),
            models.CheckConstraint(name="assessment_cost_range", condition=_range("cost_low", "cost_high")),
            models.CheckConstraint(name="assessment_yearly_range", condition=_range("yearly_low", "yearly_high")),
        ]
        indexes = [
            models.Index(fields=["state", "due_on", "id"], name="assessment_board"),
            models.Index(fields=["due_on"], condition=~Q(state="concluded"), name="assessment_due"),
            models.Index(fields=["id"], condition=Q(announced_at__isnull=True), name="assessment_unannounced"),
        ]

    def __str__(self) -> str:
        return _("Assessment %(number)s") % {"number": self.pk}

    @property
    def words(self) -> Said:
        """The reasons in the best language there is for the reader."""
        return said(self, "reasons")


class Assignment(models.Model):
    """Who works on an assessment, from when until when, and who asked them to."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="assignments")
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reminded_of = models.DateField(null=True, editable=False, help_text="The deadline that the assessor was reminded of")

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ("since", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "assessor"], condition=Q(until__isnull=True), name="assessment_assigned_once"
            ),
            models.CheckConstraint(
                name="assessment_assignment_period", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
        ]
        indexes = [models.Index(fields=["assessor"], condition=Q(until__isnull=True), name="assessment_by_assessor")]

    def __str__(self) -> str:
        return str(self.assessor)


class Criterion(models.Model):
    """Something that every proposal of a project is held against. Staff only, unless the project publishes its results."""

    project = models.ForeignKey("projects.Project", on_delete=models.PROTECT, related_name="criteria")
    label = models.CharField(_("criterion"), max_length=120)
    kind = models.CharField(_("how it is answered"), max_length=10, choices=CriterionKind.choices)
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=1, help_text=_("How much it counts beside the others, from 0 to 10; words do not count.")
    )
    public = models.BooleanField(
        _("residents see the result"), default=False, help_text=_("On the proposal's page, once the assessment is concluded.")
    )
    retired = models.BooleanField(_("not in use any more"), default=False, help_text=_("What was said under it stays."))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    i18n = TranslationField(fields=("label",))
    if TYPE_CHECKING:  # made by the field above
        label_sv: str | None
        label_en: str | None

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ("position", "id")
        constraints = [
            models.CheckConstraint(name="assessment_criterion_kind_known", condition=Q(kind__in=CriterionKind.values)),
            models.CheckConstraint(name="assessment_criterion_weight", condition=Q(weight__lte=MOST_WEIGHT)),
            models.CheckConstraint(name="assessment_criterion_named", condition=~Q(label="")),
            models.CheckConstraint(
                name="assessment_criterion_words_internal", condition=~Q(kind=CriterionKind.TEXT) | Q(public=False)
            ),
        ]

    def __str__(self) -> str:
        return said(self, "label")


class CriterionScore(models.Model):
    """What an assessment says under one criterion."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    yes = models.BooleanField(null=True, blank=True)
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(max_length=2000, blank=True)
    scored_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    scored_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("result under a criterion")
        verbose_name_plural = _("results under criteria")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="assessment_score_once"),
            models.CheckConstraint(
                name="assessment_score_says_one_thing",
                condition=Q(yes__isnull=False, number__isnull=True, text="")
                | Q(yes__isnull=True, number__isnull=False, number__range=(LOWEST, HIGHEST), text="")
                | Q(yes__isnull=True, number__isnull=True) & ~Q(text=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.value}"

    @property
    def value(self) -> bool | int | str:
        """Whichever of the three it is."""
        if self.yes is not None:
            return self.yes
        return self.number if self.number is not None else self.text


class InternalNote(models.Model):
    """What staff say to each other. Never public, and only ever added to: a mended note is a new one in the old one's place."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("note"), max_length=5000)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering = ("id",)
        constraints = [models.CheckConstraint(name="assessment_note_says_something", condition=~Q(text=""))]
        indexes = [models.Index(fields=["author"], name="assessment_note_by_author")]

    def __str__(self) -> str:
        return self.text[:60]
