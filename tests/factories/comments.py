"""Conversations. Comments with a history are written through the services."""

from __future__ import annotations

from participation.accounts.models import User
from participation.comments.models import Comment, Thread
from participation.comments.services import post_comment, project_thread
from participation.moderation.models import Case, Decision
from participation.moderation.states import DecisionAction, Reason
from participation.projects.models import Project


def own_thread(project: Project) -> Thread:
    """The project's own conversation."""
    return project_thread(project.pk)


def say(thread: Thread, author: User, body: str = "A bench would be good here.", **fields: object) -> Comment:
    """Somebody says something, through the service."""
    return post_comment(thread_id=thread.pk, author=author, body=body, language=fields.pop("language", "en"), **fields)


def decision_on(comment: Comment, action: str = DecisionAction.HIDE, by: User | None = None) -> Decision:
    """A decision about a comment that is not carried out yet."""
    project = comment.thread.project
    case = Case.objects.create(
        object_type="comments.comment",
        object_id=comment.pk,
        project=project,
        district_id=project.lead_district_id,
        author=comment.author,
        label="x",
        address="x",
        state="decided",
        decided_at=comment.created_at,
    )
    return Decision.objects.create(
        case=case,
        action=action,
        ground=Reason.INSULT,
        explanation="It calls a neighbour names.",
        decided_by=by,
        automatic=by is None,
    )
