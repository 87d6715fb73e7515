"""Voting."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VotingConfig(AppConfig):
    """Voting."""

    name = "proposals.voting"
    label = "voting"
    verbose_name = _("Voting")

    def ready(self) -> None:
        """Offer the vote to projects, followers and the record."""
        from participation.notifications.announcing import register_news
        from proposals.voting.news import NEWS

        for kind in NEWS:
            register_news(kind)
