"""What every step knows: the sizes asked for, the day everything is counted from, and a source of chance per subject."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from participation.accounts.models import User
from participation.demo.shapes import STAGES, ProjectPlan
from participation.projects.models import Phase, Project
from participation.projects.states import Action

WAKING_HOUR = 7


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """How much to make. stage: one of STAGES."""

    stage: str = "collecting"
    proposals: int = 60
    residents: int = 150
    comments: int = 250
    supports: int = 2_000
    seed: int = 1


@dataclass(frozen=True)
class Resident:
    """Somebody invented, as the seed needs them."""

    pk: int
    language: str
    verified: bool


@dataclass
class MadeProject:
    """A project that has been made, with the plan it came from."""

    plan: ProjectPlan
    project: Project
    phases: Sequence[Phase]

    def window(self, action: Action, today: datetime) -> tuple[datetime, datetime] | None:
        """From when to when something could be done so far; None when it never could. The phases have no gaps."""
        offering = [phase for phase in self.phases if action in phase.features]
        if not offering:
            return None
        begin, end = min(phase.starts_at for phase in offering), max(phase.ends_at for phase in offering)
        end = min(end, today)
        return (begin, end) if begin < end else None


@dataclass
class Context:
    """What the steps share. say: takes one line about a long step."""

    sizes: Sizes
    say: Callable[[str], None]
    today: datetime = field(default_factory=lambda: timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0))
    cast: dict[str, User] = field(default_factory=dict)
    residents: list[Resident] = field(default_factory=list)
    made: dict[str, MadeProject] = field(default_factory=dict)

    def chance(self, subject: str) -> random.Random:
        """A source of chance of a subject's own, so that more of one thing does not change another."""
        return random.Random(f"{self.sizes.seed}:{subject}")  # noqa: S311  (content, not secrets)

    def reached(self, stage: str) -> bool:
        """Whether the city is at this stage or past it."""
        return STAGES.index(self.sizes.stage) >= STAGES.index(stage)

    def day(self, number: int) -> datetime:
        """Midnight, a number of days from today, by the city's calendar."""
        date = timezone.localtime(self.today).date() + timedelta(days=number)
        return timezone.make_aware(datetime(date.year, date.month, date.day))


def moment(chance: random.Random, begin: datetime, end: datetime, *, early: float = 1.0) -> datetime:
    """A moment in between, when people are awake if there is one. early: above 1 for more at the beginning."""
    return awake(begin + (end - begin) * (chance.random() ** early) * 0.999, end)


def awake(at: datetime, end: datetime) -> datetime:
    """The same moment, or the same time in the morning when it was in the night; never at the end or after it."""
    later = at + timedelta(hours=WAKING_HOUR)
    return later if timezone.localtime(at).hour < WAKING_HOUR and later < end else at


def somebody(chance: random.Random, residents: Sequence[Resident]) -> Resident:
    """One of the residents; some speak up more often than others."""
    return residents[int(len(residents) * chance.random() ** 1.6)]
