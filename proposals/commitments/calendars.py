"""Due dates for a calendar of one's own: a day each, with where the promise is read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from participation.common.languages import said

if TYPE_CHECKING:
    from proposals.commitments.models import Commitment


def calendar_response(rows: Iterable[Commitment], *, name: str) -> HttpResponse:
    """name: what the calendar is called in the reader's list of calendars."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SERVICE_NAME}//{settings.CITY_NAME}//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for row in rows:
        calendar.add_component(_event(row))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Language"] = get_language() or settings.LANGUAGE_CODE
    response["Content-Disposition"] = 'inline; filename="promises.ics"'
    return response


def _event(row: Commitment) -> Event:
    proposal = row.proposal
    address = reverse("proposals:detail", kwargs={"project": proposal.project.slug, "pk": proposal.pk})
    site = settings.PUBLIC_URL.rstrip("/")
    event = Event()
    event.add("uid", f"promise-{row.pk}@{site.partition('//')[2].partition(':')[0]}")
    event.add("dtstamp", row.changed_at)
    event.add("dtstart", row.due_on)
    event.add("dtend", row.due_on + timedelta(days=1))
    event.add("summary", _("Due: %(promise)s") % {"promise": said(row, "title").text})
    event.add("description", f"{row.unit}\n{proposal.title}\n{site}{address}#promise-{row.pk}")
    event.add("url", f"{site}{address}#promise-{row.pk}")
    event.add("transp", "TRANSPARENT")
    return event
