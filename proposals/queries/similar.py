"""Which published proposals say much the same as a text, and by what one sees it.

A word counts by how rare it is. Of a long text only the most telling words are looked up, as many as lead to some thousand rows
together: so the time does not grow with the city, and what is left out would hardly have counted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Q

from participation.projects.models import Project
from participation.projects.states import Visibility
from proposals.models import Proposal
from proposals.queries.similar_sql import RANK
from proposals.reasons import Reason, Why

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from districts.models import District
    from participation.accounts.models import User

MOST = 5
LEAST = 0.33  # of a score; what is below is not alike in a reader's eyes
LONGEST = 3000  # characters of a text that are looked at
MOST_WORDS = 200
AROUND = 500  # metres within which proposals are looked at for their place alone
SAME_PLACE, NEAR = 150, 1000  # metres that are told as a reason
MUCH_ALIKE = 0.45  # of the trigrams of two titles
KEYED = ("fi", "sv", "en")  # languages that have keys (migration 0010)
DEGREE = 111_320  # metres of latitude


@dataclass(frozen=True, kw_only=True)
class Words:
    """What somebody writes or has written, and where. but_not: the proposal that it is itself."""

    title: str
    body: str = ""
    language: str
    project_id: int
    district: District | None = None
    latitude: float | None = None
    longitude: float | None = None
    category_id: int | None = None
    but_not: int | None = None

    @classmethod
    def of(cls, proposal: Proposal) -> Words:
        """What a proposal says. Uses proposal.district."""
        return cls(
            title=proposal.title,
            body=proposal.body,
            language=proposal.language,
            project_id=proposal.project_id,
            district=proposal.district,
            latitude=proposal.latitude,
            longitude=proposal.longitude,
            category_id=proposal.category_id,
            but_not=proposal.pk,
        )


@dataclass(frozen=True)
class Similar:
    """A proposal that is much like the words asked about. score: from `LEAST` up, about 1.5 for the same text and place."""

    proposal: Proposal
    score: float
    reasons: tuple[Reason, ...]


def similar_to(
    what: Proposal | Words, *, user: User | AnonymousUser, most: int = MOST, least: float = LEAST, elsewhere: bool = True
) -> list[Similar]:
    """The proposals most like a proposal or a text, the most alike first; those of its own project count for more than those of
    the same district in other projects, and these for more than the rest of the city's.

    Published ones only, in its own project, which the caller has found readable, and in others that this person may see and that
    are not for those alone who have their address. Three queries. Sets `proposal.project` and `district` of what is found.
    """
    words = what if isinstance(what, Words) else Words.of(what)
    typed = _typed(words)
    if not typed:
        return []
    projects = _projects(words.project_id, user) if elsewhere else [words.project_id]
    with connection.cursor() as cursor:
        cursor.execute(RANK, _params(words, typed, projects) | {"most": most, "least": least})
        found = cursor.fetchall()
    rows = _rows([row[0] for row in found])
    return [
        Similar(rows[pk], score, _reasons(shared or [], title_look, metres, same_theme))
        for pk, score, shared, title_look, metres, same_theme in found
        if pk in rows
    ]


def _projects(own: int, user: User | AnonymousUser) -> list[int]:
    seen = Project.objects.visible_to(user).exclude(visibility=Visibility.UNLISTED)
    return list(Project.objects.filter(Q(pk=own) | Q(pk__in=seen.values("pk"))).values_list("pk", flat=True))


def _rows(ids: Sequence[int]) -> dict[int, Proposal]:
    if not ids:
        return {}
    found = Proposal.objects.published().select_related("project", "district").defer("search", "body", "district__boundary")
    return found.in_bulk(ids)


def _typed(words: Words) -> dict[str, bool]:
    """Each word once, as it was typed first: whether it is in the title."""
    found: dict[str, bool] = {}
    for text, in_title in ((words.title, True), (words.body[:LONGEST], False)):
        for word in re.findall(r"[^\W\d_]{2,40}", text):
            found.setdefault(word.lower(), in_title)
    return dict(list(found.items())[:MOST_WORDS])


def _params(words: Words, typed: dict[str, bool], projects: list[int]) -> dict[str, Any]:
    return {
        "words": list(typed),
        "in_title": list(typed.values()),
        "title": words.title,
        "language": words.language,
        "languages": [words.language, *(code for code in KEYED if code != words.language)],
        "projects": projects,
        "project": words.project_id,
        "itself": words.but_not or 0,
        "latitude": words.latitude,
        "longitude": words.longitude,
        **_around(words.latitude, words.longitude),
        "category": words.category_id,
        "district": words.district.pk if words.district else None,
        "path": words.district.path if words.district else "",
    }


def _around(latitude: float | None, longitude: float | None) -> dict[str, float | None]:
    """A box around a point; of nothing where there is none."""
    if latitude is None or longitude is None:
        return dict.fromkeys(("south", "north", "west", "east"))
    height = AROUND / DEGREE
    width = height / max(math.cos(math.radians(latitude)), 0.01)
    return {"south": latitude - height, "north": latitude + height, "west": longitude - width, "east": longitude + width}


def _reasons(shared: list[str], title_look: float, metres: float | None, same_theme: bool | None) -> tuple[Reason, ...]:
    reasons = []
    if title_look >= MUCH_ALIKE:
        reasons.append(Reason(Why.TITLE))
    if metres is not None and metres <= NEAR:
        reasons.append(Reason(Why.SAME_PLACE if metres <= SAME_PLACE else Why.NEAR, metres=10 * round(metres / 10)))
    if shared:
        reasons.append(Reason(Why.WORDS, words=tuple(shared)))
    if same_theme and reasons:
        reasons.append(Reason(Why.THEME))
    return tuple(reasons)
