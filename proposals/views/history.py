"""What a proposal said before, and the text of each version for whoever wants to check its fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from participation.common.differences import difference
from participation.projects.queries import readable_project
from proposals.fact_words import changed_facts
from proposals.queries.single import hidden_file_keys, readable_proposal, versions_of
from proposals.services.history import first_version
from proposals.versions import plain_text, without

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from proposals.models import Proposal, ProposalVersion

SHOWN = 20


@require_safe
def history(request: HttpRequest, project: str, pk: int) -> HttpResponse:
    """The latest versions of a proposal, each with its difference from the one before and its fingerprint.

    `?before=<number>` leads to older ones.
    """
    found = readable_project(project, request.user)
    proposal = readable_proposal(found, pk, request.user)
    before = request.GET.get("before", "")
    versions = versions_of(proposal, SHOWN, before=int(before) if before.isdecimal() and len(before) < 9 else None)
    if not versions and not before:
        versions = _unchanged(proposal)
    _withhold_hidden_files(proposal, versions)
    for place, version in enumerate(versions):
        older = versions[place + 1] if place + 1 < len(versions) else None
        version.is_first = version.number == 1
        version.title_pieces = list(difference(older.title if older else version.title, version.title))
        version.text_pieces = list(difference(older.text if older else version.text, version.text))
        version.changes = changed_facts(older.facts if older else [], version.facts, whole=older is None)
    context = {
        "project": found,
        "proposal": proposal,
        "versions": versions[:SHOWN],
        "older": versions[SHOWN - 1].number if len(versions) > SHOWN else None,
        "is_changed": proposal.has_history,
        "section": "projects",
    }
    return render(request, "proposals/proposal_history.html", context)


@require_safe
def version_text(request: HttpRequest, project: str, pk: int, number: int) -> HttpResponse:
    """One version as the plain text whose SHA-256 is its fingerprint, byte by byte; without the words of a hidden file."""
    found = readable_project(project, request.user)
    proposal = readable_proposal(found, pk, request.user)
    version = proposal.versions.filter(number=number).first()
    if version is None and number == 1 and not proposal.has_history:
        version = next(iter(_unchanged(proposal)), None)
    if version is None:
        raise Http404
    _withhold_hidden_files(proposal, [version])
    text = plain_text(version.title, version.text, version.facts)
    response = HttpResponse(text.encode(), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"proposal-{pk}-version-{number}.txt") or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _unchanged(proposal: Proposal) -> list[ProposalVersion]:
    """What was published and nobody has changed; nothing for a draft."""
    return [first_version(proposal)] if proposal.published_at else []


def _withhold_hidden_files(proposal: Proposal, versions: Iterable[ProposalVersion]) -> None:
    """What moderators have hidden is called nothing in old versions either; `is_withheld` says where that is so."""
    hidden = hidden_file_keys(proposal)
    for version in versions:
        version.is_withheld = any(fact["key"] in hidden for fact in version.facts)
        version.facts = without(version.facts, hidden, _("(hidden by the moderators)"))
