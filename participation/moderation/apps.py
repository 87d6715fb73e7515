"""Moderation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    """Moderation."""

    name = "participation.moderation"
    label = "moderation"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        """Offer the queue's live topic, and what the record, a profile and a data request show of moderation."""
        from participation.audit import labels
        from participation.moderation import contributions, topics
        from participation.moderation.audit_labels import AUDIT_LABELS
        from participation.projects import features

        labels.register(AUDIT_LABELS)
        topics.register()
        features.register(
            features.Feature(
                key="moderation",
                label=_("Moderation"),
                order=900,
                contributions=contributions.contributions,
                export=contributions.export,
                erase=contributions.erase,
            )
        )
