"""What the demo's people follow: districts by their codes, projects by their address parts and two proposals of each."""

from __future__ import annotations

from typing import TypedDict


class Search(TypedDict):
    """A saved search. point: degrees, WGS84; radius: metres."""

    name: str
    words: str
    point: tuple[float, float]
    radius: int


FOLLOWS = {
    "anna": {"districts": ["301"], "projects": ["kallio-kaikille", "vuosaaren-kirjasto"]},
    "ben": {"districts": ["704"], "projects": ["helsinkilaisten-budjetti"]},
}
ANNA_SEARCH: Search = {"name": "Penkkejä kotini lähellä", "words": "penkki", "point": (60.1841, 24.9502), "radius": 2000}
