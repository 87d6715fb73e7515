"""Districts as something to follow."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from districts.models import District
from districts.queries import pages_of
from participation.common.languages import active_language, said
from participation.common.served_pages import reader_path
from participation.notifications.followables import Described, Followable

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User


def describe(ids: Collection[int]) -> dict[int, Described]:
    """Names and pages; a district without a page leads to its projects. Two queries."""
    rows = list(District.objects.filter(pk__in=ids).defer("boundary"))
    pages = pages_of(rows, active_language())
    found = {}
    for row in rows:
        name = said(row, "name")
        path = reader_path(pages[row.pk]) if row.pk in pages else f"{reverse('project_list')}?{urlencode({'district': row.slug})}"
        found[row.pk] = Described(name, name.language, path)
    return found


def readable(ids: Collection[int], _user: User | AnonymousUser) -> set[int]:
    """Every district is public. One query."""
    return set(District.objects.filter(pk__in=ids).values_list("pk", flat=True))


DISTRICT = Followable(
    key="district", label=_("District"), labels=_("Districts"), describe=describe, readable=readable, wide=True, order=40
)
