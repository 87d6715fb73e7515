"""Pages of voting."""

from proposals.voting.views.ballot import ballot

__all__ = ["ballot"]
