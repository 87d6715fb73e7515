"""Writing in a conversation, changing and deleting one's own words."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from participation.comments import rules, services
from participation.comments.forms import CommentForm, EditForm
from participation.comments.models import Comment, Thread
from participation.comments.presentation import scene, writer_name
from participation.comments.queries import Asked, is_on_first_page
from participation.comments.shown import ShownComment
from participation.comments.views.finding import (
    comment_address,
    frame,
    own_comment_or_404,
    thread_or_404,
    thread_page_response,
)
from participation.comments.views.reading import changes
from participation.common.forms import add_refusal
from participation.common.refusals import NotAllowed, Refusal
from participation.common.text import number_in


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def thread_comments(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: what changed since `?after=<seq>`. POST: one more comment."""
    return _post(request, pk) if request.method == "POST" else changes(request, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """New words for one's own comment."""
    found, anchor = own_comment_or_404(request, pk)
    form = EditForm(request.POST or None, initial={"body": found.body})
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_comment(comment_id=pk, editor=request.user, body=form.cleaned_data["body"])
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Your comment is changed."))
            return HttpResponseRedirect(comment_address(found, anchor))
    elif request.method == "GET" and not rules.may_edit(request.user, found):
        messages.warning(request, _("The time for changing this comment is over. You can still delete it and write a new one."))
        return HttpResponseRedirect(comment_address(found, anchor))
    context = {**frame(found.thread, anchor), "form": form, "back_url": comment_address(found, anchor)}
    return render(request, "comments/comment_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then take one's own comment back."""
    found, anchor = own_comment_or_404(request, pk)
    back = comment_address(found, anchor)
    if request.method != "POST":
        shown = scene(request, thread=found.thread, project=found.thread.project, comments=[found], anchor=anchor)
        context = {**frame(found.thread, anchor), "comment": ShownComment(found, shown), "back_url": back}
        return render(request, "comments/comment_delete.html", context)
    try:
        services.delete_comment(comment_id=pk, by=request.user)
        messages.success(request, _("Your comment is deleted."))
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return HttpResponseRedirect(back)


def _post(request: HttpRequest, pk: int) -> HttpResponse:
    """A new comment. On refusal the form comes back with what was typed and the reason beside it."""
    found, anchor = thread_or_404(request, pk)
    parent = number_in(request.POST.get("parent", ""))
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
        return HttpResponseRedirect(comment_address(made, anchor))
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
    asked = Asked() if root is None or is_on_first_page(root) else Asked(at=root.pk)
    forms = {"reply_form": form} if root else {"form": form}
    return thread_page_response(request, found, anchor, asked=asked, status=status, **forms)


def _form_context(found: Thread, form: CommentForm) -> dict[str, Any]:
    """What `comments/_form.html` needs."""
    return {
        "form": form,
        "comments_url": reverse("comments:thread_comments", args=[found.pk]),
        "thread_url": reverse("comments:thread", args=[found.pk]),
        "is_reply": form.answers is not None,
    }
