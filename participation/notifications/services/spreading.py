"""From a piece of news to everybody who follows: one statement, however many they are."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils import timezone

from participation.common.trying import attempt, due
from participation.notifications.announcing import news_kind
from participation.notifications.followables import PERSON, read_target
from participation.notifications.models import News
from participation.notifications.searching import matching
from participation.notifications.states import EAGERNESS, USUAL, Rhythm

# Everybody once, by the most eager of what they follow. Who is told by mail and who is not is settled here; whether they may
# read it is asked when they are told.
SPREAD = """
    INSERT INTO notifications_notification (user_id, news_id, rhythm, because, at)
    SELECT DISTINCT ON (person.id) person.id, %(news)s, wanted.rhythm, told.because, %(at)s
    FROM (
        SELECT follow.user_id, follow.rhythm, concat(follow.kind, ':', follow.object_id) AS because
        FROM unnest(%(kinds)s::text[], %(ids)s::bigint[]) AS target (kind, object_id)
        JOIN notifications_follow follow ON follow.kind = target.kind AND follow.object_id = target.object_id
        WHERE follow.since <= %(at)s
        UNION ALL
        SELECT search.user_id, search.rhythm, concat('search:', search.id)
        FROM notifications_savedsearch search WHERE search.since <= %(at)s AND search.id IN ({searches})
        UNION ALL
        SELECT person, '', concat('{person}:', person) FROM unnest(%(people)s::bigint[]) AS person
    ) told
    JOIN accounts_user person ON person.id = told.user_id AND person.is_active
    LEFT JOIN notifications_mailwish wish ON wish.user_id = told.user_id
    CROSS JOIN LATERAL (
        SELECT CASE WHEN wish.stopped OR NOT %(by_mail)s THEN '{site}'
            ELSE COALESCE(NULLIF(told.rhythm, ''), wish.rhythm, '{usual}') END AS rhythm
    ) wanted
    WHERE person.id IS DISTINCT FROM %(actor)s
    ORDER BY person.id, array_position(%(eagerness)s::varchar[], wanted.rhythm::varchar), told.because DESC
    ON CONFLICT (user_id, news_id) DO NOTHING
"""


@transaction.atomic
def spread_next() -> int | None:
    """Give the oldest news that waits to everybody who follows; returns how many were told, None when nothing waits.

    The news is claimed, spread and marked in one transaction: a worker that dies gives it back, another one passes it over.
    One with which that fails is put off, and told to nobody meanwhile.
    """
    waiting = due(News.objects.filter(spread_at__isnull=True))
    news = waiting.select_for_update(of=("self",), skip_locked=True).order_by("pk").first()
    if news is None:
        return None
    return attempt(news, lambda: _spread_and_mark(news), otherwise=0)


def _spread_and_mark(news: News) -> int:
    told = _spread(news)
    news.spread_at = timezone.now()
    news.save(update_fields=["spread_at"])
    return told


def _spread(news: News) -> int:
    targets = [read_target(target) for target in news.targets]
    followed = [target for target in targets if target[0] != PERSON]
    kind = news_kind(news.kind)
    names = {"person": PERSON, "site": Rhythm.SITE.value, "usual": USUAL.value}
    with connection.cursor() as cursor:
        cursor.execute(
            SPREAD.format(searches=matching(news.kind), **names),
            {
                "news": news.pk,
                "subject": news.subject_id,
                "at": news.at,
                "kinds": [kind for kind, _pk in followed],
                "ids": [pk for _kind, pk in followed],
                "people": [pk for kind, pk in targets if kind == PERSON],
                "actor": news.actor_id,
                "eagerness": EAGERNESS,
                "by_mail": kind is not None and kind.by_mail,
            },
        )
        return cursor.rowcount
