"""Mail waiting to go out: a row is written with the act it tells of, a worker sends it. And what people follow."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.common.trying import ERROR_LENGTH
from participation.notifications.following_models import Follow, MailWish, SavedSearch
from participation.notifications.news_models import Digest, News, Notification

__all__ = ["Digest", "Follow", "MailWish", "News", "Notification", "OutboxMessage", "SavedSearch"]


class OutboxMessage(models.Model):
    """One mail, already written in its reader's language."""

    class State(models.TextChoices):
        """Where it stands."""

        QUEUED = "queued", _("Queued")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    address = models.EmailField()
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    key = models.CharField(
        max_length=120,
        null=True,
        blank=True,
        unique=True,
        help_text=_("What must be told once only, such as decision.17; empty where repeats are fine"),
    )
    unsubscribe_url = models.CharField(
        max_length=200,
        blank=True,
        help_text="Where mail programs end such mail for its reader, in one click; empty where nobody can",
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    due_at = models.DateTimeField(default=timezone.now, help_text=_("Not sent before; moved on after an attempt that failed"))
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=ERROR_LENGTH, blank=True, editable=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.CheckConstraint(
                name="notifications_sent_has_time",
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent"),
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(state="queued"), name="notifications_queued"),
            models.Index(fields=["id"], condition=Q(state="failed"), name="notifications_mail_aside"),
        ]

    def __str__(self) -> str:
        return self.subject
