"""Pages of voting."""

from proposals.voting.views.ballot import ballot
from proposals.voting.views.rules import rules, rules_text

__all__ = ["ballot", "rules", "rules_text"]
