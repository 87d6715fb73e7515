"""Conversations as a feature of projects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from participation.comments.models import Comment, Reaction, Thread
from participation.comments.presentation import thread_context
from participation.comments.queries import comments_by, wants_mention_mail
from participation.comments.services import forget_deleted, forget_mentions, forget_reactions, project_thread
from participation.comments.states import Anchor, CommentState
from participation.common.markup import plain_text
from participation.common.text import excerpt
from participation.projects.features import ContributionLine, Feature, NowAction, Panel
from participation.projects.models import Project
from participation.projects.states import Action, Blueprint

if TYPE_CHECKING:
    from django.http import HttpRequest

    from participation.accounts.models import User
    from participation.projects.models import Phase

# In these the conversation is about the project itself; in the others it is about proposals.
TALKS_ITSELF = (Blueprint.HEARING, Blueprint.SURVEY)


def now(request: HttpRequest, project: Project, open_phases: Sequence[Phase]) -> Iterable[NowAction]:
    """Offer to write while the project's own conversation is open."""
    if project.blueprint not in TALKS_ITSELF:
        return
    for phase in open_phases:
        if Action.COMMENT in phase.features:
            yield NowAction(title=_("Say what you think about the plan"), url="#conversation", button=_("Join in"), phase=phase)
            return


def panel(request: HttpRequest, project: Project) -> Panel | None:
    """The project's own conversation on its page."""
    thread = Thread.objects.filter(project=project, anchor=Anchor.PROJECT).first()
    if project.blueprint in TALKS_ITSELF:
        thread = thread or project_thread(project.pk)
    elif thread is not None and not thread.seq:
        thread = None
    if thread is None:
        return None
    thread.project = project
    context = thread_context(request, thread=thread, project=project, anchor=project)
    return Panel(template="comments/_project_thread.html", context={**context, "scripts": "comments/_scripts.html"})


def build(project: Project, blueprint: str, form_data: Mapping[str, Any]) -> None:
    """A hearing starts with its conversation."""
    if blueprint in TALKS_ITSELF:
        project_thread(project.pk)


def counters(project_ids: Sequence[int]) -> Mapping[int, Sequence[tuple[Any, int]]]:
    """Visible comments of each project, all its conversations together."""
    sums = Thread.objects.filter(project__in=project_ids).values_list("project").annotate(Sum("visible_count")).order_by()
    return {project_id: [_number(number)] for project_id, number in sums}


def district_counters(path: str) -> Sequence[tuple[Any, int]]:
    """Visible comments in the listed projects that the district or one inside it leads."""
    inside = Project.objects.listed().filter(lead_district__path__startswith=path)
    total = Thread.objects.filter(project__in=inside).aggregate(total=Sum("visible_count"))["total"]
    return [_number(total or 0)]


def _number(comments: int) -> tuple[Any, int]:
    return ngettext_lazy("comment", "comments", comments), comments


def contributions(user: User) -> Iterable[ContributionLine]:
    """What the person said, newest first."""
    for comment in comments_by(user):
        state = "" if comment.state == CommentState.VISIBLE else CommentState(comment.state).label
        yield ContributionLine(
            kind=_("Comment"),
            title=excerpt(plain_text(comment.body)),
            language=comment.language,
            at=comment.created_at,
            state=state,
            url=reverse("comments:comment", args=[comment.pk]),
        )


def export(user: User) -> list[dict[str, Any]]:
    """Everything the person said, with its earlier words, and what they think of what others said."""
    return [*_said(user), *_thought(user), {"mail when mentioned": wants_mention_mail(user)}]


def _said(user: User) -> list[dict[str, Any]]:
    return [
        {
            "id": comment.pk,
            "project": comment.thread.project.slug,
            "written": comment.created_at.isoformat(),
            "text": comment.body,
            "language": comment.language,
            "stance": comment.stance,
            "state": comment.state,
            "earlier": [version.text for version in comment.versions.all()],
        }
        for comment in comments_by(user).prefetch_related("versions")
    ]


def _thought(user: User) -> list[dict[str, Any]]:
    said = Reaction.objects.filter(resident=user).exclude(value=0).order_by("at")
    return [
        {"comment": reaction.comment_id, "at": reaction.at.isoformat(), "said": "agree" if reaction.value == 1 else "disagree"}
        for reaction in said
    ]


def doors(project: Project) -> Iterable[str]:
    """Every address that shows the project's conversations."""
    for thread_id in Thread.objects.filter(project=project).values_list("pk", flat=True):
        yield reverse("comments:thread", args=[thread_id])
        yield f"{reverse('comments:thread_comments', args=[thread_id])}?after=0"
        yield f"{reverse('comments:thread', args=[thread_id])}?sort=newest"
    for comment_id in Comment.objects.filter(thread__project=project).values_list("pk", flat=True):
        yield reverse("comments:comment", args=[comment_id])
        yield reverse("comments:history", args=[comment_id])
        yield reverse("comments:answers", args=[comment_id])


def erase(user: User) -> None:
    """What was said stays under no name, for the author's name is looked up at the moment of reading.

    What was deleted goes, and so does what leads to them from where others have called their name; those words stay.
    """
    forget_deleted(author=user)
    forget_mentions(person=user)
    forget_reactions(resident=user)


CONVERSATION = Feature(
    key="comments",
    label=_("Conversation"),
    order=50,
    actions=(Action.COMMENT,),
    now=now,
    panel=panel,
    build=build,
    counters=counters,
    district_counters=district_counters,
    contributions=contributions,
    export=export,
    erase=erase,
    doors=doors,
)
