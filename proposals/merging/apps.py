"""Merging of proposals."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MergingConfig(AppConfig):
    """Merging of proposals."""

    name = "proposals.merging"
    label = "merging"
    verbose_name = _("Merging of proposals")
