"""What happened, who is told of it, and the digests in which it is mailed."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.common.trying import ASIDE, Tried
from participation.notifications.states import DIGESTS, Rhythm


class News(Tried):
    """Something that happened, written with the act. `announcing.announce` alone writes these.

    It is put aside where nobody can be told of it, and where it cannot be put into words.
    """

    kind = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    targets = ArrayField(models.CharField(max_length=40), help_text='Whose followers are told, such as "proposal:7"')
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    data = models.JSONField(default=dict)
    key = models.CharField(
        max_length=120, null=True, unique=True, help_text="What is told once only; empty where repeats are fine"
    )
    at = models.DateTimeField(default=timezone.now)
    spread_at = models.DateTimeField(null=True, help_text="When those who follow had got their notifications")

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")
        indexes = [
            models.Index(fields=["id"], condition=Q(spread_at__isnull=True), name="notifications_unspread"),
            models.Index(fields=["id"], condition=ASIDE, name="notifications_news_aside"),
            models.Index(fields=["at"], name="notifications_news_age"),
            GinIndex(fields=["targets"], name="notifications_news_targets"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_kind}:{self.subject_id}"


class Digest(Tried):
    """One mail about a day or a week, for one person: it is planned once, and written with its mail in one transaction."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    period = models.CharField(max_length=20, help_text="Such as 2030-02-14 or 2030-W07")
    rhythm = models.CharField(max_length=10, choices=[(rhythm.value, rhythm.label) for rhythm in DIGESTS])
    until = models.DateTimeField(help_text="What happened later comes in the next one")
    made_at = models.DateTimeField(null=True)
    message = models.OneToOneField(
        "notifications.OutboxMessage", null=True, on_delete=models.SET_NULL, related_name="+", help_text="None: nothing to tell"
    )

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        constraints = [models.UniqueConstraint(fields=["user", "period"], name="notifications_digest_once")]
        indexes = [
            models.Index(fields=["id"], condition=Q(made_at__isnull=True), name="notifications_digests_due"),
            models.Index(fields=["id"], condition=ASIDE, name="notifications_digest_aside"),
        ]

    def __str__(self) -> str:
        return self.period


class Notification(models.Model):
    """One person is told of one thing that happened. Whether they may still read it is asked whenever they are told."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    news = models.ForeignKey(News, on_delete=models.CASCADE, related_name="notifications")
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices)
    because = models.CharField(max_length=40, help_text='What they follow, such as "district:3" or "search:7"')
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True, help_text="When it was put into a mail, or found to be nothing for one")
    digest = models.ForeignKey(Digest, null=True, on_delete=models.SET_NULL, related_name="notifications")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "news"], name="notifications_told_once")]
        indexes = [
            models.Index(fields=["user", "-id"], name="notifications_of_user"),
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="notifications_unread"),
            models.Index(
                fields=["rhythm", "user", "id"],
                condition=Q(mailed_at__isnull=True) & ~Q(rhythm=Rhythm.SITE),
                name="notifications_to_mail",
            ),
            models.Index(fields=["at"], name="notifications_age"),
        ]

    def __str__(self) -> str:
        return f"{self.news_id} → {self.user_id}"
