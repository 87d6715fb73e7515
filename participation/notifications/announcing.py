"""The one way to say that something happened, for those who follow it.

A service calls `announce` in its own transaction. What is told is put into words when somebody reads it, in their language,
by the kind of news that the app above has registered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from participation.common.queueing import enqueue_gathered
from participation.notifications.followables import Described, Target, kind_of
from participation.notifications.models import News

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from participation.accounts.models import User

GATHER_SECONDS = 1


@dataclass(frozen=True, kw_only=True)
class NewsKind:
    """One kind of news.

    key: such as "proposal.answered". label: the kind in words, said of each such news that has no sentence of its own.
    sentence: (what the subject is called, the news' data) -> what happened, in the active language, without the subject's
        title: that is written beside it, marked with its own language.
    in_feeds: whether feeds that anybody reads tell of it.
    by_mail: whether mails about what somebody follows tell of it; not where the service that announces it writes one of its own.
    """

    key: str
    label: str | Promise
    sentence: Callable[[Described, Mapping[str, Any]], str] | None = None
    in_feeds: bool = True
    by_mail: bool = True

    def words(self, subject: Described, data: Mapping[str, Any]) -> str:
        """What happened, in the active language."""
        return self.sentence(subject, data) if self.sentence else str(self.label)


_kinds: dict[str, NewsKind] = {}


def register_news(kind: NewsKind) -> None:
    """Add a kind; raises ValueError on a second of that key."""
    if kind.key in _kinds:
        raise ValueError(f"News kind {kind.key!r} is registered already.")
    _kinds[kind.key] = kind


def news_kind(key: str) -> NewsKind | None:
    """The kind; None where its app is gone."""
    return _kinds.get(key)


def kinds_in_feeds() -> list[str]:
    """Keys of those that feeds tell of; what is said in conversations is too much for them."""
    return [key for key, kind in _kinds.items() if kind.in_feeds and not key.startswith("comment.")]


def announce(
    *,
    kind: str,
    subject: Target,
    targets: Iterable[Target],
    actor: User | None = None,
    data: Mapping[str, Any] | None = None,
    key: str | None = None,
) -> None:
    """Say that something happened, inside the caller's transaction. One insert; who is told is found by a worker.

    kind: the key of a registered kind of news.
    subject: where the news leads, such as ("proposal", 7); whoever may not read it is told nothing.
    targets: everything whose followers are told, the subject itself where it can be followed; ("user", 5) tells that person.
    actor: is not told of what they did themselves.
    data: JSON-ready facts that the words need, no text of residents. "until": a moment in ISO format after which the news is
        no news any more and is not mailed.
    key: what must be told once only, such as "phase.opened.3"; the second one is not written.
    Raises KeyError for a kind of news, or of subject, that nobody registered.
    """
    _kinds[kind]
    kind_of(subject[0])
    news = News(
        kind=kind,
        subject_kind=subject[0],
        subject_id=subject[1],
        targets=[f"{name}:{pk}" for name, pk in dict.fromkeys(targets)],
        actor=actor,
        data=dict(data or {}),
        key=key,
    )
    News.objects.bulk_create([news], ignore_conflicts=key is not None)
    enqueue_gathered("notifications.spread", subject[1], seconds=GATHER_SECONDS)
