"""Projects as something to follow, and the news of projects and their phases."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from districts.models import District
from districts.queries import paths_around
from participation.common.languages import reading_order
from participation.notifications.announcing import NewsKind
from participation.notifications.followables import Described, Followable, Target
from participation.projects.models import Project
from participation.projects.queries import with_titles
from participation.projects.states import Visibility

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User


def describe(ids: Collection[int]) -> dict[int, Described]:
    """Titles and pages. Two queries."""
    rows = list(Project.objects.filter(pk__in=ids))
    with_titles(rows)
    return {
        row.pk: Described(
            row.title, row.title_language, row.page_url or reverse("project", kwargs={"project": row.slug}), row.title
        )
        for row in rows
    }


def readable(ids: Collection[int], user: User | AnonymousUser) -> set[int]:
    """One query."""
    return set(Project.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))


def listed(ids: Collection[int]) -> set[int]:
    """One query."""
    return set(Project.objects.listed().filter(pk__in=ids).values_list("pk", flat=True))


def targets_of(project: Project, districts: Collection[District] = ()) -> list[Target]:
    """The project, and the districts whose followers may hear of it: those given, and every wider one. At most one query.

    Only a listed project is told of to people who do not follow it itself.
    """
    targets: list[Target] = [("project", project.pk)]
    if project.visibility == Visibility.PUBLIC and districts:
        paths = {path for district in districts for path in paths_around(district)}
        around = District.objects.filter(path__in=paths).order_by("pk").values_list("pk", flat=True)
        targets += [("district", pk) for pk in around]
    return targets


def _phase_name(data: Mapping[str, Any]) -> str:
    """The phase's title in the best language for the reader."""
    titles = data.get("titles") or {}
    return next((titles[code] for code in reading_order() if titles.get(code)), "")


def _opened(_subject: Described, data: Mapping[str, Any]) -> str:
    name = _phase_name(data)
    return _("A new phase has begun: %(phase)s") % {"phase": name} if name else _("A new phase has begun")


def _ends_soon(_subject: Described, data: Mapping[str, Any]) -> str:
    last = parse_datetime(str(data.get("last_minute") or ""))
    if last is None:
        return _("A phase ends soon")
    facts = {"phase": _phase_name(data), "date": date_format(localtime(last), "DATE_FORMAT")}
    return _("Last day to take part: %(date)s (%(phase)s)") % facts


PROJECT = Followable(
    key="project",
    label=gettext_lazy("Project"),
    labels=gettext_lazy("Projects"),
    describe=describe,
    readable=readable,
    listed=listed,
    order=20,
)
NEWS_KINDS = (
    NewsKind(key="project.published", label=gettext_lazy("A new project has been published")),
    NewsKind(key="phase.opened", label=gettext_lazy("A new phase has begun"), sentence=_opened),
    NewsKind(key="phase.ends_soon", label=gettext_lazy("A phase ends soon"), sentence=_ends_soon),
)
