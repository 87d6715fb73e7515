"""What a data request and an erased account mean for accessibility feedback, which knows addresses and no accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from participation.feedback import services
from participation.feedback.models import Feedback

if TYPE_CHECKING:
    from participation.accounts.models import User


def export(user: User) -> dict[str, Any]:
    """What was sent with the person's address, ready for JSON."""
    return {
        "feedback": [
            {
                "message": row.message,
                "page": row.page_address,
                "at": row.created_at.isoformat(),
                "answer": row.answer,
                "answered": row.answered_at.isoformat() if row.answered_at else None,
            }
            for row in Feedback.objects.sent_from(user.email).order_by("pk")
        ]
    }


def erase(user: User) -> None:
    """The address goes."""
    services.forget_sender(email=user.email)
