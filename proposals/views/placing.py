"""What a form needs for marking a place: the search that works without scripts, and the map."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from districts.live_map import tiles_credit
from districts.maps import city_drawing
from proposals.live_maps import place_map_settings
from proposals.place_search import PlaceSearch

if TYPE_CHECKING:
    from participation.projects.models import Project


def place_context(project: Project, search: PlaceSearch | None = None) -> dict[str, Any]:
    """For the templates proposals/_find_place.html and _place_map.html."""
    drawn = city_drawing()
    return {
        "search": search or PlaceSearch(),
        "drawing": drawn,
        "live_map": json.dumps(place_map_settings(project, drawn.version)) if drawn else "",
        "map_tiles": tiles_credit(),
    }
