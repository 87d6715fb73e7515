"""Voting."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VotingConfig(AppConfig):
    """Voting."""

    name = "proposals.voting"
    label = "voting"
    verbose_name = _("Voting")

    def ready(self) -> None:
        """Have a say when the phase of a published vote changes, and put its acts into words."""
        from participation.audit import labels
        from participation.projects import phase_guards
        from proposals.voting.audit_labels import AUDIT_LABELS
        from proposals.voting.guarding import guard_phase

        labels.register(AUDIT_LABELS)
        phase_guards.register(guard_phase)
