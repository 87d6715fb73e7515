"""Voting."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VotingConfig(AppConfig):
    """Voting."""

    name = "proposals.voting"
    label = "voting"
    verbose_name = _("Voting")

    def ready(self) -> None:
        """Offer the ballot to projects."""
        from participation.projects import features
        from proposals.voting.feature import VOTING

        features.register(VOTING)
