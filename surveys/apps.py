"""Surveys."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    """Surveys."""

    name = "surveys"
    label = "surveys"
    verbose_name = _("Surveys")

    def ready(self) -> None:
        """Offer surveys to projects, conversations and the record."""
        from participation.audit import labels
        from participation.comments import anchors
        from participation.projects import features
        from surveys.audit_labels import AUDIT_LABELS
        from surveys.feature import ANCHOR, FEATURE

        features.register(FEATURE)
        anchors.register(ANCHOR)
        labels.register(AUDIT_LABELS)
