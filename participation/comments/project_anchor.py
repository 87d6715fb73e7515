"""The project's own conversation as an anchor, and the anchors' doors for topics and moderation."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from participation.comments.anchors import AnchorKind, find_anchor
from participation.comments.models import Thread
from participation.comments.states import Anchor
from participation.notifications.followables import Described
from participation.projects import following
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


def described(thread_ids: Collection[int], user: User | AnonymousUser) -> dict[int, Described]:
    """Projects' own conversations, by the projects' titles. Three queries."""
    rows = Thread.objects.filter(pk__in=thread_ids, anchor=Anchor.PROJECT, project__in=Project.objects.visible_to(user))
    projects = dict(rows.values_list("pk", "project_id"))
    titles = following.describe(projects.values()) if projects else {}
    return {pk: titles[project]._replace(path=f"{titles[project].path}#conversation") for pk, project in projects.items()}


PROJECT = AnchorKind(
    key=Anchor.PROJECT,
    find=find_project,
    address=lambda project: f"projects/{project.slug}/",
    district_id=lambda project: project.lead_district_id,
    described=described,
    target=lambda project: ("project", project.pk),
)
