"""What is no news for somebody because the city does not list it: of whom it is kept who was only told by something wide.

A project can become unlisted, or its members' own, after something in it was told to everybody who follows its district, its
theme or a search. The news themselves stay; whoever follows the proposal or the project goes on seeing them, as far as they may
read what it is about. The others do not: their district's list gives away nothing that the city's lists do not name.

A search that looks in one project counts as following that project: who saved it knows the project.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from participation.notifications.followables import PERSON, SEARCH, Target, is_wide, listed, read_target
from participation.notifications.models import Follow, News, Notification, SavedSearch
from participation.notifications.wording import subject_of


def out_of_sight(rows: Sequence[Notification], news: Mapping[int, News]) -> set[int]:
    """The notifications, of any number of people, that lead to what is not listed and came by something wide alone.

    news: by id. One question per kind of subject where something came by something wide, and two more where that is not listed.
    """
    wide = [row for row in rows if row.news_id in news and is_wide(read_target(row.because)[0])]
    subjects = {subject_of(news[row.news_id]) for row in wide}
    hidden = subjects - listed(subjects)
    asked = [row for row in wide if subject_of(news[row.news_id]) in hidden]
    if not asked:
        return set()
    own = _searches_of_one_project(asked)
    followed = _followed(asked, news)
    return {
        row.pk
        for row in asked
        if row.because not in own and not any((row.user_id, name) in followed for name in news[row.news_id].targets)
    }


def listed_news(news: Iterable[News]) -> list[News]:
    """Those whose subjects the city lists. One question per kind of subject."""
    rows = list(news)
    named = listed({subject_of(row) for row in rows})
    return [row for row in rows if subject_of(row) in named]


def _searches_of_one_project(rows: Sequence[Notification]) -> set[str]:
    ids = [pk for kind, pk in (read_target(row.because) for row in rows) if kind == SEARCH]
    found = SavedSearch.objects.filter(pk__in=ids, project__isnull=False) if ids else ()
    return {row.target for row in found}


def _followed(rows: Sequence[Notification], news: Mapping[int, News]) -> set[tuple[int, str]]:
    """(person, target) of everything narrow that these people follow and that these news were told to."""
    told = {read_target(name) for row in rows for name in news[row.news_id].targets}
    narrow: set[Target] = {target for target in told if target[0] != PERSON and not is_wide(target[0])}
    follows = Follow.objects.filter(
        user__in={row.user_id for row in rows},
        kind__in={kind for kind, _pk in narrow},
        object_id__in={pk for _kind, pk in narrow},
    )
    return {(row.user_id, row.target) for row in follows}
