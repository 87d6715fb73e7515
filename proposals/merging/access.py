"""Finding a merger for somebody who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from proposals.merging.queries.single import members_in, merger_in
from proposals.merging.rules import may_see

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User
    from participation.projects.models import Project
    from proposals.merging.models import Merger, MergerMember


def merger_for(project: Project, pk: int, user: User | AnonymousUser) -> tuple[Merger, list[MergerMember]]:
    """A merger of a project that the caller has found readable, and its members. Two queries.

    Raises Http404 for whoever is not one of the authors it concerns.
    """
    merger = merger_in(project, pk) if user.is_authenticated else None
    members = members_in(merger) if merger is not None else []
    if merger is None or not may_see(user, merger, members):
        raise Http404
    merger.project = project
    return merger, members
