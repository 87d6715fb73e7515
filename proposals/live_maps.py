"""What the scripts of the maps in static/js/map/ need to know of a list and of a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from districts.live_map import live_map_settings

if TYPE_CHECKING:
    from participation.projects.models import Project
    from proposals.queries.listing import Wish


def list_map_settings(project: Project, wish: Wish, drawn: dict[str, Any], query: str) -> dict[str, Any]:
    """For the map beside a list.

    drawn: what `presentation.list_map` gave. query: the list's own, which finds the same points.
    """
    where = {"project": project.slug}
    told = live_map_settings(drawn["version"])
    told["marked"] = drawn["marked"] if wish.district else []
    told["area"] = [wish.area.west, wish.area.south, wish.area.east, wish.area.north] if wish.area else None
    told["points"] = reverse("proposals:points", kwargs=where) + query
    told["titles"] = reverse("proposals:titles", kwargs=where)
    told["base"] = reverse("proposals:list", kwargs=where)
    told["words"] |= {
        "label": _("Map of the proposals. Move it with the arrow keys, zoom with plus and minus. The list says the same."),
        "key": _("All the proposals that the list finds. Choose a number to come closer, or a district to see its proposals."),
        "single": _("A proposal"),
        "group": _("{n} proposals here, zoom in"),
        "chosen": _("Chosen on the map"),
        "supports": _("Supports: {n}"),
        "more": _("And {n} more in this place."),
        "area": _("Show the proposals in this area"),
    }
    return told


def place_map_settings(project: Project, version: str) -> dict[str, Any]:
    """For the map of the form, on which a place is marked. version: the drawing's."""
    told = live_map_settings(version)
    told["edges"] = settings.CITY_BOUNDS
    told["find"] = reverse("proposals:places", kwargs={"project": project.slug})
    told["words"] |= {
        "label": _(
            "Mark the place on the map. Move the map under the cross with the arrow keys, zoom with plus and minus. "
            "Enter sets the mark, Delete takes it away."
        ),
        "mark": _("The mark. Drag it to another place."),
        "chosen": _("The mark is in {district}."),
        "nowhere": _("The mark is set. It is in none of the districts."),
        "cleared": _("The mark is gone."),
        "outside": _("That place is outside the city. Choose a place inside it."),
        "none": _("Nothing found by these words. Try others, or mark the place on the map."),
        "found": _("Places found: {n}"),
        "denied": _("Your browser did not tell where you are. Mark the place on the map or look for it by words."),
        "waiting": _("Asking your browser where you are."),
    }
    return told
