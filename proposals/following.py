"""Proposals and their themes as something to follow, and what happens to proposals as news."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.common.languages import said
from participation.notifications.announcing import NewsKind, announce
from participation.notifications.followables import Described, Followable, Target
from participation.projects.following import targets_of
from participation.projects.models import Category, Project
from participation.projects.queries import with_titles
from participation.projects.states import Visibility
from proposals.models import Proposal
from proposals.queries.distance import within
from proposals.states import Status

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User


def describe(ids: Collection[int]) -> dict[int, Described]:
    """Titles, gathered under their projects'. Two queries."""
    rows = list(Proposal.objects.filter(pk__in=ids).select_related("project").only("title", "language", "project"))
    with_titles([row.project for row in rows])
    return {row.pk: Described(row.title, row.language, _page(row), row.project.title) for row in rows}


def _page(proposal: Proposal) -> str:
    return reverse("proposals:detail", kwargs={"project": proposal.project.slug, "pk": proposal.pk})


def readable(ids: Collection[int], user: User | AnonymousUser) -> set[int]:
    """Public ones in projects that this person may read; not even its author is told of a hidden one here. One query."""
    return set(Proposal.objects.visible_to(user).published().filter(pk__in=ids).values_list("pk", flat=True))


def listed(ids: Collection[int]) -> set[int]:
    """Public ones in projects that the city lists. One query."""
    return set(Proposal.objects.published().filter(pk__in=ids, project__in=Project.objects.listed()).values_list("pk", flat=True))


def describe_themes(ids: Collection[int]) -> dict[int, Described]:
    """Names; a project's own theme leads to its list, one of every project to all projects. Two queries."""
    rows = list(Category.objects.filter(pk__in=ids).select_related("project"))
    with_titles([row.project for row in rows if row.project is not None])
    found = {}
    for row in rows:
        name = said(row, "name")
        if row.project is None:
            found[row.pk] = Described(name, name.language, reverse("project_list"))
            continue
        path = f"{reverse('proposals:list', kwargs={'project': row.project.slug})}?{urlencode({'category': row.slug})}"
        found[row.pk] = Described(name, name.language, path, row.project.title)
    return found


def readable_themes(ids: Collection[int], user: User | AnonymousUser) -> set[int]:
    """Those of every project, and those of projects that this person may read. One query."""
    seen = Q(project__isnull=True) | Q(project__in=Project.objects.visible_to(user))
    return set(Category.objects.filter(seen, pk__in=ids).values_list("pk", flat=True))


def tell_of(kind: str, proposal: Proposal, *, actor: User | None, data: Mapping[str, Any] | None = None) -> None:
    """Announce what happened to a proposal to those who follow it, its project, its districts or its theme.

    What is not in the lists of the city is told to those alone who follow the proposal or its project.
    """
    announce(kind=kind, subject=("proposal", proposal.pk), targets=followed_with(proposal), actor=actor, data=data)


def followed_with(proposal: Proposal) -> list[Target]:
    """What people follow who are told of this proposal: itself, its project and, where that is listed, its theme and the
    districts around it. One query. Uses proposal.project and proposal.district.
    """
    targets: list[Target] = [("proposal", proposal.pk), *targets_of(proposal.project, [proposal.district])]
    if proposal.category_id and proposal.project.visibility == Visibility.PUBLIC:
        targets.append(("category", proposal.category_id))
    return targets


def _answered(_subject: Described, data: Mapping[str, Any]) -> str:
    status = data.get("status")
    if status not in Status.values:
        return _("The city has answered")
    return _("The city has answered: %(status)s") % {"status": Status(status).label}


PROPOSAL = Followable(
    key="proposal",
    label=gettext_lazy("Proposal"),
    labels=gettext_lazy("Proposals"),
    describe=describe,
    readable=readable,
    listed=listed,
    order=10,
)
CATEGORY = Followable(
    key="category",
    label=gettext_lazy("Theme"),
    labels=gettext_lazy("Themes"),
    describe=describe_themes,
    readable=readable_themes,
    wide=True,
    order=50,
)
NEWS_KINDS = (
    NewsKind(key="proposal.published", label=gettext_lazy("A new proposal")),
    NewsKind(key="proposal.answered", label=gettext_lazy("The city has answered"), sentence=_answered),
)
# Which saved searches find a proposal: the cheap questions first, the box before the distance. Words are compared as the
# search field compares them exactly; a slip of the pen is forgiven to who searches, not to an alarm.
_FINDING_SEARCHES = """
    SELECT search.id
    FROM proposals_proposal proposal
    JOIN projects_project project ON project.id = proposal.project_id
    JOIN districts_district district ON district.id = proposal.district_id
    JOIN notifications_savedsearch search ON
        (search.project_id = proposal.project_id OR search.project_id IS NULL AND project.visibility = 'public')
        AND (search.category_id IS NULL OR search.category_id = proposal.category_id)
        AND (search.district_id IS NULL OR EXISTS (
            SELECT FROM districts_district wanted
            WHERE wanted.id = search.district_id AND starts_with(district.path, wanted.path)))
        AND (search.latitude IS NULL OR {near})
    WHERE proposal.id = %(subject)s AND proposal.state = 'published' AND (
        search.words = '' OR search.terms <> '' AND proposal.search @@ proposals_asked(string_to_array(search.terms, ' ')))
"""
FINDING_SEARCHES = _FINDING_SEARCHES.format(
    near=within(
        latitude="proposal.latitude",
        longitude="proposal.longitude",
        at_latitude="search.latitude",
        at_longitude="search.longitude",
        radius="search.radius",
    )
)
