"""Content to moderate, reports and cases. Reports and decisions come from the services."""

from __future__ import annotations

from typing import Any

from participation.accounts.models import User
from participation.comments.models import Comment, Thread
from participation.comments.services import post_comment
from participation.comments.states import Anchor
from participation.moderation import services
from participation.moderation.models import Case, Notice
from participation.moderation.states import Reason
from participation.projects.models import Project


def say(project: Project, author: User | None, body: str = "Pena on huijari!", **fields: Any) -> Comment:
    """A comment in the project's own conversation."""
    thread, _created = Thread.objects.get_or_create(project=project, anchor=Anchor.PROJECT)
    return post_comment(thread_id=thread.pk, author=author, body=body, language="fi", **fields)


def notice(comment: Comment, reporter: User | None = None, **fields: Any) -> Notice:
    """A report of the comment."""
    defaults: dict[str, Any] = {"reason": Reason.INSULT, "language": "en"}
    return services.report(kind="comment", object_id=comment.pk, reporter=reporter, **(defaults | fields))


def open_case(comment: Comment, reporter: User | None = None) -> Case:
    """The open case that a report makes."""
    return notice(comment, reporter).case


def hide(case: Case, by: User, **fields: Any) -> Any:
    """The decision that hides it."""
    defaults: dict[str, Any] = {"action": "hide", "ground": Reason.INSULT, "explanation": "Kirjoita asiasta, älä ihmisestä."}
    return services.decide(case_id=case.pk, by=by, **(defaults | fields))
