"""What came of a round, and what was taken out of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from participation.common.languages import Said, said
from proposals.voting.round_models import Pot, Round
from proposals.voting.states import ProposedState


class PotResult(models.Model):
    """The count of one pot by the rules in force. Counted again, it must come out the same."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="results")
    pot = models.OneToOneField(Pot, on_delete=models.PROTECT, related_name="result")
    rules_digest = models.CharField(max_length=64)
    ballots = models.PositiveIntegerField(help_text="Counted ones")
    annulled = models.PositiveIntegerField(default=0)
    outcome = models.JSONField(help_text="As counting.outcome writes it")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the ballots counted, in canonical form")
    counted_at = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(null=True, blank=True, help_text="When a second count last came out the same")

    def __str__(self) -> str:
        return str(self.pot)


class Annulment(models.Model):
    """Ballots that do not count because of how they were cast, never of what they say. Nothing of it is deleted."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="annulments")
    state = models.CharField(max_length=10, choices=ProposedState.choices, default=ProposedState.PROPOSED)
    reason = models.TextField(_("reason"), max_length=1000)
    selected = models.JSONField(help_text="How the ballots were selected: by network, device, minute, place, batch or code")
    voters = models.PositiveIntegerField(help_text="Selected when proposed; once in force, those whose ballots do not count")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now, editable=False)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, editable=False)
    i18n = TranslationField(fields=("reason",))

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(name="voting_annulment_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="voting_annulment_somebody", condition=Q(voters__gte=1)),
            models.CheckConstraint(
                name="voting_annulment_by_two",
                condition=Q(state=ProposedState.PROPOSED, settled_by__isnull=True, settled_at__isnull=True)
                | Q(state=ProposedState.REFUSED, settled_at__isnull=False)
                | (
                    Q(state=ProposedState.APPROVED, settled_by__isnull=False, settled_at__isnull=False)
                    & ~Q(settled_by=F("proposed_by"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.voters}"

    @property
    def words(self) -> Said:
        """The reason in the best language there is for the reader."""
        return said(self, "reason")
