"""Mail that goes out."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Mail that goes out."""

    name = "participation.notifications"
    label = "notifications"
    verbose_name = _("Mail that goes out")

    def ready(self) -> None:
        """Say in words what is recorded."""
        from participation.audit import labels
        from participation.notifications.audit_labels import AUDIT_LABELS

        labels.register(AUDIT_LABELS)
