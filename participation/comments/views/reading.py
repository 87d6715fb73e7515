"""Reading a conversation: page by page, folded answers, what changed since, the numbers of votes."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from participation.comments.forms import CommentForm
from participation.comments.models import Comment
from participation.comments.presentation import scene, stance_rows, stance_sentence, writer_name
from participation.comments.queries import (
    Asked,
    ThreadPage,
    answers_page,
    changed_comments,
    is_on_first_page,
    last_root,
    order_of,
    shown,
)
from participation.comments.shown import ShownComment
from participation.comments.views.finding import (
    answerable_or_404,
    comment_address,
    comment_or_404,
    number,
    thread_or_404,
    thread_page_response,
)
from participation.comments.wording import quoted
from participation.common.text import number_in

# A client that missed more than this loads the page again.
MOST_CHANGES = 200
MOST_VOTES = 400  # comments on one page: thirty with at most eight answers each, and those that were unfolded


@require_GET
@never_cache
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """One whole conversation, a page at a time; `?reply=<id>` opens the form for an answer, `&quote=<id>` with a quote in it."""
    found, anchor = thread_or_404(request, pk)
    if request.GET.get("page") == "last":
        last = last_root(found)
        url = reverse("comments:thread", args=[pk])
        return HttpResponseRedirect(f"{url}?until={last.pk}#comment-{last.pk}" if last else url)
    reply, reply_form = number(request, "reply"), None
    asked = Asked(
        order=order_of(request.GET.get("sort", ""), found),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        at=number(request, "at"),
        until=number(request, "until"),
    )
    if reply:
        root = answerable_or_404(found, reply)
        asked = Asked() if is_on_first_page(root) else Asked(at=root.pk)
        reply_form = CommentForm(parent=root.pk, name=writer_name(request), body=_quote(request, root))
    return thread_page_response(request, found, anchor, asked=asked, reply_form=reply_form)


@require_GET
@never_cache
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """The answers to a first-level comment that are folded away elsewhere: a page of its own, or a part for one that is open."""
    root, anchor = comment_or_404(request, pk)
    if root.parent_id is not None:
        raise Http404
    at, after, before = (number(request, name) for name in ("at", "after", "before"))
    found = answers_page(root, at=at, after=after, before=before)
    more, found = len(found) > settings.ANSWERS_PER_PAGE, found[: settings.ANSWERS_PER_PAGE]
    next_url = f"{reverse('comments:answers', args=[pk])}?after={found[-1].pk}" if more else ""
    if more and before:
        next_url += f"&before={before}"
    if request.htmx:
        here = scene(request, thread=root.thread, project=root.thread.project, comments=found, anchor=anchor)
        context = {"answers": [ShownComment(reply, here) for reply in found], "more_url": next_url, "root": pk}
        return render(request, "comments/_answers.html", context)
    root.shown_replies, root.folded = found, None
    extra = {"answers_next_url": next_url, "answers_first_url": reverse("comments:answers", args=[pk]) if at or after else ""}
    extra["conversation_url"] = comment_address(root, anchor)
    return thread_page_response(request, root.thread, anchor, asked=Asked(at=pk), page=ThreadPage([root]), extra=extra)


@require_GET
@never_cache
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """A comment's own address: leads to the place in its conversation."""
    found, anchor = comment_or_404(request, pk)
    return HttpResponseRedirect(comment_address(found, anchor))


def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed since `?after=<seq>`."""
    after = number(request, "after")
    if after is None:
        return HttpResponseBadRequest(_("Say after which change, such as ?after=0."))
    found, anchor = thread_or_404(request, pk)
    changed = changed_comments(found, after=after, limit=MOST_CHANGES)
    reload = len(changed) > MOST_CHANGES or after > found.seq
    if reload:
        changed = []
    here = scene(request, thread=found, project=found.project, comments=changed, anchor=anchor)
    rows = stance_rows(found) if found.project.asks_stance and _has_roots(changed) else None
    context = {
        "thread": found,
        "reload": reload,
        "changes": [ShownComment(comment, here) for comment in changed],
        "conversation_open": here.is_open,
        "stance_rows": rows,
        "stance_sentence": stance_sentence(rows or []),
    }
    return render(request, "comments/_changes.html", context)


@require_GET
@never_cache
def votes(request: HttpRequest, pk: int) -> HttpResponse:
    """How many agree with each of `?ids=1,2`, for pages on which they stand."""
    found, anchor = thread_or_404(request, pk)
    asked = [number_in(part) for part in request.GET.get("ids", "").split(",")[:MOST_VOTES]]
    ids = [part for part in asked if part is not None]
    comments = list(shown().readable().filter(thread=found, pk__in=ids))
    here = scene(request, thread=found, project=found.project, comments=comments, anchor=anchor)
    return render(request, "comments/_votes_of_many.html", {"comments": [ShownComment(one, here) for one in comments]})


def _quote(request: HttpRequest, root: Comment) -> str:
    """The beginning of an answer that quotes the root or another answer to it; nothing for what cannot be read."""
    quote = number(request, "quote")
    if not quote:
        return ""
    found = shown().readable().filter(thread=root.thread_id, pk=quote).first()
    return quoted(found) if found is not None and root.pk in (found.pk, found.parent_id) else ""


def _has_roots(comments: Iterable[Comment]) -> bool:
    """Whether a first-level comment is among them: only these take sides."""
    return any(comment.parent_id is None for comment in comments)
