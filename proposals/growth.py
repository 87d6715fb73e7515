"""How a proposal's support has grown: a curve, the same as a table, and a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from participation.common.charts import Curve, axis_top, curve, height_of

LEAST = 10  # supports; a curve of fewer says nothing, and might say who
MOST_DAYS, MOST_WEEKS = 31, 26  # drawn one by one; what lasts longer is drawn by longer steps


@dataclass(frozen=True)
class Unit:
    """What one step of the curve is: how long ones begin, how they are called, which sentence tells of the largest."""

    heading: str | Promise
    first_day: Callable[[date], date]
    next_one: Callable[[date], date]
    name: Callable[[date], str]
    peak: str | Promise


def _first_of_next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


DAY = Unit(
    heading=gettext_lazy("Day"),
    first_day=lambda day: day,
    next_one=lambda day: day + timedelta(days=1),
    name=lambda day: date_format(day, "SHORT_DATE_FORMAT"),
    peak=gettext_lazy("Most came on one day, %(when)s: %(number)s."),
)
WEEK = Unit(
    heading=gettext_lazy("Week from"),
    first_day=lambda day: day - timedelta(days=day.weekday()),
    next_one=lambda day: day + timedelta(days=7),
    name=lambda day: date_format(day, "SHORT_DATE_FORMAT"),
    peak=gettext_lazy("Most came in the week from %(when)s: %(number)s."),
)
MONTH = Unit(
    heading=gettext_lazy("Month"),
    first_day=lambda day: day.replace(day=1),
    next_one=_first_of_next_month,
    name=lambda day: date_format(day, "YEAR_MONTH_FORMAT"),
    peak=gettext_lazy("Most came in one month, %(when)s: %(number)s."),
)


@dataclass(frozen=True)
class Row:
    """One step: its name, the supports that came in it, and all until its end."""

    name: str
    added: int
    total: int


@dataclass(frozen=True)
class Growth:
    """A curve of supports, cumulated. `goal_at`: where the goal's line lies (units from the top), where there is one."""

    sentence: str
    heading: str | Promise
    rows: Sequence[Row]
    curve: Curve
    top: int
    first: str
    last: str
    goal: int | None
    goal_at: float | None

    @property
    def middle(self) -> int:
        return self.top // 2


def growth(days: Sequence[tuple[date, int]], *, published: date, until: date, goal: int | None = None) -> Growth | None:
    """The growth of a proposal's support; None while it is too little, or all of one day.

    days: `queries.numbers.supports_by_day`. published: the day from which it could be supported. until: the last to draw.
    """
    total = sum(number for _day, number in days)
    if total < LEAST:
        return None
    begin, end = min(published, days[0][0]), max(until, days[-1][0])
    if begin == end:
        return None
    unit = _unit(begin, end)
    added = _added(days, unit, begin, end)
    if len(added) < 2:
        return None
    totals = list(accumulate(added.values()))
    top = axis_top(max(total, goal or 0) if goal and goal <= 2 * total else total)
    shown_goal = goal if goal and goal <= top else None
    return Growth(
        sentence=_sentence(total, added, unit, begin, end),
        heading=unit.heading,
        rows=[Row(unit.name(day), number, so_far) for (day, number), so_far in zip(added.items(), totals, strict=True)],
        curve=curve([0, *totals], top),
        top=top,
        first=date_format(begin, "SHORT_DATE_FORMAT"),
        last=date_format(end, "SHORT_DATE_FORMAT"),
        goal=shown_goal,
        goal_at=height_of(shown_goal, top) if shown_goal else None,
    )


def _unit(begin: date, end: date) -> Unit:
    span = (end - begin).days + 1
    return DAY if span <= MOST_DAYS else WEEK if span <= 7 * MOST_WEEKS else MONTH


def _added(days: Sequence[tuple[date, int]], unit: Unit, begin: date, end: date) -> dict[date, int]:
    """First day of every step -> supports that came in it, steps without any included."""
    added: dict[date, int] = {}
    day = unit.first_day(begin)
    while day <= end:
        added[day] = 0
        day = unit.next_one(day)
    for day, number in days:
        added[unit.first_day(day)] += number
    return added


def _sentence(total: int, added: dict[date, int], unit: Unit, begin: date, end: date) -> str:
    most = max(added.values())
    peak = next(day for day, number in added.items() if number == most)
    length = (end - begin).days + 1
    whole = ngettext("%(total)s people in %(days)s day.", "%(total)s people in %(days)s days.", length)
    return f"{whole} {unit.peak}" % {
        "total": intcomma(total),
        "days": intcomma(length),
        "when": unit.name(peak),
        "number": intcomma(most),
    }
