"""The project's own conversation as an anchor, and the anchors' doors for topics and moderation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from participation.comments.anchors import AnchorKind, find_anchor
from participation.comments.models import Thread
from participation.comments.states import Anchor
from participation.projects.models import Project

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User


def find_project(thread_id: int, user: User | AnonymousUser) -> Project | None:
    """The project whose own thread it is, if this person may read it."""
    return Project.objects.visible_to(user).filter(threads=thread_id).first()


def may_listen(user: Any, thread_id: int) -> bool:
    """Whether this person may follow the thread live: whoever may read it may."""
    thread = Thread.objects.filter(pk=thread_id).first()
    return thread is not None and find_anchor(thread, user) is not None


def current_seq(thread_id: int) -> int | None:
    """The number of the thread's latest change."""
    return Thread.objects.filter(pk=thread_id).values_list("seq", flat=True).first()


PROJECT = AnchorKind(
    key=Anchor.PROJECT,
    find=find_project,
    address=lambda project: f"projects/{project.slug}/",
    district_id=lambda project: project.lead_district_id,
    target=lambda project: ("project", project.pk),
)
