"""The append-only record."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """The append-only record."""

    name = "participation.audit"
    label = "audit"
    verbose_name = _("The append-only record")
