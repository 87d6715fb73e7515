"""The only writers of proposals, supports and official responses."""

from proposals.services.answering import respond_officially
from proposals.services.assessing import begin_assessing
from proposals.services.counting import rebuild_counts, refresh_counts, set_comment_count
from proposals.services.drafting import mark_of, save_step
from proposals.services.erasing import delete_drafts, forget_withdrawn
from proposals.services.moderating import apply_decision
from proposals.services.seeding import External, ProposalSeed, SupportSeed, seed_proposals, seed_supports
from proposals.services.supporting import GivenSupport, rearrange_supports, support_proposal, withdraw_support
from proposals.services.words import count_words
from proposals.services.writing import edit_proposal, publish_draft, save_draft, submit_proposal, withdraw_proposal

__all__ = [
    "External",
    "GivenSupport",
    "ProposalSeed",
    "SupportSeed",
    "apply_decision",
    "begin_assessing",
    "count_words",
    "delete_drafts",
    "edit_proposal",
    "forget_withdrawn",
    "mark_of",
    "publish_draft",
    "rearrange_supports",
    "rebuild_counts",
    "refresh_counts",
    "respond_officially",
    "save_draft",
    "save_step",
    "seed_proposals",
    "seed_supports",
    "set_comment_count",
    "submit_proposal",
    "support_proposal",
    "withdraw_proposal",
    "withdraw_support",
]
