"""Feeds of all projects, and of what happens in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _

from participation.common.feeds import Entry, SiteFeed, Source
from participation.notifications.feeds import MOST, entries_about
from participation.projects.models import Project
from participation.projects.queries import listed_projects, readable_project, with_titles

if TYPE_CHECKING:
    from django.http import HttpRequest


class ProjectsFeed(SiteFeed):
    """Public projects, the newest first."""

    def get_object(self, request: HttpRequest) -> Source:
        rows = list(listed_projects().order_by("-published_at", "-pk")[:MOST])
        with_titles(rows)
        return Source(
            title=_("Projects"),
            path=reverse("project_list"),
            address=request.get_full_path(),
            entries=[_entry(row) for row in rows if row.published_at],
        )


class ProjectFeed(SiteFeed):
    """What happens in a project: its phases, proposals and answers."""

    def get_object(self, request: HttpRequest, project: str) -> Source:
        found = readable_project(project, AnonymousUser())
        return Source(
            title=found.title,
            path=found.page_url or reverse("project", kwargs={"project": project}),
            address=request.get_full_path(),
            entries=entries_about(("project", found.pk)),
            since=found.published_at,
        )


def _entry(row: Project) -> Entry:
    return Entry(
        key=f"project/{row.pk}",
        title=row.title,
        language=row.title_language,
        path=row.page_url or reverse("project", kwargs={"project": row.slug}),
        at=row.published_at or row.created_at,
        text=row.lead,
    )
