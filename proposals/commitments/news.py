"""What followers are told of promises."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from participation.notifications.announcing import NewsKind

if TYPE_CHECKING:
    from participation.notifications.followables import Described


def _day(data: Mapping[str, Any], name: str) -> str:
    """A day of the news in the reader's way of writing it; empty where the news has none."""
    day = parse_date(str(data.get(name) or ""))
    return date_format(day, "DATE_FORMAT") if day is not None else ""


def _given_up(_subject: Described, data: Mapping[str, Any]) -> str:
    due = _day(data, "due_on")
    if not due:
        return gettext("The city gives up a promise and says why")
    return gettext("The city gives up a promise that was due on %(due)s, and says why") % {"due": due}


def _moved(_subject: Described, data: Mapping[str, Any]) -> str:
    due, was = _day(data, "due_on"), _day(data, "was_due_on")
    if not (due and was):
        return gettext("A promise has another due date, and the city says why")
    return gettext("A promise is now due on %(due)s, not on %(was)s, and the city says why") % {"due": due, "was": was}


def _reopened(_subject: Described, data: Mapping[str, Any]) -> str:
    due, was = _day(data, "due_on"), _day(data, "was_due_on")
    if not (due and was):
        return gettext("The city takes a promise up again")
    words = gettext("The city takes a promise up again: now due on %(due)s, not on %(was)s, and the city says why")
    return words % {"due": due, "was": was}


NEWS = (
    NewsKind(key="commitment.made", label=_("The city promises something")),
    NewsKind(key="commitment.progress", label=_("The city tells how a promise goes on")),
    NewsKind(key="commitment.late", label=_("A promise is late")),
    NewsKind(key="commitment.moved", label=_("A promise has another due date, and the city says why"), sentence=_moved),
    NewsKind(key="commitment.given_up", label=_("The city gives up a promise and says why"), sentence=_given_up),
    NewsKind(key="commitment.reopened", label=_("The city takes a promise up again"), sentence=_reopened),
    NewsKind(key="commitment.done", label=_("The city says that a promise is kept")),
    NewsKind(key="commitment.confirmed", label=_("Residents confirm that a promise is kept")),
    NewsKind(key="commitment.disputed", label=_("Residents say that a promise is not kept")),
)
