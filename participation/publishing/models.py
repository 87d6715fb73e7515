"""Why something is published although a language is missing."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LanguageException(models.Model):
    """A reason that holds for all language versions of a page until none of the named languages is missing any more."""

    translation_key = models.UUIDField(help_text=_("What a page's language versions share."))
    languages = ArrayField(models.CharField(max_length=10))
    reason = models.TextField(_("reason"), max_length=500, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("reason for a missing language")
        verbose_name_plural = _("reasons for missing languages")
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key"], condition=Q(ended_at__isnull=True), name="publishing_one_reason_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:60]
