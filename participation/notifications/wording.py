"""Putting news into words for one reader: in the site and in mails alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from participation.notifications.announcing import news_kind
from participation.notifications.followables import Described, Target
from participation.notifications.models import News


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
    """Whether it is no news any more, such as the reminder of an end that has passed."""
    until = parse_datetime(str(news.data.get("until") or ""))
    return until is not None and until <= timezone.now()


def line_of(news: News, described: dict[Target, Described]) -> Line | None:
    """One piece of news in words; None where its kind or its subject is gone."""
    kind, subject = news_kind(news.kind), described.get(subject_of(news))
    if kind is None or subject is None:
        return None
    return Line(kind.words(subject, news.data), subject, news.at)


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
