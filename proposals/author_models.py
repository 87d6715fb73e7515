"""Who writes a proposal together with its author."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from proposals.states import CoAuthorState


class CoAuthor(models.Model):
    """An invitation and what became of it.

    person: who was invited by name, or who said yes. address: who was invited by e-mail, in lower case, kept until they
    answer or the invitation has run out; whether it belongs to an account is nowhere told to who invited.
    """

    proposal = models.ForeignKey("proposals.Proposal", on_delete=models.CASCADE, related_name="coauthors")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="coauthorships"
    )
    address = models.EmailField(blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=CoAuthorState.choices, default=CoAuthorState.INVITED)
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(name="proposals_coauthor_state_known", condition=Q(state__in=CoAuthorState.values)),
            models.CheckConstraint(
                name="proposals_coauthor_somebody",
                condition=~Q(state__in=(CoAuthorState.INVITED, CoAuthorState.ACCEPTED))
                | Q(person__isnull=False)
                | (Q(state=CoAuthorState.INVITED) & ~Q(address="")),
            ),
            models.CheckConstraint(
                name="proposals_coauthor_said_yes",
                condition=~Q(state=CoAuthorState.ACCEPTED) | Q(answered_at__isnull=False, address=""),
            ),
            models.UniqueConstraint(
                fields=["proposal", "person"],
                condition=Q(state__in=(CoAuthorState.INVITED, CoAuthorState.ACCEPTED)),
                name="proposals_coauthor_once",
            ),
            models.UniqueConstraint(
                fields=["proposal", "address"],
                condition=Q(state=CoAuthorState.INVITED) & ~Q(address=""),
                name="proposals_coauthor_address_once",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "state"], name="proposals_coauthor_of"),
            models.Index(fields=["address"], condition=~Q(address=""), name="proposals_coauthor_address"),
            models.Index(fields=["invited_by", "-invited_at"], name="proposals_invited_by"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.state}"

    def is_open(self) -> bool:
        """Whether it can be answered."""
        return self.state == CoAuthorState.INVITED and timezone.now() < self.expires_at
