"""Periodic work on projects."""

from celery import shared_task

from participation.projects.phase_news import tell_of_phases


@shared_task(name="projects.tell_of_phases")
def tell_of_phases_now() -> int:
    """Announce phases that have begun or end soon; returns how many it looked at."""
    return tell_of_phases()
