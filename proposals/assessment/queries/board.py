"""The board: a column for each state, the most pressing first, and one column alone, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, F, Prefetch, Q
from django.utils import timezone

from districts.models import District
from participation.projects.models import Category, Project
from participation.projects.queries import with_titles
from proposals.assessment.models import Assessment, Assignment
from proposals.assessment.states import AssessmentState
from proposals.models import Proposal
from proposals.queries.search import matching

if TYPE_CHECKING:
    from participation.accounts.models import User
    from proposals.assessment.querysets import AssessmentQuerySet

CARDS = 8  # in a column, while all are side by side
PER_PAGE = 40  # of one column alone
NO_DATE = "-"
MINE, NOBODY = "mine", "nobody"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How the board is narrowed. assessor: an id, "mine" or "nobody"; district: a path."""

    project_id: int | None = None
    district: str = ""
    category_id: int | None = None
    assessor: str = ""
    overdue: bool = False
    feasibility: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One state. number: how many there are; next_cursor is empty on the last page, or where all are side by side."""

    state: AssessmentState
    number: int
    cards: list[Assessment] = field(default_factory=list)
    next_cursor: str = ""


def narrowed(user: User, wish: Wish) -> AssessmentQuerySet:
    """What this person works with, of what was asked for."""
    found = Assessment.objects.worked_on_by(user)
    if wish.project_id:
        found = found.filter(proposal__project=wish.project_id)
    if wish.district:
        found = found.filter(proposal__district__path__startswith=wish.district)
    if wish.category_id:
        found = found.filter(proposal__category=wish.category_id)
    if wish.assessor == MINE:
        found = found.assigned_to(user)
    elif wish.assessor == NOBODY:
        found = found.exclude(pk__in=Assignment.objects.filter(until__isnull=True).values("assessment"))
    elif wish.assessor:
        theirs = Assignment.objects.filter(assessor=int(wish.assessor), until__isnull=True)
        found = found.filter(pk__in=theirs.values("assessment"))
    if wish.overdue:
        found = found.overdue()
    if wish.feasibility:
        found = found.filter(feasibility=wish.feasibility)
    if wish.text:
        found = found.filter(proposal__in=matching(Proposal.objects.published(), wish.text).values("pk"))
    return found


def board(user: User, wish: Wish) -> list[Column]:
    """Every state with its number and its first cards, in five queries whatever there is."""
    found = narrowed(user, wish)
    numbers = _numbers(found)
    shown = [state for state in AssessmentState if numbers.get(state)]
    cards: dict[str, list[Assessment]] = {}
    if shown:
        first, *others = [in_order(found.filter(state=state), state).values("pk")[:CARDS] for state in shown]
        ids = [row["pk"] for row in (first.union(*others, all=True) if others else first)]
        for card in cards_of(ids):
            cards.setdefault(card.state, []).append(card)
    return [Column(state=state, number=numbers.get(state, 0), cards=cards.get(state, [])) for state in AssessmentState]


def column(user: User, wish: Wish, state: AssessmentState, after: str) -> Column:
    """One state alone: a page of it after a cursor, which holds when rows before it come and go."""
    found = narrowed(user, wish).filter(state=state)
    rows = list(in_order(_after(found, state, after), state).values_list("pk", flat=True)[: PER_PAGE + 1])
    cards = cards_of(rows[:PER_PAGE])
    more = len(rows) > PER_PAGE and cards
    return Column(state=state, number=found.count(), cards=cards, next_cursor=cursor_of(cards[-1]) if more else "")


def in_order(found: AssessmentQuerySet, state: str) -> AssessmentQuerySet:
    """What is due first comes first; of what is concluded the newest."""
    if state == AssessmentState.CONCLUDED:
        return found.order_by("-state_since", "-pk")
    return found.order_by(F("due_on").asc(nulls_last=True), "pk")


def cursor_of(card: Assessment) -> str:
    """Where a page ended."""
    if card.state == AssessmentState.CONCLUDED:
        return f"{card.state_since.isoformat()}_{card.pk}"
    return f"{card.due_on.isoformat() if card.due_on else NO_DATE}_{card.pk}"


def _after(found: AssessmentQuerySet, state: str, cursor: str) -> AssessmentQuerySet:
    """Everything below a cursor; from the top where it says nothing that we wrote."""
    value, _line, number = cursor.rpartition("_")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return found
    pk = int(number)
    try:
        if state == AssessmentState.CONCLUDED:
            moment = datetime.fromisoformat(value)
            if timezone.is_naive(moment):
                return found
            return found.filter(Q(state_since__lt=moment) | Q(state_since=moment, pk__lt=pk))
        if value == NO_DATE:
            return found.filter(due_on__isnull=True, pk__gt=pk)
        day = date.fromisoformat(value)
    except ValueError:
        return found
    return found.filter(Q(due_on__gt=day) | Q(due_on=day, pk__gt=pk) | Q(due_on__isnull=True))


def _numbers(found: AssessmentQuerySet) -> dict[str, int]:
    return dict(found.order_by().values_list("state").annotate(number=Count("pk")))


def cards_of(ids: Sequence[int]) -> list[Assessment]:
    """What a card shows, in the order of the ids: three queries. Sets `working`, and the titles of the projects."""
    rows = _with_all(Assessment.objects.filter(pk__in=ids)).in_bulk()
    cards = [rows[pk] for pk in ids if pk in rows]
    projects = {card.proposal.project_id: card.proposal.project for card in cards}
    with_titles(list(projects.values()))
    for card in cards:
        card.proposal.project = projects[card.proposal.project_id]
    return cards


def every_card(user: User, wish: Wish, *, batch: int = 500) -> Iterator[Assessment]:
    """All that was asked for, state by state, for a file; read in batches, four queries for each."""
    found = narrowed(user, wish)
    for state in AssessmentState:
        ids = list(in_order(found.filter(state=state), state).values_list("pk", flat=True))
        for start in range(0, len(ids), batch):
            yield from cards_of(ids[start : start + batch])


def _with_all(found: AssessmentQuerySet) -> AssessmentQuerySet:
    working = Assignment.objects.filter(until__isnull=True).select_related("assessor")
    return (
        found.select_related("proposal__project", "proposal__district", "proposal__category", "unit")
        .defer("proposal__search", "proposal__body", "proposal__district__boundary")
        .prefetch_related(Prefetch("assignments", queryset=working, to_attr="working"))
    )


@dataclass(frozen=True)
class Choices:
    """What a board can be narrowed by: only what is on it."""

    projects: list[Project]
    districts: list[District]
    categories: list[Category]


def choices_for(user: User) -> Choices:
    """Projects, districts and themes of what this person works with. Four queries."""
    mine = Proposal.objects.filter(assessment__in=Assessment.objects.worked_on_by(user).order_by()).order_by()
    projects = list(Project.objects.filter(pk__in=mine.values("project")).order_by("slug"))
    with_titles(projects)
    districts = District.objects.filter(pk__in=mine.values("district")).defer("boundary")
    categories = Category.objects.filter(pk__in=mine.values("category"))
    return Choices(projects, sorted(districts, key=str), sorted(categories, key=str))
