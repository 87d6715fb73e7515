"""What a person sees of moderation in their own profile, and gets with their data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from participation.moderation import services
from participation.moderation.models import Notice
from participation.moderation.queries import own_notices, told_decisions
from participation.moderation.states import CaseState, DecisionAction
from participation.projects.features import ContributionLine

if TYPE_CHECKING:
    from participation.accounts.models import User

LONGEST_LIST = 50


def contributions(user: User) -> list[ContributionLine]:
    """Decisions about the person's own content, then the reports they made; each newest first."""
    done = {
        DecisionAction.HIDE: _("Hidden"),
        DecisionAction.HOLD: _("Held until somebody has looked"),
        DecisionAction.RESTORE: _("Visible again"),
        DecisionAction.KEEP: _("Visible again"),
    }
    decisions = [
        ContributionLine(
            kind=_("Decision about what you wrote"),
            title=decision.case.label,
            at=decision.decided_at,
            url=reverse("moderation:decision", args=[decision.pk]),
            state=done[DecisionAction(decision.action)],
        )
        for decision in told_decisions(user)[:LONGEST_LIST]
    ]
    reports = [
        ContributionLine(
            kind=_("Your report"),
            title=notice.get_reason_display(),
            at=notice.created_at,
            url=reverse("moderation:follow", args=[notice.token]),
            state=_handled(notice),
        )
        for notice in own_notices(user)[:LONGEST_LIST]
    ]
    return decisions + reports


def export(user: User) -> dict[str, Any]:
    """The person's reports and the decisions about their content, ready for JSON."""
    return {
        "reports": [
            {"reason": notice.reason, "explanation": notice.explanation, "at": notice.created_at.isoformat()}
            for notice in own_notices(user)
        ],
        "decisions": [
            {
                "about": decision.case.label,
                "action": decision.action,
                "ground": decision.ground,
                "explanation": decision.explanation,
                "automatic": decision.automatic,
                "at": decision.decided_at.isoformat(),
            }
            for decision in told_decisions(user)
        ],
    }


def erase(user: User) -> None:
    """What the person told moderators in confidence goes; the cases and the decisions stay."""
    services.forget_reporter(reporter=user)


def _handled(notice: Notice) -> str:
    return _("Waiting") if notice.case.state == CaseState.OPEN else _("Decided")
