"""The demo city."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """The demo city."""

    name = "participation.demo"
    label = "demo"
    verbose_name = _("The demo city")
