"""A drawing of where a pot's items lie; the list beside it says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import ngettext

from districts.maps import HEIGHT, WIDTH, city_drawing, map_context

if TYPE_CHECKING:
    from collections.abc import Sequence

    from districts.models import District
    from proposals.voting.presentation import Card


def pot_map(cards: Sequence[Card], districts: list[District]) -> dict[str, Any] | None:
    """The context of components/_map.html with a pin for every located card; None while no district has a boundary."""
    drawn = city_drawing()
    if drawn is None:
        return None
    pins = []
    for card in cards:
        latitude, longitude = card.item.latitude, card.item.longitude
        if latitude is None or longitude is None:
            continue
        x, y = drawn.frame.place(latitude, longitude)
        if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
            pins.append({"x": round(x), "y": round(y), "n": card.item.number, "url": f"#item-{card.item.pk}"})
    sentence = ngettext(
        "A map with %(n)s item of this page. The list says the same.",
        "A map with %(n)s items of this page. The list says the same.",
        len(pins),
    ) % {"n": len(pins)}
    context = map_context(districts, sentence=sentence, on=None, urls={}, counts={}, pins=pins, drawing=drawn, closer=True)
    return dict(context) if context else None
