"""What happens when somebody's account is erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from proposals.merging.models import CoAuthorAnswer, JointVersion, Merger, MergerEntry, Supporter
from proposals.merging.rules import own_members, taking_part
from proposals.merging.services.leaving import is_shown, part
from proposals.merging.services.rows import finish, locked, members_of, tell_of
from proposals.merging.states import OPEN, Act, MergerState

if TYPE_CHECKING:
    from participation.accounts.models import User


@transaction.atomic
def forget_person(*, user: User) -> None:
    """Leave whatever is not published yet, drop unseen drafts and notes, and forget what they chose as a supporter.

    What was published stays, under no name, like the proposals themselves; supports stay counted where they are.
    """
    began = Merger.objects.filter(initiator=user, state__in=OPEN).values_list("pk", flat=True)
    mine = Merger.objects.filter(members__proposal__author=user, state__in=OPEN).values_list("pk", flat=True)
    for pk in sorted({*began, *mine}):
        _leave(locked(pk), user)
    MergerEntry.objects.filter(author=user).exclude(note="").update(note="")
    Supporter.objects.filter(resident=user).delete()
    CoAuthorAnswer.objects.filter(person=user).delete()
    _empty_unpublished(user)


def _leave(merger: Merger, user: User) -> None:
    members = members_of(merger)
    gone = own_members(taking_part(members), user)
    if not is_shown(merger):
        if merger.initiator_id == user.pk:
            finish(merger, MergerState.ABANDONED)
            tell_of(merger, Act.CALLED_OFF, user)
    elif gone:
        part(merger, members, gone, Act.LEFT, user)


def _empty_unpublished(user: User) -> None:
    """Joint texts that this person wrote and that came to nothing."""
    over = Merger.objects.filter(initiator=user, state__in=(MergerState.DECLINED, MergerState.ABANDONED))
    over.update(title="", body="", place="", latitude=None, longitude=None, digest="")
    JointVersion.objects.filter(editor=user, merger__in=over.values("pk")).update(title="–", text="")
