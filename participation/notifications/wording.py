"""Putting news into words for one reader: in the site and in mails alike."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from participation.common.trying import said_of
from participation.notifications.announcing import news_kind
from participation.notifications.followables import Described, Target
from participation.notifications.models import News

logger = logging.getLogger(__name__)


@dataclass
class Line:
    """One thing that happened, or several of one sort to one thing. language: of the title."""

    sentence: str
    subject: Described
    at: datetime
    number: int = 1


@dataclass
class Group:
    """Lines about one project, the newest first."""

    title: str
    lines: list[Line] = field(default_factory=list)


def subject_of(news: News) -> Target:
    """What it leads to."""
    return news.subject_kind, news.subject_id


def is_stale(news: News) -> bool:
    """Whether it is no news any more, such as the reminder of an end that has passed. An end that cannot be read is none."""
    try:
        until = parse_datetime(str(news.data.get("until") or ""))
        return until is not None and until <= timezone.now()
    except (AttributeError, TypeError, ValueError):
        return False


def line_of(news: News, described: dict[Target, Described], silent: dict[int, str] | None = None) -> Line | None:
    """One piece of news in words; None where its kind or its subject is gone, or where there are no words for it.

    silent: takes what has no words, by id, with what its kind breaks on. One such row must not keep a reader from all others.
    """
    kind, subject = news_kind(news.kind), described.get(subject_of(news))
    if kind is None or subject is None:
        return None
    try:
        return Line(kind.words(subject, news.data), subject, news.at)
    except Exception as error:  # noqa: BLE001 - the kind may break on anything that its data holds
        logger.warning("News %s cannot be put into words: %s", news.pk, said_of(error))
        if silent is not None:
            silent[news.pk] = said_of(error)
        return None


def gathered(lines: Iterable[Line]) -> list[Line]:
    """The same said of the same thing becomes one line with a number, at the place of the newest."""
    found: dict[tuple[str, str], Line] = {}
    for line in sorted(lines, key=lambda line: line.at, reverse=True):
        known = found.setdefault((line.sentence, line.subject.path), line)
        if known is not line:
            known.number += 1
    return list(found.values())


def grouped(lines: Sequence[Line]) -> list[Group]:
    """By project, in the order in which they come; what belongs to none is gathered last."""
    groups: dict[str, Group] = {}
    for line in lines:
        groups.setdefault(line.subject.group, Group(line.subject.group)).lines.append(line)
    return sorted(groups.values(), key=lambda group: not group.title)
