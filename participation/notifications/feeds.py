"""What happened to one thing, for feeds that anybody reads."""

from __future__ import annotations

from participation.common.feeds import Entry
from participation.notifications.announcing import kinds_in_feeds
from participation.notifications.followables import Target, describe, is_wide, readable_by_all
from participation.notifications.listing import listed_news
from participation.notifications.queries.news import news_about
from participation.notifications.wording import line_of, subject_of

MOST = 30
SPARE = 4  # so many times more are looked at, so that one project that is not listed any more empties no district's feed


def entries_about(target: Target, *, size: int = MOST) -> list[Entry]:
    """The newest news that the followers of a target were told, as far as everybody may read their subjects now.

    Of something wide, such as a district, as far as the city lists them too.
    """
    named = f"{target[0]}:{target[1]}"
    if is_wide(target[0]):
        news = listed_news(news_about(named, kinds_in_feeds(), size=size * SPARE))[:size]
    else:
        news = news_about(named, kinds_in_feeds(), size=size)
    called = describe(readable_by_all({subject_of(one) for one in news}))
    lines = [(one, line_of(one, called)) for one in news]
    return [
        Entry(
            key=f"news/{one.pk}",
            title=line.subject.title,
            language=line.subject.language,
            path=line.subject.path,
            at=one.at,
            said=line.sentence,
        )
        for one, line in lines
        if line is not None
    ]
