"""Places that residents have named already, for whoever looks for one of them."""

from __future__ import annotations

from django.db.models.functions import Upper

from districts.places import SHORTEST, FoundPlace
from participation.projects.models import Project
from proposals.models import Proposal

LOOKED_AT = 30
MOST = 4


def named_places(text: str) -> list[FoundPlace]:
    """Places like these words in public proposals that are on the map, each name once. One query."""
    words = " ".join(text.replace("\x00", " ").split())[:100]
    if len(words) < SHORTEST:
        return []
    rows = (
        Proposal.objects.published()
        .filter(project__in=Project.objects.listed(), latitude__isnull=False)
        .alias(upper_place=Upper("place"))
        .filter(upper_place__word_similar=words)
        .select_related("district")
        .only("place", "latitude", "longitude", "district__name", "district__i18n", "district__level")
        .order_by("-support_count", "pk")[:LOOKED_AT]
    )
    found: dict[str, FoundPlace] = {}
    for row in rows:
        if row.latitude is not None and row.longitude is not None:
            found.setdefault(row.place.casefold(), FoundPlace(row.place, str(row.district), row.latitude, row.longitude))
    return list(found.values())[:MOST]
