"""What authors are told by mail, each in their own language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from participation.notifications.services import queue_mails
from proposals.merging.queries.coauthors import coauthors_of
from proposals.merging.rules import coauthor_ids_of, taking_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from participation.accounts.models import User
    from proposals.merging.models import Merger, MergerMember

TITLES_IN_A_MAIL = 10
TOLD_TO_COAUTHORS = ("asked", "changed", "objected", "ended", "published")


def tell_authors(
    merger: Merger,
    members: Iterable[MergerMember],
    event: str,
    *,
    by: User | None = None,
    note: str = "",
    number: int = 0,
    only: Iterable[int] | None = None,
    also: Sequence[MergerMember] = (),
    why: str = "",
) -> int:
    """Write to the authors who take part, but for who did it; returns how many mails were written. Who left is left in peace.

    Co-authors are told what they can object to, what others object to, and what comes of it.

    event: suggested, asked, changed, disagreed, objected, left, held_up, ended, published or reminded: what the mail is about.
    why: what stands in the way, of what is held up.
    number: tells one such event of a merger from another; each is told to each person once.
    only: ids of the people who are told; all authors unless told. also: members that have just been let go.
    """
    told = [*taking_part(members), *also]
    wanted = None if only is None else set(only)
    people = {}
    for member in told:
        author = member.proposal.author
        if author is None or not author.is_active or (by is not None and author.pk == by.pk):
            continue
        if wanted is None or author.pk in wanted:
            people[author.pk] = author
    coauthors = coauthors_of(merger, coauthor_ids_of(told)).people if event in TOLD_TO_COAUTHORS else ()
    coauthor_ids = {person.pk for person in coauthors}
    for person in coauthors:
        if (by is None or person.pk != by.pk) and wanted is None:
            people.setdefault(person.pk, person)
    titles = [member.proposal.title for member in told if member.proposal.state == "published"]
    return queue_mails(
        recipients=people.values(),
        template="merging_authors",
        context={
            "event": event,
            "merger": merger,
            "slug": merger.project.slug,
            "by": by.display_name if by else "",
            "note": note.strip(),
            "reason": why,
            "titles": titles[:TITLES_IN_A_MAIL],
        },
        key=f"merging.{merger.pk}.{event}.{number}",
        personal=lambda person: {"why": "", "is_coauthor": person.pk in coauthor_ids},
    )
