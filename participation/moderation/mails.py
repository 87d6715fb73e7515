"""Who is told what about a report and a decision. Keys make sure that nobody is told twice."""

from __future__ import annotations

from django.conf import settings

from participation.moderation import contents
from participation.moderation.models import Case, Decision, Notice
from participation.moderation.states import DecisionAction
from participation.notifications.services import queue_mail

AUTHOR_TEMPLATES = {
    DecisionAction.HIDE: "moderation_author_hide",
    DecisionAction.HOLD: "moderation_author_hold",
    DecisionAction.KEEP: "moderation_author_restore",  # what was held is kept
    DecisionAction.RESTORE: "moderation_author_restore",
}


def tell_received(notice: Notice) -> None:
    """A receipt with the address to follow the report by, for people without an account who left an e-mail."""
    queue_mail(
        address=notice.contact_email,
        template="moderation_received",
        language=notice.language,
        context={"notice": notice},
        key=f"notice.{notice.pk}.received",
    )


def tell_decided(decision: Decision, *, changed: bool) -> None:
    """Tell the author and, where somebody has looked, everyone who reported and can be reached.

    changed: whether readers see a difference; an author hears nothing of reports that led nowhere.
    """
    case = decision.case
    if changed or decision.action != DecisionAction.KEEP:
        tell_author(case, decision)
    if decision.action != DecisionAction.HOLD:
        for notice in case.notices.select_related("reporter"):
            tell_reporter(notice, decision)


def tell_author(case: Case, decision: Decision) -> None:
    """What happened to their content, why, by which rule, and whom to ask."""
    if case.author is None:
        return
    kind = contents.kind_by_model(case.object_type)
    queue_mail(
        recipient=case.author,
        template=AUTHOR_TEMPLATES[DecisionAction(decision.action)],
        context={"case": case, "decision": decision, "contact": settings.CONTACT_EMAIL, "is_file": kind.is_file},
        key=f"decision.{decision.pk}.author",
    )


def tell_reporter(notice: Notice, decision: Decision) -> None:
    """The outcome, without the words that were reported and without the author's name."""
    queue_mail(
        recipient=notice.reporter,
        address=notice.contact_email,
        template="moderation_outcome",
        language=None if notice.reporter else notice.language,
        context={"notice": notice, "decision": decision, "contact": settings.CONTACT_EMAIL},
        key=f"decision.{decision.pk}.notice.{notice.pk}",
    )
