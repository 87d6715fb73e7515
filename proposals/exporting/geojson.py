"""Proposals as GeoJSON (RFC 7946), one feature at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from proposals.exporting.columns import Column, Names, cells
from proposals.models import Proposal

DECIMALS = 6  # of a degree: about ten centimetres
PLACE = ("latitude", "longitude")


def lines(
    proposals: Iterable[Proposal], columns: Sequence[Column], names: Names, about: Sequence[tuple[str, str]]
) -> Iterator[str]:
    """The lines of a feature collection. about: members beside its features: source, licence."""
    told = [column for column in columns if column.key not in PLACE]
    members = "".join(f",\n{_json(key)}: {_json(value)}" for key, value in about)
    yield f'{{"type": "FeatureCollection"{members},\n"features": [\n'
    comma = ""
    for proposal in proposals:
        yield comma + _json(_feature(proposal, told, names))
        comma = ",\n"
    yield "\n]}\n"


def _feature(proposal: Proposal, columns: Sequence[Column], names: Names) -> dict[str, Any]:
    """A proposal without a place has no geometry; it is in the list all the same."""
    geometry = None
    if proposal.latitude is not None and proposal.longitude is not None:
        place = [round(proposal.longitude, DECIMALS), round(proposal.latitude, DECIMALS)]
        geometry = {"type": "Point", "coordinates": place}
    properties = dict(zip((column.key for column in columns), cells(proposal, columns, names), strict=True))
    return {"type": "Feature", "id": proposal.pk, "geometry": geometry, "properties": properties}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
