"""Where a proposal is found, as a path without the language."""

from proposals.models import Proposal


def address(proposal: Proposal) -> str:
    """Such as "projects/kallio/proposals/7/". Uses proposal.project."""
    return f"projects/{proposal.project.slug}/proposals/{proposal.pk}/"
