"""Reports, the case they make, and the decisions taken."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.moderation.querysets import CaseQuerySet
from participation.moderation.states import DECIDED_STATES, CaseState, DecisionAction, Reason


def follow_up_token() -> str:
    """An unguessable word by which a reporter without an account follows their report."""
    return secrets.token_urlsafe(24)


class Case(models.Model):
    """One piece of content under review. District, project, label and address are copied in, so a queue is one query."""

    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    project = models.ForeignKey("projects.Project", on_delete=models.PROTECT, related_name="cases")
    district = models.ForeignKey("districts.District", on_delete=models.PROTECT, related_name="cases")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=200)
    address = models.CharField(max_length=300, help_text="Path without the language, such as projects/x/proposals/7/")
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.OPEN)
    notice_count = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.UniqueConstraint(
                fields=["object_type", "object_id"],
                condition=Q(state=CaseState.OPEN),
                name="moderation_one_open_case",
            ),
            models.CheckConstraint(
                name="moderation_decided_has_time",
                condition=Q(state=CaseState.OPEN, decided_at__isnull=True) | Q(state=CaseState.DECIDED, decided_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["district", "state", "opened_at"], name="moderation_queue"),
            models.Index(fields=["object_type", "object_id"], name="moderation_about"),
            models.Index(fields=["-decided_at", "-id"], condition=Q(state=CaseState.DECIDED), name="moderation_newest_decided"),
        ]

    def __str__(self) -> str:
        return self.label


class Notice(models.Model):
    """A report by a reader, with or without an account."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notices")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contact_email = models.EmailField(_("e-mail"), blank=True)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    explanation = models.TextField(_("explanation"), max_length=2000, blank=True)
    language = models.CharField(max_length=10)
    token = models.CharField(max_length=40, unique=True, default=follow_up_token, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "reporter"],
                condition=Q(reporter__isnull=False),
                name="moderation_notice_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["reporter", "-created_at"],
                condition=Q(reporter__isnull=False),
                name="moderation_by_reporter",
            ),
            models.Index(
                Upper("contact_email"),
                F("created_at").desc(),
                condition=~Q(contact_email=""),
                name="moderation_by_contact",
            ),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()


class Decision(models.Model):
    """What was decided about a case, on which ground, and in which words the author was told."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    action = models.CharField(max_length=10, choices=DecisionAction.choices)
    ground = models.CharField(_("ground"), max_length=20, choices=Reason.choices, blank=True)
    explanation = models.TextField(_("explanation"), max_length=2000, blank=True)
    automatic = models.BooleanField(default=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                name="moderation_decision_has_somebody",
                condition=Q(automatic=True, decided_by__isnull=True) | Q(automatic=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="moderation_hiding_has_ground",
                condition=~Q(action=DecisionAction.HIDE) | (~Q(ground="") & ~Q(explanation="")),
            ),
        ]

    def __str__(self) -> str:
        return self.get_action_display()


class Moderated(models.Model):
    """Content that moderation can take away. The subclass has `state` with "hidden" and "held" among its values."""

    decision = models.ForeignKey(Decision, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_hidden_by_decision",
                condition=~Q(state__in=DECIDED_STATES) | Q(decision__isnull=False),
            ),
        ]
