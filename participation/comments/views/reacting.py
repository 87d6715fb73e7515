"""Agreeing and disagreeing: by a form that works alone, and by one that changes the numbers in place."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from participation.comments import services
from participation.comments.presentation import scene
from participation.comments.queries import readable_comment, votes_on
from participation.comments.shown import ShownComment
from participation.comments.views.finding import visible_comment_or_404
from participation.common.refusals import NotAllowed, Refusal

VALUES = {"1": 1, "-1": -1, "0": 0}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def react(request: HttpRequest, pk: int) -> HttpResponse:
    """POST `value`: 1 agrees, -1 disagrees, 0 takes it back. GET leads to the comment."""
    here = reverse("comments:comment", args=[pk])
    visible_comment_or_404(request, pk)
    if request.method != "POST":
        return HttpResponseRedirect(here)
    if not request.user.is_authenticated:
        login = redirect_to_login(here)
        return HttpResponseClientRedirect(login.url) if request.htmx else login
    refusal = _act(request, pk)
    if request.htmx:
        return _votes(request, pk, refusal)
    if refusal:
        messages.error(request, str(refusal.message))
    return HttpResponseRedirect(_back(request, pk) or here)


def _act(request: HttpRequest, pk: int) -> Refusal | None:
    try:
        services.react(comment_id=pk, resident=request.user, value=VALUES.get(request.POST.get("value", ""), 9))
    except NotAllowed as refusal:
        if refusal.code == "unreadable":
            raise Http404 from refusal
        return refusal
    except Refusal as refusal:
        return refusal
    return None


def _votes(request: HttpRequest, pk: int, refusal: Refusal | None) -> HttpResponse:
    found = readable_comment(pk, request.user)
    if found is None:
        raise Http404
    comment, anchor = found
    comment.agree_count, comment.disagree_count = votes_on(pk)
    here = scene(request, thread=comment.thread, project=comment.thread.project, comments=[comment], anchor=anchor)
    context: dict[str, Any] = {"comment": ShownComment(comment, here)}
    response = render(request, "comments/_votes.html", context, status=refusal.status if refusal else 200)
    if refusal:
        response["HX-Trigger"] = json.dumps({"votesrefused": {"message": str(refusal.message)}})
    return response


def _back(request: HttpRequest, pk: int) -> str:
    """The page of the conversation that the reader came from, if it is one of ours."""
    back = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return f"{back.partition('#')[0]}#comment-{pk}" if ours else ""
