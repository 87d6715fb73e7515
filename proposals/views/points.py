"""The points of the map beside the list, what they are called, and places found by words."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from districts.places import LONGEST
from districts.queries import participation_districts
from participation.projects.queries import readable_project
from proposals.place_search import places_like
from proposals.queries.listing import categories_of
from proposals.queries.points import points, titled
from proposals.views.listing import read_wish

if TYPE_CHECKING:
    from django.http import HttpRequest

DECIMALS = 5  # of a degree: about a metre
MOST_TITLES = 60
LONGEST_ID = 18  # digits


@require_safe
@gzip_page
def proposal_points(request: HttpRequest, project: str) -> HttpResponse:
    """`[[id, latitude, longitude], …]` of all located proposals that the list finds with the same question.

    Asked anew every time, so that what was hidden is gone; an answer that the browser has already is not sent again.
    """
    found = readable_project(project, request.user)
    wish = read_wish(request, participation_districts(), categories_of(found))
    rows = [(pk, round(latitude, DECIMALS), round(longitude, DECIMALS)) for pk, latitude, longitude in points(found, wish)]
    body = json.dumps(rows, separators=(",", ":"))
    etag = f'"{sha256(body.encode()).hexdigest()[:24]}"'
    response = HttpResponse(body, content_type="application/json")
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request, etag=etag, response=response) or response


@require_safe
def proposal_titles(request: HttpRequest, project: str) -> JsonResponse:
    """Title, language, district and supports of the proposals in `?ids=1,2,…`, sixty at most; what is not public is left out."""
    found = readable_project(project, request.user)
    asked = request.GET.get("ids", "").split(",")[:MOST_TITLES]
    ids = [int(one) for one in asked if one.isascii() and one.isdecimal() and len(one) <= LONGEST_ID]
    titles = [
        {
            "id": row.pk,
            "title": row.title,
            "language": row.language,
            "district": str(row.district),
            "supports": row.support_count,
        }
        for row in titled(found, ids)
    ]
    response = JsonResponse({"proposals": titles})
    response["Cache-Control"] = "private, no-cache"
    return response


@require_safe
def places(request: HttpRequest, project: str) -> JsonResponse:
    """Places like the words in `?q=`, in the city's own data, for the map of the form."""
    readable_project(project, request.user)
    found = places_like(request.GET.get("q", "")[:LONGEST])
    return JsonResponse({"places": [{"name": row.name, "detail": row.detail, "point": row.point} for row in found]})
