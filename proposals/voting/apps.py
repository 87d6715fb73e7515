"""Voting."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VotingConfig(AppConfig):
    """Voting."""

    name = "proposals.voting"
    label = "voting"
    verbose_name = _("Voting")

    def ready(self) -> None:
        """Offer the vote to projects, followers, phases and the record."""
        from participation.audit import labels
        from participation.notifications.announcing import register_news
        from participation.projects import features, phase_guards
        from proposals.voting.audit_labels import AUDIT_LABELS
        from proposals.voting.feature import VOTING
        from proposals.voting.guarding import guard_phase
        from proposals.voting.news import NEWS
        from proposals.voting.viewsets.audit_labels import PLACE_AUDIT_LABELS

        features.register(VOTING)
        labels.register(AUDIT_LABELS)
        labels.register(PLACE_AUDIT_LABELS)
        phase_guards.register(guard_phase)
        for kind in NEWS:
            register_news(kind)
