"""Pages of voting."""

from proposals.voting.views.ballot import ballot, change, leave
from proposals.voting.views.codes import code
from proposals.voting.views.pots import pot, where
from proposals.voting.views.receipts import chain, receipt
from proposals.voting.views.results import ballots_file, receipts_file, results, script
from proposals.voting.views.review import review
from proposals.voting.views.rules import rules, rules_json

__all__ = [
    "ballot",
    "ballots_file",
    "chain",
    "change",
    "code",
    "leave",
    "pot",
    "receipt",
    "receipts_file",
    "results",
    "review",
    "rules",
    "rules_json",
    "script",
    "where",
]
