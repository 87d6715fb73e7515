"""Telling of phases that begin and that end soon. Nobody does anything at those moments, so a periodic task looks for them."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from participation.common.languages import words_of
from participation.notifications.announcing import announce
from participation.projects.following import targets_of
from participation.projects.models import Phase
from participation.projects.states import ProjectState

LOOK_BACK = timedelta(days=2)  # a site that was away for longer does not tell of old openings
DAYS_BEFORE = 3
EVENING = 17  # o'clock, of the day before the last one


@transaction.atomic
def tell_of_phases(*, at: datetime | None = None) -> int:
    """Announce what begins and what ends soon, each moment once, however often this runs; returns how many it looked at.

    The end is told of three days before, and again on the evening before the last day: so late that it is really the
    last reminder, and early enough for the digest of the last morning. A phase that is moved is told of anew.
    """
    at = at or timezone.now()
    running = Phase.objects.filter(project__state=ProjectState.PUBLISHED).exclude(features=[]).select_related("project")
    opened = list(running.filter(starts_at__gt=at - LOOK_BACK, starts_at__lte=at).exclude(ends_at__lte=at))
    for phase in opened:
        _tell("phase.opened", phase, f"phase.opened.{phase.pk}.{phase.starts_at:%Y%m%d%H%M}")
    ending = [phase for phase in running.filter(starts_at__lte=at, ends_at__gt=at) if _moment(phase, at)]
    for phase in ending:
        _tell("phase.ends_soon", phase, f"phase.ends.{phase.pk}.{phase.ends_at:%Y%m%d%H%M}.{_moment(phase, at)}")
    return len(opened) + len(ending)


def _moment(phase: Phase, at: datetime) -> str:
    """Which reminder it is time for: "soon", "last", or none. Phases of less than four days need no first one."""
    last = phase.last_minute
    if last is None:
        return ""
    evening = timezone.make_aware(datetime.combine(timezone.localdate(last) - timedelta(days=1), time(EVENING)))
    if at >= evening:
        return "last" if phase.starts_at < evening - timedelta(days=1) else ""
    soon = last - timedelta(days=DAYS_BEFORE)
    return "soon" if at >= soon and phase.starts_at < soon - timedelta(days=1) else ""


def _tell(kind: str, phase: Phase, key: str) -> None:
    announce(
        kind=kind,
        subject=("project", phase.project_id),
        targets=targets_of(phase.project),
        data={
            "phase": phase.pk,
            "titles": words_of(phase, "title"),
            "last_minute": phase.last_minute.isoformat() if phase.last_minute else None,
            "until": phase.ends_at.isoformat() if phase.ends_at else None,
        },
        key=key,
    )
