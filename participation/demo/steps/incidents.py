"""Single things that happen: a comment is hidden, reports wait in two queues, feedback is answered, texts are edited."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from participation.accounts.models import User
from participation.comments.models import Comment
from participation.comments.services import edit_comment, post_comment, project_thread
from participation.common.origin import Origin
from participation.demo.content.incidents import COMMENT_EDIT, DRAFT, EDIT, FEEDBACK, HIDDEN, WAITING
from participation.demo.steps.context import Context
from participation.demo.steps.ideas import MadeIdea
from participation.feedback.services import answer_feedback, send_feedback
from participation.moderation.services import decide, report
from participation.projects.states import Action
from proposals.services import edit_proposal, save_draft

Ideas = dict[str, list[MadeIdea]]


def make_incidents(context: Context, ideas: Ideas) -> None:
    """Make them all; what needs an open phase happens only where one is."""
    _hide(context, ideas)
    for waiting in WAITING:
        if comment := _say(context, ideas, waiting):
            _report(context, comment, waiting)
    _draft(context)
    _feedback(context)
    if context.sizes.stage == "collecting":
        _edit(context, ideas)
        _edit_comment(context, ideas)


def _find(ideas: Ideas, project: str, title: str) -> MadeIdea | None:
    return next((made for made in ideas.get(project, []) if made.idea.title == title), None)


def _say(context: Context, ideas: Ideas, incident: dict[str, Any]) -> Comment | None:
    """Let somebody say what will be reported; None where a small seed has left its proposal out."""
    project = context.made[incident["project"]]
    made = _find(ideas, incident["project"], incident["idea"])
    window = project.window(Action.COMMENT, context.today)
    if window is None or (made is None and incident["idea"]):
        return None
    thread_id = made.proposal.thread_id if made else project_thread(project.project.pk).pk
    author = context.chance(incident["text"]).choice(context.residents)
    return post_comment(
        thread_id=thread_id,
        author=User.objects.get(pk=author.pk),
        body=incident["text"],
        language=incident["language"],
        stance=incident.get("stance", ""),
        origin=Origin.SEED,
        at=_late(window),
    )


def _late(window: tuple[datetime, datetime]) -> datetime:
    begin, end = window
    return max(begin, end - timedelta(hours=3))


def _report(context: Context, comment: Comment, incident: dict[str, Any]) -> int:
    reporter, reason, explanation = incident["report"]
    person = context.cast[reporter]
    notice = report(
        kind="comment",
        object_id=comment.pk,
        reporter=person,
        reason=reason,
        explanation=explanation,
        language=person.language,
    )
    return notice.case_id


def _hide(context: Context, ideas: Ideas) -> None:
    comment = _say(context, ideas, HIDDEN)
    if comment:
        decide(
            case_id=_report(context, comment, HIDDEN),
            action="hide",
            ground=HIDDEN["ground"],
            explanation=HIDDEN["explanation"],
            by=context.cast["mira"],
        )


def _draft(context: Context) -> None:
    project = context.made[DRAFT["project"]].project
    save_draft(
        project_id=project.pk,
        author=context.cast[DRAFT["by"]],
        title=DRAFT["title"],
        body=DRAFT["text"],
        language=DRAFT["language"],
        district_id=project.lead_district_id,
    )


def _feedback(context: Context) -> None:
    for told in FEEDBACK:
        feedback = send_feedback(
            message=told["message"],
            page_address=told["page"],
            contact_email=told["email"],
            language=told["language"],
            at=context.day(-told["sent"]) + timedelta(hours=14),
        )
        if "answer" in told:
            at = context.day(-told["answered"]) + timedelta(hours=10)
            answer_feedback(feedback_id=feedback.pk, answer=told["answer"], by=context.cast["aino"], at=at)


def _edit(context: Context, ideas: Ideas) -> None:
    made = _find(ideas, EDIT["project"], EDIT["idea"])
    if made is None:
        return
    proposal = made.proposal
    edit_proposal(
        proposal_id=proposal.pk,
        editor=context.cast[EDIT["by"]],
        title=proposal.title,
        body=proposal.body + EDIT["addition"],
        language=proposal.language,
        category_id=proposal.category_id,
        latitude=proposal.latitude,
        longitude=proposal.longitude,
        place=proposal.place,
    )


def _edit_comment(context: Context, ideas: Ideas) -> None:
    made = _find(ideas, COMMENT_EDIT["project"], COMMENT_EDIT["idea"])
    if made is None:
        return
    editor = context.cast[COMMENT_EDIT["by"]]
    comment = post_comment(
        thread_id=made.proposal.thread_id,
        author=editor,
        body=COMMENT_EDIT["before"],
        language=COMMENT_EDIT["language"],
        origin=Origin.SEED,
        at=timezone.now() - timedelta(minutes=4),  # one's own words can be changed for a few minutes only
    )
    edit_comment(comment_id=comment.pk, editor=editor, body=COMMENT_EDIT["after"])
