"""Feeds of proposals: a project's list with the list's own question, one proposal, and a saved search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from districts.queries import participation_districts
from participation.common.feeds import Entry, SiteFeed, Source
from participation.common.text import excerpt
from participation.notifications.feeds import MOST, entries_about
from participation.notifications.models import SavedSearch
from participation.projects.models import Project
from participation.projects.queries import readable_project
from proposals.models import Proposal
from proposals.queries.feeding import found_by_search, newest_of
from proposals.queries.listing import categories_of
from proposals.queries.single import readable_proposal
from proposals.views.listing import question, read_wish

if TYPE_CHECKING:
    from django.http import HttpRequest

EXCERPT = 300


class ProposalsFeed(SiteFeed):
    """The newest proposals of a project by words, district, theme and area, as the list beside it finds them."""

    def get_object(self, request: HttpRequest, project: str) -> Source:
        found = readable_project(project, AnonymousUser())
        wish = read_wish(request, participation_districts(), categories_of(found))
        narrowed = [str(part) for part in (wish.text, wish.district, wish.category) if part]
        return Source(
            title=", ".join([_("Proposals: %(project)s") % {"project": found.title}, *narrowed]),
            path=reverse("proposals:list", kwargs={"project": project}) + question(wish),
            address=request.get_full_path(),
            entries=[_entry(row, found) for row in newest_of(found, wish, MOST)],
            since=found.published_at,
        )


class ProposalFeed(SiteFeed):
    """One proposal: that it was published, what the city answers and what becomes of it."""

    def get_object(self, request: HttpRequest, project: str, pk: int) -> Source:
        found = readable_project(project, AnonymousUser())
        proposal = readable_proposal(found, pk, AnonymousUser())
        told = [entry for entry in entries_about(("proposal", pk)) if not entry.key.startswith("proposal/")]
        own = _entry(proposal, found)
        return Source(title=proposal.title, path=own.path, address=request.get_full_path(), entries=[*told, own])


class SearchFeed(SiteFeed):
    """What somebody's saved search finds, for whoever has its secret address. Public proposals, and no word of whose it is."""

    def get_object(self, request: HttpRequest, key: str) -> Source:
        search = SavedSearch.objects.select_related("project", "district").filter(key=key[:40]).first()
        if search is None:
            raise Http404
        return Source(
            title=search.name,
            path=reverse("following:list"),
            address=request.get_full_path(),
            entries=[_entry(row, row.project) for row in found_by_search(search, MOST)],
            since=search.since,
        )


def _entry(row: Proposal, project: Project) -> Entry:
    return Entry(
        key=f"proposal/{row.pk}",
        title=row.title,
        language=row.language,
        path=reverse("proposals:detail", kwargs={"project": project.slug, "pk": row.pk}),
        at=row.published_at or row.created_at,
        changed=row.edited_at,
        text=excerpt(row.body, EXCERPT),
    )
