"""Pages and fragments of conversations. Whatever cannot be read answers 404, whether it exists or not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from participation.comments import rules, services
from participation.comments.anchors import kind_of
from participation.comments.forms import CommentForm, EditForm
from participation.comments.models import Comment, Thread
from participation.comments.presentation import ShownComment, scene, stance_rows, thread_context, writer_name
from participation.comments.queries import changed_comments, last_root, page_start, readable_comment, readable_thread
from participation.common.forms import add_refusal
from participation.common.refusals import NotAllowed, Refusal
from participation.projects.queries import with_phases, with_titles

# A client that missed more than this loads the page again.
MOST_CHANGES = 200


@require_GET
@never_cache
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """One whole conversation, a page at a time; `?reply=<id>` opens the form for an answer."""
    found, anchor = _thread_or_404(request, pk)
    if request.GET.get("page") == "last":
        last = last_root(found)
        return HttpResponseRedirect(_page_address(last) if last else reverse("comments:thread", args=[pk]))
    after, reply = _number(request, "after"), _number(request, "reply")
    reply_form = None
    if reply:
        root = _answerable_or_404(found, reply)
        after = page_start(root)
        reply_form = CommentForm(parent=root.pk, name=writer_name(request))
    return _thread_page(request, found, anchor, after=after, reply_form=reply_form)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def thread_comments(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: what changed since `?after=<seq>`. POST: one more comment."""
    if request.method == "POST":
        return _post(request, pk)
    after = _number(request, "after")
    if after is None:
        return HttpResponseBadRequest(_("Say after which change, such as ?after=0."))
    found, anchor = _thread_or_404(request, pk)
    changed = changed_comments(found, after=after, limit=MOST_CHANGES)
    reload = len(changed) > MOST_CHANGES or after > found.seq
    if reload:
        changed = []
    shown = scene(request, thread=found, project=found.project, comments=changed, anchor=anchor)
    context = {
        "thread": found,
        "reload": reload,
        "changes": [ShownComment(comment, shown) for comment in changed],
        "conversation_open": shown.is_open,
        "stance_rows": stance_rows(found) if found.project.asks_stance and _has_roots(changed) else None,
    }
    return render(request, "comments/_changes.html", context)


def _has_roots(comments: Iterable[Comment]) -> bool:
    """Whether a first-level comment is among them: only these take sides."""
    return any(comment.parent_id is None for comment in comments)


@require_GET
@never_cache
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """A comment's own address: leads to the place in its conversation."""
    found, anchor = _comment_or_404(request, pk)
    return HttpResponseRedirect(_comment_address(found, anchor))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """New words for one's own comment."""
    found, anchor = _own_comment_or_404(request, pk)
    form = EditForm(request.POST or None, initial={"body": found.body})
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_comment(comment_id=pk, editor=request.user, body=form.cleaned_data["body"])
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Your comment is changed."))
            return HttpResponseRedirect(_comment_address(found, anchor))
    elif request.method == "GET" and not rules.may_edit(request.user, found):
        messages.warning(request, _("The time for changing this comment is over. You can still delete it and write a new one."))
        return HttpResponseRedirect(_comment_address(found, anchor))
    context = {**_frame(found.thread, anchor), "form": form, "back_url": _comment_address(found, anchor)}
    return render(request, "comments/comment_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then take one's own comment back."""
    found, anchor = _own_comment_or_404(request, pk)
    back = _comment_address(found, anchor)
    if request.method != "POST":
        shown = scene(request, thread=found.thread, project=found.thread.project, comments=[found], anchor=anchor)
        context = {**_frame(found.thread, anchor), "comment": ShownComment(found, shown), "back_url": back}
        return render(request, "comments/comment_delete.html", context)
    try:
        services.delete_comment(comment_id=pk, by=request.user)
        messages.success(request, _("Your comment is deleted."))
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return HttpResponseRedirect(back)


def _post(request: HttpRequest, pk: int) -> HttpResponse:
    """A new comment. On refusal the form comes back with what was typed and the reason beside it."""
    found, anchor = _thread_or_404(request, pk)
    parent = _number_in(request.POST.get("parent", ""))
    form = CommentForm(request.POST, asks_stance=found.project.asks_stance, parent=parent, name=writer_name(request))
    status = Refusal.status
    if form.is_valid():
        try:
            made = services.post_comment(
                thread_id=pk,
                author=request.user if request.user.is_authenticated else None,
                body=form.cleaned_data["body"],
                language=get_language() or settings.LANGUAGE_CODE,
                parent_id=form.cleaned_data.get("parent"),
                stance=form.cleaned_data.get("stance", ""),
            )
        except NotAllowed as refusal:
            if refusal.code == "unreadable":
                raise Http404 from refusal
            add_refusal(form, refusal)
        except Refusal as refusal:
            add_refusal(form, refusal)
            status = refusal.status
        else:
            return _posted(request, found, anchor, made)
    return _refused(request, found, anchor, form, parent, status)


def _posted(request: HttpRequest, found: Thread, anchor: Any, made: Comment) -> HttpResponse:
    if not request.htmx:
        return HttpResponseRedirect(_comment_address(made, anchor))
    if made.parent_id:
        response = HttpResponse(status=201)  # the form for the answer goes, the answer comes
    else:
        form = CommentForm(asks_stance=found.project.asks_stance, name=writer_name(request))
        response = render(request, "comments/_form.html", _form_context(found, form), status=201)
    # The page fetches what changed, its own comment among it, the way it fetches everybody's.
    response["HX-Trigger"] = json.dumps({"commentposted": {"thread": found.pk, "id": made.pk, "seq": made.changed_seq}})
    return response


def _refused(
    request: HttpRequest, found: Thread, anchor: Any, form: CommentForm, parent: int | None, status: int
) -> HttpResponse:
    if request.htmx:
        return render(request, "comments/_form.html", _form_context(found, form), status=status)
    root = Comment.objects.filter(pk=parent, thread=found, parent__isnull=True).first() if parent else None
    after = page_start(root) if root else None
    forms = {"reply_form": form} if root else {"form": form}
    return _thread_page(request, found, anchor, after=after, status=status, **forms)


def _form_context(found: Thread, form: CommentForm) -> dict[str, Any]:
    """What `comments/_form.html` needs."""
    return {
        "form": form,
        "comments_url": reverse("comments:thread_comments", args=[found.pk]),
        "thread_url": reverse("comments:thread", args=[found.pk]),
        "is_reply": form.answers is not None,
    }


def _thread_page(
    request: HttpRequest, found: Thread, anchor: Any, *, after: int | None = None, status: int = 200, **forms: CommentForm | None
) -> HttpResponse:
    context = _frame(found, anchor)
    context |= thread_context(request, thread=found, project=found.project, anchor=anchor, after=after, **forms)
    return render(request, "comments/thread_detail.html", context, status=status)


def _frame(found: Thread, anchor: Any) -> dict[str, Any]:
    """The project with its words, for the breadcrumbs, and the way back."""
    with_phases([found.project])
    with_titles([found.project])
    return {
        "project": found.project,
        "thread": found,
        "anchor_url": _anchor_address(found, anchor),
        "anchor_title": str(anchor) if found.anchor != "project" else found.project.title,
    }


def _anchor_address(found: Thread, anchor: Any) -> str:
    return f"/{get_language()}/{kind_of(found.anchor).address(anchor)}"


def _page_address(root: Comment) -> str:
    """The page of the conversation on which a first-level comment stands."""
    start = page_start(root)
    return f"{reverse('comments:thread', args=[root.thread_id])}{f'?after={start}' if start else ''}#comment-{root.pk}"


def _comment_address(found: Comment, anchor: Any) -> str:
    """Where a reader finds the comment: on its anchor's page, or further on in the whole conversation."""
    root = found.parent if found.parent_id else found
    start = page_start(root)
    if start is None:
        return f"{_anchor_address(found.thread, anchor)}#comment-{found.pk}"
    return f"{reverse('comments:thread', args=[found.thread_id])}?after={start}#comment-{found.pk}"


def _thread_or_404(request: HttpRequest, pk: int) -> tuple[Thread, Any]:
    found = readable_thread(pk, request.user)
    if found is None:
        raise Http404
    return found


def _comment_or_404(request: HttpRequest, pk: int) -> tuple[Comment, Any]:
    found = readable_comment(pk, request.user)
    if found is None:
        raise Http404
    return found


def _own_comment_or_404(request: HttpRequest, pk: int) -> tuple[Comment, Any]:
    found, anchor = _comment_or_404(request, pk)
    if not rules.is_author(request.user, found) or not rules.may_delete(request.user, found):
        raise Http404
    return found, anchor


def _answerable_or_404(found: Thread, reply: int) -> Comment:
    root = Comment.objects.readable().filter(pk=reply, thread=found, parent__isnull=True).first()
    if root is None:
        raise Http404
    return root


def _number(request: HttpRequest, name: str) -> int | None:
    return _number_in(request.GET.get(name, ""))


def _number_in(text: str) -> int | None:
    """A row's id or change number; None for anything else, however it is written."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None
