"""Due dates in words: in three months, twelve days late, done a week early."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

DAYS_UNTIL = 21  # nearer than this in days, then in weeks
WEEKS_UNTIL = 70  # days
MONTH = 30.44  # days
LATE_IN_DAYS = 60


def when(due_on: date, today: date) -> str:
    """How long there is still time, or how long there has been none."""
    days = (due_on - today).days
    if days < 0:
        return late(-days)
    if days == 0:
        return _("due today")
    if days <= DAYS_UNTIL:
        return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}
    if days <= WEEKS_UNTIL:
        weeks = round(days / 7)
        return ngettext("in %(n)s week", "in %(n)s weeks", weeks) % {"n": weeks}
    months = round(days / MONTH)
    return ngettext("in %(n)s month", "in %(n)s months", months) % {"n": months}


def late(days: int) -> str:
    """How late it is."""
    if days <= LATE_IN_DAYS:
        return ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days}
    months = round(days / MONTH)
    return ngettext("%(n)s month late", "%(n)s months late", months) % {"n": months}


def kept_when(done_on: date, due_on: date) -> str:
    """How what was done lies to its due date."""
    days = (due_on - done_on).days
    if days < 0:
        return late(-days)
    if days == 0:
        return _("on the day it was due")
    return ngettext("%(n)s day early", "%(n)s days early", days) % {"n": days}
