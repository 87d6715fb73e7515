"""Where a vote stands for who reads its pages. The gate decides when a ballot comes; this says it before anybody tries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from participation.projects.presentation import time_left
from participation.projects.states import Action
from proposals.voting.states import RoundState

if TYPE_CHECKING:
    from datetime import datetime

    from participation.projects.models import Phase, Project
    from proposals.voting.models import Round


class Standing(models.TextChoices):
    """What one can do with the ballot. Never stored."""

    UPCOMING = "upcoming"
    OPEN = "open"
    OVER = "over"
    DECIDED = "decided"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Times:
    """When one can vote, in words. Empty where it is not known."""

    begins: str = ""
    ends: str = ""
    left: str = ""


def phase_of(project: Project) -> Phase | None:
    """The phase in which people vote. Needs the project's phases."""
    return next((phase for phase in project.phase_list if Action.VOTE in phase.features), None)


def standing_of(project: Project, voting_round: Round) -> Standing:
    """From rows in hand."""
    if voting_round.state == RoundState.CANCELLED:
        return Standing.CANCELLED
    if voting_round.has_result:
        return Standing.DECIDED
    if voting_round.state == RoundState.CLOSED:
        return Standing.OVER
    if Action.VOTE in project.open_actions:
        return Standing.OPEN
    phase = phase_of(project)
    return Standing.OVER if phase is not None and phase.is_over() else Standing.UPCOMING


def times_of(project: Project) -> Times:
    """When one can vote in a project, with the weekday and the time zone."""
    phase = phase_of(project)
    if phase is None:
        return Times()
    left = time_left(phase.last_minute) if phase.is_open() else ""
    return Times(moment(phase.starts_at), moment(phase.last_minute) if phase.last_minute else "", left)


def moment(at: datetime) -> str:
    """A moment in the city's time, such as "Sunday 6 December 2026, 23:59 (Helsinki time, UTC+2)"."""
    here = timezone.localtime(at)
    hours = f"{here:%z}"
    facts = {
        "day": date_format(here, "l"),
        "moment": date_format(here, "DATETIME_FORMAT"),
        "city": _(settings.TIME_ZONE.rpartition("/")[2].replace("_", " ")),
        "offset": f"{hours[0]}{int(hours[1:3])}" + (f":{hours[3:]}" if hours[3:] != "00" else ""),
    }
    return _("%(day)s %(moment)s (%(city)s time, UTC%(offset)s)") % facts
