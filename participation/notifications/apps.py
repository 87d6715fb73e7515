"""Mail that goes out."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Mail that goes out."""

    name = "participation.notifications"
    label = "notifications"
    verbose_name = _("Mail that goes out")
