"""What a page tells the script that turns its drawing into a map that moves; see static/js/map/."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

STYLES = ("vendor/leaflet/leaflet.css", "css/live-map.css")


def live_map_settings(version: str) -> dict[str, Any]:
    """Where boundaries, styles and tiles are, and the words that every map needs. version: the drawing's."""
    return {
        "boundaries": f"{reverse('districts:boundaries')}?v={version}",
        "styles": [static(name) for name in STYLES],
        "tiles": settings.MAP_TILES_URL,
        "marked": [],
        "words": {
            "map": _("map"),
            "zoomIn": _("Zoom in"),
            "zoomOut": _("Zoom out"),
            "skip": _("Skip the map"),
            "wheel": _("Hold Ctrl and scroll to zoom the map."),
            "touch": _("Move the map with two fingers."),
        },
    }


def tiles_credit() -> str:
    """Who drew the pictures under the maps; nothing where there are none."""
    return settings.MAP_TILES_ATTRIBUTION if settings.MAP_TILES_URL else ""
