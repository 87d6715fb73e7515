"""One merger, as its authors see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from participation.projects.hindrances import closed
from participation.projects.queries import readable_project
from participation.projects.states import Action
from proposals.merging.access import merger_for
from proposals.merging.forms import NoteForm
from proposals.merging.models import Merger, MergerMember
from proposals.merging.presentation import authors_of, coauthor_lines, member_lines, version_lines
from proposals.merging.queries.coauthors import CoAuthors, coauthors_of
from proposals.merging.queries.single import entries_of, versions_of
from proposals.merging.rules import MERGING_DURING, coauthor_ids_of, hindering, is_participant, own_members, taking_part
from proposals.merging.states import ASKING, Consent, MergerState

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from participation.projects.models import Project


@never_cache
@require_safe
@login_required
def merger(request: HttpRequest, project: str, pk: int) -> HttpResponse:
    """The joint text with its versions, who agrees, what was said, and what the reader can do."""
    found = readable_project(project, request.user)
    row, members = merger_for(found, pk, request.user)
    return page(request, found, row, members)


def page(
    request: HttpRequest,
    project: Project,
    merger: Merger,
    members: list[MergerMember],
    form: NoteForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with a refused form in it if there is one."""
    user = request.user
    is_open = any(action in project.open_actions for action in MERGING_DURING)
    versions, own = versions_of(merger), own_members(taking_part(members), user)
    takes_part = is_participant(user, members)
    coauthors = coauthors_of(merger, coauthor_ids_of(members)) if merger.state in ASKING else CoAuthors()
    context = {
        "project": project,
        "merger": merger,
        "state": MergerState(merger.state),
        "lines": member_lines(members, user, merger),
        "authors": authors_of(members),
        "versions": version_lines(versions, merger.versions.count() if len(versions) > 1 else len(versions)),
        "entries": entries_of(merger),
        "form": form or NoteForm(initial={"seen": merger.digest}),
        "own": own,
        "agrees": bool(own) and all(row.consent == Consent.YES for row in own),
        "disagrees": any(row.consent == Consent.NO for row in own),
        "takes_part": takes_part,
        "coauthors": coauthors,
        "coauthor_lines": coauthor_lines(coauthors, user),
        "may_object": user in coauthors.people,
        "objects": user in coauthors.objecting,
        "accepts": user in coauthors.people and user not in (*coauthors.objecting, *coauthors.silent),
        "can_object_now": merger.answer_by > timezone.now(),
        "may_act": takes_part and merger.is_open and is_open,
        "is_writer": merger.initiator_id == user.pk,
        "hinders": bool(hindering(members)) if merger.is_open else False,
        "is_mergeable": is_open,
        "hindrance": closed(project, Action.PROPOSE) if merger.is_open and not is_open else None,
        "section": "projects",
    }
    return render(request, "merging/merger.html", context, status=status)
