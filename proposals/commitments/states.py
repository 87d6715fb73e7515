"""What a promise can be, what a reader is told of it, and how a question to residents ends."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CommitmentState(models.TextChoices):
    """Where a promise stands by the city's word, and then by the residents'."""

    PROMISED = "promised", _("Promised")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done, says the city")
    CONFIRMED = "confirmed", _("Done")
    DISPUTED = "disputed", _("Not done, say residents")
    GIVEN_UP = "given_up", _("Given up")


OPEN = (CommitmentState.PROMISED, CommitmentState.UNDER_WAY)
FINISHED = (CommitmentState.DONE, CommitmentState.CONFIRMED, CommitmentState.DISPUTED)

COMMITMENT_TRANSITIONS: dict[CommitmentState, set[CommitmentState]] = {
    CommitmentState.PROMISED: {CommitmentState.UNDER_WAY, CommitmentState.DONE, CommitmentState.GIVEN_UP},
    CommitmentState.UNDER_WAY: {CommitmentState.DONE, CommitmentState.GIVEN_UP},
    # Staff may have been too fast: what they called done can be taken up again before residents have had their say.
    CommitmentState.DONE: {CommitmentState.CONFIRMED, CommitmentState.DISPUTED, CommitmentState.UNDER_WAY},
    CommitmentState.CONFIRMED: set(),
    CommitmentState.DISPUTED: {CommitmentState.UNDER_WAY, CommitmentState.GIVEN_UP},
    CommitmentState.GIVEN_UP: {CommitmentState.UNDER_WAY},
}


class Standing(models.TextChoices):
    """The state seen with a calendar: what readers filter by and what is counted."""

    KEPT = "kept", _("Kept")
    UNDER_WAY = "under-way", _("Under way")
    LATE = "late", _("Late")
    ASKED = "asked", _("Done, residents are asked")
    DISPUTED = "disputed", _("Disputed by residents")
    GIVEN_UP = "given-up", _("Given up")


class NoteKind(models.TextChoices):
    """What the city tells beside a promise."""

    PROGRESS = "progress", _("What has been done")
    DONE = "done", _("Done, says the city")
    ANSWER = "answer", _("The city’s answer to the residents")


class Outcome(models.TextChoices):
    """How a question to residents ended; empty while it is open."""

    CONFIRMED = "confirmed", _("Residents say it is done")
    UNOPPOSED = "unopposed", _("Done, nobody objected")
    DISPUTED = "disputed", _("Residents say it is not done")
    TAKEN_BACK = "taken-back", _("The city took the question back")
