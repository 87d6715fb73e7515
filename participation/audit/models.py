"""What was done, by whom, to what; rows are only ever added."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from participation.audit.labels import label_of


class Entry(models.Model):
    """One act. Holds identifiers and never texts; a trigger refuses changes and deletion."""

    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("actor"),
    )
    action = models.CharField(_("action"), max_length=60)
    object_type = models.CharField(_("object type"), max_length=60, blank=True)
    object_id = models.BigIntegerField(_("object"), null=True)
    project_id = models.BigIntegerField(null=True)
    district_id = models.BigIntegerField(null=True)
    data = models.JSONField(_("details"), default=dict)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        default_permissions = ("view",)
        indexes = [models.Index(fields=["object_type", "object_id"]), models.Index(fields=["-at"])]

    def __str__(self) -> str:
        return f"{self.action} {self.object_type} {self.object_id}"

    @property
    def label(self) -> str:
        """What was done, in words."""
        return label_of(self.action)
