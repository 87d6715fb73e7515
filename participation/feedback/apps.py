"""Accessibility feedback."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    """Accessibility feedback."""

    name = "participation.feedback"
    label = "feedback"
    verbose_name = _("Accessibility feedback")

    def ready(self) -> None:
        """Say in words what is recorded, and what a data request and an erased account mean here."""
        from participation.audit import labels
        from participation.feedback import contributions
        from participation.feedback.audit_labels import AUDIT_LABELS
        from participation.projects import features

        labels.register(AUDIT_LABELS)
        features.register(
            features.Feature(
                key="feedback",
                label=_("Accessibility feedback"),
                order=950,
                export=contributions.export,
                erase=contributions.erase,
            )
        )
