"""How a proposal's support has grown: drawn on its page, the same as a table and in a sentence."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from participation.accounts.models import User
from proposals.growth import LEAST, growth
from proposals.models import Proposal, Support
from proposals.queries.numbers import supports_by_day
from proposals.services import withdraw_support
from tests.caching import forget_cache
from tests.cast import Town
from tests.factories.accounts import UserFactory
from tests.factories.proposals import ProposalFactory

BEGIN = date(2026, 5, 1)


def supported(proposal: Proposal, *days_ago: int) -> list[Support]:
    """One support for each number, given that many days ago."""
    now = timezone.localtime().replace(hour=12)
    return [
        Support.objects.create(proposal=proposal, resident=UserFactory(), created_at=now - timedelta(days=days))
        for days in days_ago
    ]


@pytest.fixture
def idea(town: Town, anna: User) -> Proposal:
    """Published ten days ago."""
    return ProposalFactory(project=town.project, author=anna, published_at=timezone.now() - timedelta(days=10))


def address(proposal: Proposal) -> str:
    return f"/en/projects/{proposal.project.slug}/proposals/{proposal.pk}/"


def table(html: str) -> list[tuple[str, ...]]:
    """The cells of the table of supports."""
    part = html.partition("growth-h")[2].partition("<tbody>")[2].partition("</tbody>")[0]
    return [tuple(re.findall(r">([^<]+)</t[hd]>", row)) for row in part.split("</tr>") if row]


def test_the_table_cumulates_what_the_rows_say(client: Client, idea: Proposal) -> None:
    supported(idea, *[9] * 4, *[5] * 7, 0)
    html = client.get(address(idea)).content.decode()
    rows = table(html)
    assert [(int(new), int(together)) for _day, new, together in rows] == [
        (0, 0), (4, 4), (0, 4), (0, 4), (0, 4), (7, 11), (0, 11), (0, 11), (0, 11), (0, 11), (1, 12),
    ]  # fmt: skip
    assert "12 people in 11 days." in html
    assert html.count('class="k-plot__line"') == 1


def test_few_supports_draw_nothing(client: Client, idea: Proposal) -> None:
    supported(idea, *range(LEAST - 1))
    assert "growth-h" not in client.get(address(idea)).content.decode()


def test_supports_of_one_day_draw_nothing(client: Client, town: Town) -> None:
    proposal = ProposalFactory(project=town.project)
    supported(proposal, *[0] * LEAST)
    assert "k-plot" not in client.get(address(proposal)).content.decode()


def test_who_takes_support_back_is_on_no_day(client: Client, idea: Proposal) -> None:
    given = supported(idea, *[9] * 6, *[5] * 6)
    withdraw_support(proposal_id=idea.pk, resident=given[0].resident)
    rows = table(client.get(address(idea)).content.decode())
    assert [int(new) for _day, new, _all in rows if new != "0"] == [5, 6]


def test_a_day_begins_at_the_citys_midnight(idea: Proposal) -> None:
    late = datetime.fromisoformat("2026-05-01T22:30:00+00:00")  # half past one on the next day in Helsinki
    Support.objects.create(proposal=idea, resident=UserFactory(), created_at=late)
    assert supports_by_day(idea.pk) == [(date(2026, 5, 2), 1)]


def test_the_page_asks_for_the_curve_once_in_some_minutes(client: Client, idea: Proposal) -> None:
    supported(idea, *[9] * 6, *[5] * 6)
    client.get(address(idea))
    with CaptureQueriesContext(connection) as first:
        client.get(address(idea))
    assert not [query for query in first if "DATE" in query["sql"].upper() and "proposals_support" in query["sql"]]
    forget_cache()
    with CaptureQueriesContext(connection) as again:
        client.get(address(idea))
    assert len(again) <= len(first) + 1 + 3  # the curve's, and what else was kept


@pytest.mark.parametrize(
    ("length", "rows", "heading"), [(31, 31, "Day"), (32, 5, "Week from"), (182, 26, "Week from"), (200, 7, "Month")]
)
def test_long_times_are_drawn_by_weeks_and_months(length: int, rows: int, heading: str) -> None:
    days = [(BEGIN, 6), (BEGIN + timedelta(days=length - 1), 6)]
    with translation.override("en"):
        drawn: Any = growth(days, published=BEGIN, until=BEGIN)
        assert str(drawn.heading) == heading
    assert len(drawn.rows) in (rows, rows + 1)  # a week or a month may have begun before
    assert sum(row.added for row in drawn.rows) == 12


@pytest.mark.parametrize(("goal", "shown"), [(None, None), (15, 15), (24, 24), (500, None)])
def test_a_goal_far_above_would_flatten_the_curve(goal: int | None, shown: int | None) -> None:
    days = [(BEGIN, 6), (BEGIN + timedelta(days=3), 6)]
    drawn: Any = growth(days, published=BEGIN, until=BEGIN, goal=goal)
    assert drawn.goal == shown
    assert drawn.top >= (shown or 12)
