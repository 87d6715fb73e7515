"""What the views have in common: finding what may be read, the frame of their pages, and where a comment stands."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from participation.comments import rules
from participation.comments.anchors import kind_of
from participation.comments.forms import CommentForm
from participation.comments.models import Comment, Thread
from participation.comments.presentation import thread_context
from participation.comments.queries import Asked, ThreadPage, is_folded, is_on_first_page, readable_comment, readable_thread
from participation.comments.states import CommentState
from participation.common.text import number_in
from participation.projects.queries import with_phases, with_titles


def thread_or_404(request: HttpRequest, pk: int) -> tuple[Thread, Any]:
    """The conversation and what it hangs on."""
    found = readable_thread(pk, request.user)
    if found is None:
        raise Http404
    return found


def comment_or_404(request: HttpRequest, pk: int) -> tuple[Comment, Any]:
    """A comment of a conversation that can be read, in whatever state; and what that hangs on."""
    found = readable_comment(pk, request.user)
    if found is None:
        raise Http404
    return found


def visible_comment_or_404(request: HttpRequest, pk: int) -> tuple[Comment, Any]:
    """A comment that can be read."""
    found, anchor = comment_or_404(request, pk)
    if found.state != CommentState.VISIBLE:
        raise Http404
    return found, anchor


def own_comment_or_404(request: HttpRequest, pk: int) -> tuple[Comment, Any]:
    """One's own comment while it can be changed or deleted."""
    found, anchor = comment_or_404(request, pk)
    if not rules.is_author(request.user, found) or not rules.may_delete(request.user, found):
        raise Http404
    return found, anchor


def answerable_or_404(found: Thread, reply: int) -> Comment:
    """A first-level comment that can be answered."""
    root = Comment.objects.readable().filter(pk=reply, thread=found, parent__isnull=True).first()
    if root is None:
        raise Http404
    return root


def thread_page_response(
    request: HttpRequest,
    found: Thread,
    anchor: Any,
    *,
    asked: Asked | None = None,
    page: ThreadPage | None = None,
    status: int = 200,
    extra: dict[str, Any] | None = None,
    **forms: CommentForm | None,
) -> HttpResponse:
    """The page of a whole conversation."""
    context = frame(found, anchor) | (extra or {})
    context |= thread_context(request, thread=found, project=found.project, anchor=anchor, asked=asked, page=page, **forms)
    return render(request, "comments/thread_detail.html", context, status=status)


def frame(found: Thread, anchor: Any) -> dict[str, Any]:
    """The project with its words, for the breadcrumbs, and the way back."""
    with_phases([found.project])
    with_titles([found.project])
    return {
        "project": found.project,
        "thread": found,
        "anchor_url": anchor_address(found, anchor),
        "anchor_title": str(anchor) if found.anchor != "project" else found.project.title,
    }


def anchor_address(found: Thread, anchor: Any) -> str:
    """What the conversation is about, in the reader's language."""
    return f"/{get_language()}/{kind_of(found.anchor).address(anchor)}"


def comment_address(found: Comment, anchor: Any) -> str:
    """Where a reader finds the comment: on its anchor's page, further on in the conversation, or among folded answers.

    However long the conversation is, this looks at no more than a page of it.
    """
    root = found.parent if found.parent_id else found
    if found.parent_id and is_folded(found):
        return f"{reverse('comments:answers', args=[root.pk])}?at={found.pk}#comment-{found.pk}"
    if is_on_first_page(root):
        return f"{anchor_address(found.thread, anchor)}#comment-{found.pk}"
    return f"{reverse('comments:thread', args=[found.thread_id])}?at={root.pk}#comment-{found.pk}"


def number(request: HttpRequest, name: str) -> int | None:
    """A row's id or change number out of the address; None for anything else, however it is written."""
    return number_in(request.GET.get(name, ""))
