"""Voting."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VotingConfig(AppConfig):
    """Voting."""

    name = "proposals.voting"
    label = "voting"
    verbose_name = _("Voting")

    def ready(self) -> None:
        """Put what happens at voting places into words for the record."""
        from participation.audit import labels
        from proposals.voting.viewsets.audit_labels import PLACE_AUDIT_LABELS

        labels.register(PLACE_AUDIT_LABELS)
