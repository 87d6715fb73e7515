"""What happens in a district and below it, as a feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from districts.following import describe
from districts.queries import district_by_slug
from participation.common.feeds import SiteFeed, Source
from participation.notifications.feeds import entries_about

if TYPE_CHECKING:
    from django.http import HttpRequest


class DistrictFeed(SiteFeed):
    """Projects, proposals and answers in a district."""

    def get_object(self, request: HttpRequest, district: str) -> Source:
        found = district_by_slug(district)
        if found is None:
            raise Http404
        named = describe([found.pk])[found.pk]
        return Source(
            title=named.title,
            path=named.path,
            address=request.get_full_path(),
            entries=entries_about(("district", found.pk)),
        )
