"""The live topic of a district's queue: that a case changed, never what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from participation.live import services as live
from participation.live import topics
from participation.moderation.queries import district_and_above
from participation.moderation.rules import may_moderate

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User
    from participation.moderation.models import Case

PREFIX = "moderation"


def register() -> None:
    """Called once at start."""
    topics.register(PREFIX, may_subscribe=may_watch)


def may_watch(user: User | AnonymousUser, district_id: int) -> bool:
    """Moderators of the whole district; who moderates one project only must not learn how much happens beside it."""
    return may_moderate(user, district_id=district_id, project_id=None)


def announce(case: Case) -> None:
    """Tell the queues of the case's district and of those above it, after the commit."""
    for district_id in district_and_above(case.district_id):
        live.publish(topic=f"{PREFIX}.{district_id}", type="case.changed", id=case.pk)
