"""What somebody told the city about the service's accessibility, and what the city answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.feedback.querysets import FeedbackQuerySet
from participation.feedback.states import FeedbackState


class Feedback(models.Model):
    """One message and its answer. Sent without an account: it knows no person, only the address that was typed, if one was."""

    message = models.TextField(_("message"), max_length=4000)
    page_address = models.CharField(_("page"), max_length=500, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(_("state"), max_length=10, choices=FeedbackState.choices, default=FeedbackState.OPEN)
    created_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    due_on = models.DateField(_("answer by"), help_text=_("The last day on which the law wants an answer."))
    answer = models.TextField(_("answer"), max_length=4000, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("answered by"),
    )

    days_left: int  # set by queries.with_days_left; below zero when overdue

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("accessibility feedback")
        verbose_name_plural = _("accessibility feedback")
        constraints = [
            models.CheckConstraint(
                name="feedback_answered_has_time",
                condition=Q(state=FeedbackState.OPEN, answered_at__isnull=True, answered_by__isnull=True)
                | Q(state=FeedbackState.ANSWERED, answered_at__isnull=False, answered_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], condition=Q(state=FeedbackState.OPEN), name="feedback_open"),
            models.Index(fields=["-answered_at"], condition=Q(state=FeedbackState.ANSWERED), name="feedback_answered"),
            models.Index(Upper("contact_email"), condition=~Q(contact_email=""), name="feedback_by_contact"),
        ]

    def __str__(self) -> str:
        return self.message[:60]
