"""What a data request and an erased account mean for what people follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from participation.notifications import services
from participation.notifications.models import Follow, Notification, SavedSearch
from participation.notifications.queries.following import wish_of

if TYPE_CHECKING:
    from participation.accounts.models import User


def export(user: User) -> dict[str, Any]:
    """Everything that somebody follows, what they were told, and how they want to be told, ready for JSON."""
    wish = wish_of(user)
    return {
        "by_email": {"rhythm": wish.rhythm, "stopped": wish.stopped},
        "follows": [
            {"what": row.target, "by_email": row.rhythm or "usual", "since": row.since.isoformat()}
            for row in Follow.objects.filter(user=user).order_by("pk")
        ],
        "saved_searches": [_search(row) for row in SavedSearch.objects.filter(user=user).order_by("pk")],
        "news": [
            {
                "what": f"{row.news.kind} {row.news.subject_kind}:{row.news.subject_id}",
                "because": row.because,
                "at": row.at.isoformat(),
                "read": row.read_at.isoformat() if row.read_at else None,
                "mailed": row.mailed_at.isoformat() if row.mailed_at else None,
            }
            for row in Notification.objects.filter(user=user).select_related("news").order_by("pk")
        ],
    }


def erase(user: User) -> None:
    """All of it goes: nothing that others see hangs on it."""
    services.forget_person(user=user)


def _search(row: SavedSearch) -> dict[str, Any]:
    return {
        "name": row.name,
        "words": row.words,
        "project": row.project_id,
        "district": row.district_id,
        "category": row.category_id,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "radius_in_metres": row.radius,
        "by_email": row.rhythm or "usual",
        "since": row.since.isoformat(),
    }
