"""Turning a project and its phases into what the page shows: a timeline, and what one can do now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from participation.common.languages import said, sentence
from participation.projects.features import NowAction, Panel, features

if TYPE_CHECKING:
    from django.http import HttpRequest

    from participation.projects.models import Phase, Project

COUNTERS_KEPT = 60  # seconds


@dataclass(frozen=True)
class Step:
    """One phase in the timeline. state: "done", "now" or "next"; left: how long it still runs, in words."""

    title: str
    text: str
    state: str
    dates: str
    left: str = ""


def timeline(phases: Sequence[Phase], at: datetime | None = None) -> list[Step]:
    """The phases as a reader understands them: what is done, what runs, what comes."""
    at = at or timezone.now()
    steps = []
    for phase in phases:
        state = "done" if phase.is_over(at) else "now" if phase.is_open(at) else "next"
        left = time_left(phase.last_minute, at) if state == "now" else ""
        steps.append(Step(str(phase), said(phase, "summary"), state, period(phase), left))
    return steps


def timeline_sentence(steps: Sequence[Step]) -> str:
    """The timeline in a sentence: which of how many phases runs, how long, and what comes after it. Empty without phases."""
    if not steps:
        return ""
    running = [step for step in steps if step.state == "now"]
    coming = next((step for step in steps if step.state == "next"), None)
    parts = []
    if len(running) == 1:
        facts = {"number": steps.index(running[0]) + 1, "all": len(steps), "phase": running[0].title}
        parts.append(_("Phase %(number)s of %(all)s is running: %(phase)s.") % facts)
    elif running:
        names = ", ".join(step.title for step in running)
        facts = {"number": len(running), "all": len(steps), "phases": names}
        parts.append(_("%(number)s of %(all)s phases are running at the same time: %(phases)s.") % facts)
    if coming:
        parts.append(_("Next comes %(phase)s: %(dates)s.") % {"phase": coming.title, "dates": coming.dates})
    elif not running:
        parts.append(_("All phases are over."))
    return " ".join(parts)


def time_left(end: datetime | None, at: datetime | None = None) -> str:
    """How long there is still time, in words; empty without an end."""
    if end is None:
        return ""
    days = days_left(end, at)
    if days == 0:
        return _("last day")
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


def days_left(end: datetime, at: datetime | None = None) -> int:
    """Whole calendar days from a moment (now unless told) to the end, in the city's time; 0 on the last day."""
    at = at or timezone.now()
    return max(0, (timezone.localdate(end) - timezone.localdate(at)).days)


def period(phase: Phase) -> str:
    """The dates of a phase in the reader's language."""
    start = date_format(timezone.localtime(phase.starts_at), "DATE_FORMAT")
    if phase.last_minute is None:
        return _("From %(date)s") % {"date": start}
    return f"{start} – {date_format(timezone.localtime(phase.last_minute), 'DATE_FORMAT')}"


@dataclass(frozen=True)
class NowCard:
    """The yellow card: what one can do at this moment, or what comes next. over: nothing will open again."""

    title: str
    text: str
    actions: Sequence[NowAction]
    ends_at: datetime | None
    days: int | None
    open: bool
    over: bool = False


def now_card(request: HttpRequest, project: Project) -> NowCard:
    """What to put on top of the project page. Never empty: when nothing is open it says what comes, or that it is over."""
    at = timezone.now()
    running = [phase for phase in project.phase_list if phase.is_open(at)] if project.state == "published" else []
    actions = [action for feature in features() if feature.now for action in feature.now(request, project, running)]
    if actions:
        phase = actions[0].phase
        ends = [action.phase.last_minute for action in actions if action.phase.last_minute]
        end = min(ends) if ends else None
        return NowCard(str(actions[0].title), said(phase, "summary"), actions, end, days_left(end, at) if end else None, True)
    coming = next((phase for phase in project.phase_list if phase.starts_at > at), None)
    if coming and project.state == "published":
        date = date_format(timezone.localtime(coming.starts_at), "DATE_FORMAT")
        return NowCard(
            sentence(_("Next: %(phase)s"), phase=coming),
            _("It begins on %(date)s.") % {"date": date},
            [],
            coming.starts_at,
            None,
            False,
        )
    if running:
        phase = running[0]
        return NowCard(str(phase), said(phase, "summary"), [], phase.last_minute, None, open=False, over=True)
    text = _("You can still read everything that was said.")
    return NowCard(_("This project has ended"), text, [], None, None, open=False, over=True)


def panels(request: HttpRequest, project: Project) -> list[Panel]:
    """Every feature's part of the project page, in the features' order."""
    found = (feature.panel(request, project) for feature in features() if feature.panel)
    return [panel for panel in found if panel is not None]


def outcomes(request: HttpRequest, project: Project) -> list[Panel]:
    """What came of a project that is over, by every feature that knows of it, in the features' order."""
    found = (feature.outcome(request, project) for feature in features() if feature.outcome)
    return [panel for panel in found if panel is not None]


def counters(projects: Sequence[Project]) -> None:
    """Set `counters` (label in the active language, number) on each project, as they were a minute ago at most.

    One query per feature for all projects whose numbers are not kept.
    """
    keys = {project.pk: f"project-counters-{project.pk}-{get_language()}" for project in projects}
    kept = cache.get_many(keys.values()) if keys else {}
    missing = [pk for pk, key in keys.items() if key not in kept]
    if missing:
        counted = {keys[pk]: lines for pk, lines in _counted(missing).items()}
        cache.set_many(counted, COUNTERS_KEPT)
        kept |= counted
    for project in projects:
        project.counters = kept[keys[project.pk]]


def _counted(project_ids: Sequence[int]) -> dict[int, list[tuple[str, int]]]:
    totals: dict[int, list[tuple[str, int]]] = {pk: [] for pk in project_ids}
    for feature in features():
        if feature.counters:
            for project_id, lines in feature.counters(project_ids).items():
                totals[project_id].extend((str(label), number) for label, number in lines)
    return totals
