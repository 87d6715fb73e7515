"""What the file with somebody's own data holds of proposals beside their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from proposals.addresses import address
from proposals.models import ProposalVersion
from proposals.queries.authors import addressed_to

if TYPE_CHECKING:
    from participation.accounts.models import User
    from proposals.models import Proposal, ProposalDocument, ProposalImage


def exported_version(version: ProposalVersion) -> dict[str, Any]:
    """One version with its fingerprint."""
    return {
        "number": version.number,
        "title": version.title,
        "text": version.text,
        "facts": version.facts,
        "at": version.created_at.isoformat(),
        "digest": version.digest,
    }


def exported_answers(proposal: Proposal) -> list[dict[str, Any]]:
    """What was answered in the project's own fields."""
    return [
        {
            "field": answer.field.label,
            "text": answer.text,
            "choice": answer.option.label if answer.option else None,
            "number": str(answer.number) if answer.number is not None else None,
            "has_file": answer.stored_id is not None,
        }
        for answer in proposal.answers.all()
    ]


def exported_files(proposal: Proposal) -> dict[str, Any]:
    """The pictures and documents, by their words and fingerprints."""

    def sealed(row: ProposalImage | ProposalDocument) -> dict[str, str]:
        return {"digest": row.stored.digest, "state": row.state}

    return {
        "pictures": [{"description": row.alt_text, **sealed(row)} for row in proposal.images.all()],
        "documents": [{"title": row.title, **sealed(row)} for row in proposal.papers.all()],
    }


def exported_coauthorships(user: User) -> list[dict[str, Any]]:
    """Invitations to this person, what became of them, and the words they wrote into others' proposals."""
    found = []
    for row in addressed_to(user).select_related("proposal__project").order_by("pk"):
        edits = ProposalVersion.objects.filter(proposal=row.proposal_id, editor=user)
        found.append(
            {
                "proposal": address(row.proposal),
                "state": row.state,
                "invited_at": row.invited_at.isoformat(),
                "answered_at": row.answered_at.isoformat() if row.answered_at else None,
                "versions": [exported_version(version) for version in edits],
            }
        )
    return found
