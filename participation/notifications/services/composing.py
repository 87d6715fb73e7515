"""Writing mails about news to many people: what they share is asked once for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from participation.common.trying import MOST_ATTEMPTS
from participation.notifications.followables import Described, Target, describe, readable, readable_by_all
from participation.notifications.listing import out_of_sight
from participation.notifications.models import News, Notification, OutboxMessage
from participation.notifications.queries.news import unwanted
from participation.notifications.services.mailing import render_mail
from participation.notifications.stopping import stop_token
from participation.notifications.wording import Line, gathered, grouped, is_stale, line_of, subject_of

if TYPE_CHECKING:
    from participation.accounts.models import User

MOST_LINES = 20


class Composer:
    """Knows the news of a batch of notifications, who may read what of it, and how it is called in each language.

    What everybody may read is asked once; only about the rest is each reader asked, at this moment: what has been hidden
    meanwhile is told to nobody, and what is not listed any more to nobody whom a list had led there.
    """

    def __init__(self, notifications: Sequence[Notification]) -> None:
        self._news = News.objects.in_bulk({row.news_id for row in notifications})
        self._subjects = {subject_of(news) for news in self._news.values()}
        self._public = readable_by_all(self._subjects)
        self._left_out = unwanted(notifications) | out_of_sight(notifications, self._news)
        self._called: dict[str, dict[Target, Described]] = {}
        self._silent: dict[int, str] = {}

    def mail_to(self, user: User, notifications: Sequence[Notification], *, rhythm: str) -> OutboxMessage | None:
        """The mail, not saved; None when there is nothing that this person wants to be told and may read."""
        if not user.is_active or not user.email:
            return None
        language = user.language or settings.LANGUAGE_CODE
        lines = self._lines(user, notifications, language)
        if not lines:
            return None
        with override(language):
            stop = reverse("following:stop", args=[stop_token(user.pk)])
        shown = lines[:MOST_LINES]
        context = {
            "recipient": user,
            "rhythm": rhythm,
            "groups": grouped(shown),
            "first": shown[0],
            "number": len(lines),
            "more": len(lines) - len(shown),
            "stop": stop,
        }
        subject, text = render_mail(template="following_news", context=context, language=language)
        return OutboxMessage(
            recipient=user,
            address=user.email,
            language=language,
            subject=subject,
            text=text,
            unsubscribe_url=f"{settings.PUBLIC_URL.rstrip('/')}{stop}",
        )

    def _lines(self, user: User, notifications: Sequence[Notification], language: str) -> list[Line]:
        news = [self._news[row.news_id] for row in notifications if row.news_id in self._news and row.pk not in self._left_out]
        news = [one for one in news if not is_stale(one)]
        asked = {subject_of(one) for one in news}
        mine = readable(asked - self._public, user) if asked - self._public else set()
        told = [one for one in news if subject_of(one) in self._public or subject_of(one) in mine]
        with override(language):
            called = self._described(language)
            return gathered(line for one in told if (line := line_of(one, called, self._silent)))

    def put_silent_aside(self) -> None:
        """What could not be put into words for somebody is shown to staff. Their mails have gone without it."""
        for error in set(self._silent.values()):
            ids = [pk for pk, said in self._silent.items() if said == error]
            News.objects.filter(pk__in=ids).update(attempts=MOST_ATTEMPTS, last_error=error)

    def _described(self, language: str) -> dict[Target, Described]:
        if language not in self._called:
            self._called[language] = describe(self._subjects)
        return self._called[language]
