"""Who is asked whether a promise is done, and what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from participation.accounts.models import User
from proposals.commitments.models import Confirmation, Round
from proposals.models import Support
from proposals.queries.authors import writers_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from proposals.models import Proposal


def count_asked(proposal: Proposal, *, before: datetime) -> int:
    """How many a question is for: who wrote it, and those who supported the proposal before a moment and have an account.

    Nobody comes in by supporting once the question is asked. Two queries beside those for its writers.
    """
    writers = writers_of(proposal)
    supporters = _supports(proposal, before).filter(resident__is_active=True).exclude(resident__in=writers)
    return supporters.count() + User.objects.filter(pk__in=writers, is_active=True).count()


def asked_after(proposal: Proposal, *, before: datetime, after: int, limit: int) -> list[int]:
    """The keys of the next so many of them, in order; closed accounts included. Supports are read along their index."""
    rows = _supports(proposal, before).filter(resident_id__gt=after).order_by("resident_id")
    keys = set(rows.values_list("resident_id", flat=True)[:limit])
    keys.update(pk for pk in writers_of(proposal) if pk > after)
    return sorted(keys)[:limit]


def _supports(proposal: Proposal, before: datetime) -> QuerySet[Support]:
    return Support.objects.filter(proposal=proposal, created_at__lte=before)


def is_asked(user: User | AnonymousUser, round: Round) -> bool:
    """Whether the question is for this person. Uses round.commitment.proposal."""
    if not user.is_authenticated or not user.is_active:
        return False
    proposal = round.commitment.proposal
    if proposal.author_id == user.pk or user.pk in writers_of(proposal):
        return True
    return _supports(proposal, round.opened_at).filter(resident=user.pk).exists()


def answer_of(user_id: int, round: Round) -> Confirmation | None:
    """What this person has said so far."""
    return Confirmation.objects.filter(round=round, resident=user_id).first()


def answers_of(user: User) -> QuerySet[Confirmation]:
    """Everything a person has said, newest first."""
    rows = Confirmation.objects.filter(resident=user).select_related("round__commitment__proposal__project")
    return rows.defer("round__commitment__proposal__search").order_by("-created_at", "-pk")


def words_of_round(round: Round, limit: int) -> list[tuple[bool, str, str]]:
    """(yes, words, their language) of what residents wrote, newest first. Never whose words they are."""
    rows = Confirmation.objects.filter(round=round).exclude(words="").order_by("-is_done", "-pk")
    return list(rows.values_list("is_done", "words", "language")[:limit])
