"""Assessment."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentConfig(AppConfig):
    """Assessment."""

    name = "proposals.assessment"
    label = "assessment"
    verbose_name = _("Assessment")

    def ready(self) -> None:
        """Offer assessments to projects, to the proposal's page, to those who follow something, and to the record."""
        from participation.audit import labels
        from participation.notifications.announcing import NewsKind, register_news
        from participation.projects import features
        from proposals import page_parts
        from proposals.assessment import feature, public_part
        from proposals.assessment.audit_labels import AUDIT_LABELS

        features.register(feature.ASSESSMENT)
        labels.register(AUDIT_LABELS)
        page_parts.register(public_part.PUBLIC)
        page_parts.register(public_part.WAY)
        register_news(NewsKind(key="assessment.started", label=_("The city begins to assess a proposal")))
        register_news(NewsKind(key="assessment.concluded", label=_("The city has assessed a proposal")))
