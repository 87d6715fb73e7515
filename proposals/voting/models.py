"""Everything that voting keeps, by its part."""

from proposals.voting.ballot_models import BallotPaper, CastHint, ChainLink, Participation, Receipt, Turnout
from proposals.voting.place_models import (
    CodeBatch,
    KioskSession,
    PaperBundle,
    PaperIssue,
    PaperSheet,
    SheetEntry,
    VotingCode,
    VotingPlace,
)
from proposals.voting.result_models import Annulment, PotResult
from proposals.voting.round_models import BudgetItem, Pot, Round, RulesChange

__all__ = [
    "Annulment",
    "BallotPaper",
    "BudgetItem",
    "CastHint",
    "ChainLink",
    "CodeBatch",
    "KioskSession",
    "PaperBundle",
    "PaperIssue",
    "PaperSheet",
    "Participation",
    "Pot",
    "PotResult",
    "Receipt",
    "Round",
    "RulesChange",
    "SheetEntry",
    "Turnout",
    "VotingCode",
    "VotingPlace",
]
