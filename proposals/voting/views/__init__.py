"""Pages of voting."""

from proposals.voting.views.ballot import ballot
from proposals.voting.views.results import ballots_file, receipts_file, results, rules_file, script

__all__ = ["ballot", "ballots_file", "receipts_file", "results", "rules_file", "script"]
