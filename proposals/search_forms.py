"""The form in which a search of the list is saved."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.common.forms import SiteForm
from participation.notifications.forms import RhythmField
from participation.notifications.services.searches import NAME_LENGTH
from proposals.forms import TOO_LONG, DegreesField, WordsField

if TYPE_CHECKING:
    from proposals.areas import Area
    from proposals.queries.listing import Wish

RADII = (300, 500, 1000, 2000, 5000, 10_000)  # metres
USUAL_RADIUS = 1000
METRES_IN_DEGREE = 111_000


class SaveSearchForm(SiteForm):
    """A name for the search, how far around which place, and how often to be told."""

    name = WordsField(label=gettext_lazy("Name of the search"), max_length=NAME_LENGTH, error_messages=TOO_LONG)
    everywhere = forms.BooleanField(label=gettext_lazy("In all projects, not in this one alone"), required=False)
    radius = forms.TypedChoiceField(label=gettext_lazy("How far around the place"), coerce=int, empty_value=None, required=False)
    latitude = DegreesField(label=gettext_lazy("Latitude"), required=False, help_text=gettext_lazy("In degrees, such as 60.1841"))
    longitude = DegreesField(
        label=gettext_lazy("Longitude"), required=False, help_text=gettext_lazy("In degrees, such as 24.9502")
    )

    def __init__(self, *args: Any, usual: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["radius"].choices = [(radius, _said(radius)) for radius in RADII]
        self.fields["rhythm"] = RhythmField(usual=usual)

    def clean(self) -> dict[str, Any]:
        """A place needs both its numbers, and lies in the city."""
        data = super().clean() or {}
        if {"latitude", "longitude"} & set(self.errors):
            return data
        latitude, longitude = data.get("latitude"), data.get("longitude")
        if (latitude is None) != (longitude is None):
            self.add_error("latitude" if latitude is None else "longitude", _("Give both numbers of the place, or neither."))
        elif latitude is not None and longitude is not None and not _in_city(latitude, longitude):
            self.add_error("latitude", _("That place is outside the city. Choose a place inside it."))
        elif latitude is not None and data.get("radius") is None and "radius" not in self.errors:
            self.add_error("radius", _("Choose how far from the place."))
        return data

    @property
    def point(self) -> tuple[float, float] | None:
        """The place, once the form is valid."""
        latitude, longitude = self.cleaned_data["latitude"], self.cleaned_data["longitude"]
        return None if latitude is None else (latitude, longitude)

    @property
    def has_place_numbers(self) -> bool:
        """Whether the exact place is to be shown open: it was given, or something is wrong with it."""
        return bool(self["latitude"].value() or self["longitude"].value() or self["latitude"].errors or self["longitude"].errors)


def initial_for_search(wish: Wish) -> dict[str, Any]:
    """A name that says what is looked for, and the middle of the part of the map that was chosen."""
    parts = [wish.text, *(str(part) for part in (wish.category, wish.district) if part)]
    initial: dict[str, Any] = {"name": ", ".join(filter(None, parts))[:NAME_LENGTH], "radius": USUAL_RADIUS}
    if wish.area is not None:
        latitude, longitude, radius = _around(wish.area)
        initial |= {"latitude": f"{latitude:.5f}", "longitude": f"{longitude:.5f}", "radius": radius}
        initial["name"] = initial["name"] or _("Around a place")
    return initial


def _around(area: Area) -> tuple[float, float, int]:
    """The middle of an area, and the radius nearest to half its smaller side."""
    latitude, longitude = (area.south + area.north) / 2, (area.west + area.east) / 2
    up = (area.north - area.south) * METRES_IN_DEGREE
    along = (area.east - area.west) * METRES_IN_DEGREE * math.cos(math.radians(latitude))
    half = max(min(up, along) / 2, 1)
    return latitude, longitude, min(RADII, key=lambda radius: abs(math.log(radius / half)))


def _said(metres: int) -> str:
    if metres < 1000:
        return _("%(number)s m") % {"number": metres}
    return _("%(number)s km") % {"number": number_format(metres // 1000)}


def _in_city(latitude: float, longitude: float) -> bool:
    south, north, west, east = settings.CITY_BOUNDS
    return south <= latitude <= north and west <= longitude <= east
