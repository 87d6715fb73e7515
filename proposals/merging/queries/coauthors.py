"""Members with the co-authors of their proposals, and what those say to the joint text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from participation.accounts.models import User
from proposals.merging.models import CoAuthorAnswer, MergerMember
from proposals.queries.authors import coauthor_data, name_coauthors

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from proposals.merging.models import Merger


@dataclass(frozen=True)
class CoAuthors:
    """Who can object, who does, and who has said nothing to this very text."""

    people: tuple[User, ...] = ()
    objecting: tuple[User, ...] = ()
    silent: tuple[User, ...] = ()


def with_coauthors(rows: QuerySet[MergerMember]) -> list[MergerMember]:
    """Members whose proposals know their co-authors. `rows` loads the proposals. One query."""
    members = list(rows.annotate(coauthor_data=coauthor_data("proposal")))
    for member in members:
        name_coauthors(member.proposal, member.coauthor_data)
    return list[MergerMember](members)


def coauthors_of(merger: Merger, ids: Collection[int]) -> CoAuthors:
    """Those of the co-authors with these keys who can answer, and what they say. No query where there are none, else two."""
    if not ids:
        return CoAuthors()
    people = tuple(User.objects.filter(pk__in=ids, is_active=True, erased_at__isnull=True).order_by("pk"))
    answers = CoAuthorAnswer.objects.filter(merger=merger, person__in=people, digest=merger.digest)
    said = dict(answers.values_list("person_id", "objects_to"))
    return CoAuthors(
        people,
        tuple(person for person in people if said.get(person.pk)),
        tuple(person for person in people if person.pk not in said),
    )
