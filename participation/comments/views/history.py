"""What a comment said before."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from participation.comments.queries import versions_of
from participation.comments.views.finding import frame, visible_comment_or_404
from participation.common.differences import difference

SHOWN = 20


@require_GET
@never_cache
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """The latest versions of a comment that can be read, each with its difference from the one before and its fingerprint."""
    found, anchor = visible_comment_or_404(request, pk)
    versions = versions_of(found, SHOWN)
    total = found.versions.count()
    for place, version in enumerate(versions):
        older = versions[place + 1] if place + 1 < len(versions) else None
        version.number = total - place
        version.is_first = version.number == 1
        version.pieces = list(difference(older.text if older else version.text, version.text))
    context = {
        **frame(found.thread, anchor),
        "comment": found,
        "name": found.on_behalf_of or (found.author.display_name if found.author else ""),
        "versions": versions[:SHOWN],
        "total": total,
        "back_url": reverse("comments:comment", args=[pk]),
    }
    return render(request, "comments/comment_history.html", context)
