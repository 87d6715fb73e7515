"""Conversations as a whole: making them, closing and opening them, slowing them down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.audit.services import record
from participation.comments import rules
from participation.comments.models import Thread
from participation.comments.states import Anchor, FreezeGround, Slow, ThreadState
from participation.common.refusals import Invalid, NotAllowed
from participation.live.services import publish

if TYPE_CHECKING:
    from participation.accounts.models import User


def open_thread(*, project_id: int, anchor: str) -> Thread:
    """Make the conversation of a new proposal or survey; the caller's row points to it."""
    return Thread.objects.create(project_id=project_id, anchor=anchor)


def project_thread(project_id: int) -> Thread:
    """The project's own conversation, made when it is first asked for."""
    found = Thread.objects.filter(project_id=project_id, anchor=Anchor.PROJECT).first()
    return found or Thread.objects.get_or_create(project_id=project_id, anchor=Anchor.PROJECT)[0]


def freeze_thread(*, thread_id: int, by: User | None, ground: str = "") -> Thread:
    """Close a conversation for writing; None for the system.

    ground: a value of FreezeGround, read by everybody; a person's act needs one where the site offers it.
    Raises NotAllowed, and Invalid (field "ground").
    """
    if ground and ground not in FreezeGround.values:
        raise Invalid(_("Choose a reason."), field="ground")
    return _set_state(thread_id, ThreadState.FROZEN, by, "thread.freeze", ground)


def unfreeze_thread(*, thread_id: int, by: User | None) -> Thread:
    """Open a frozen conversation again. Raises NotAllowed."""
    return _set_state(thread_id, ThreadState.OPEN, by, "thread.unfreeze", "")


@transaction.atomic
def slow_thread(*, thread_id: int, seconds: int, by: User | None) -> Thread:
    """Let each person write only every so many seconds, a value of Slow; 0 ends it.

    Raises NotAllowed, and Invalid (field "seconds").
    """
    if seconds not in Slow.values:
        raise Invalid(_("Choose one of the waits offered."), field="seconds")
    thread = _locked(thread_id)
    if by is not None and not rules.may_slow(by, thread):
        raise NotAllowed(_("Only moderators and coordinators of the district can do that."))
    if thread.slow_seconds != seconds:
        thread.slow_seconds = seconds
        thread.save(update_fields=["slow_seconds"])
        data = {"seconds": seconds}
        record(action="thread.slow", actor=by, target=thread, project_id=thread.project_id, data=data)
        publish(topic=thread.topic, type="thread.state", seq=thread.seq)
    return thread


@transaction.atomic
def _set_state(thread_id: int, state: ThreadState, by: User | None, action: str, ground: str) -> Thread:
    thread = _locked(thread_id)
    if by is not None and not rules.may_freeze(by, thread):
        raise NotAllowed(_("Only moderators of the district can do that."))
    if (thread.state, thread.frozen_ground) != (state, ground):
        thread.state, thread.frozen_ground = state, ground
        thread.save(update_fields=["state", "frozen_ground"])
        data = {"ground": ground} if ground else {}
        record(action=action, actor=by, target=thread, project_id=thread.project_id, data=data)
        publish(topic=thread.topic, type="thread.state", seq=thread.seq)
    return thread


def _locked(thread_id: int) -> Thread:
    return Thread.objects.select_for_update(of=("self",)).select_related("project__lead_district").get(pk=thread_id)
