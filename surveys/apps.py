"""Surveys."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    """Surveys."""

    name = "surveys"
    label = "surveys"
    verbose_name = _("Surveys")

    def ready(self) -> None:
        from participation.comments import anchors
        from participation.projects import features
        from surveys.feature import ANCHOR, FEATURE

        features.register(FEATURE)
        anchors.register(ANCHOR)
