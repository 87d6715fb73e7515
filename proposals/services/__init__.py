"""The only writers of proposals, supports and official responses."""

from proposals.services.answering import respond_officially
from proposals.services.assessing import begin_assessing
from proposals.services.attaching import FilesChange
from proposals.services.authorship import (
    answer_invitation,
    end_coauthorship,
    forget_coauthor,
    forget_invitations,
    invite_coauthor,
    withdraw_invitation,
)
from proposals.services.counting import rebuild_counts, refresh_counts, set_comment_count
from proposals.services.drafting import attach, mark_of, move_file, save_step
from proposals.services.erasing import delete_drafts, forget_withdrawn
from proposals.services.form_fields import archive_field, move_field, restore_field, save_field
from proposals.services.guided import AnswersChange
from proposals.services.moderating import apply_decision
from proposals.services.seeding import External, ProposalSeed, SupportSeed, seed_proposals, seed_supports
from proposals.services.supporting import GivenSupport, rearrange_supports, support_proposal, withdraw_support
from proposals.services.words import count_words
from proposals.services.writing import edit_proposal, publish_draft, save_draft, submit_proposal, withdraw_proposal

__all__ = [
    "AnswersChange",
    "External",
    "FilesChange",
    "GivenSupport",
    "ProposalSeed",
    "SupportSeed",
    "answer_invitation",
    "apply_decision",
    "archive_field",
    "attach",
    "begin_assessing",
    "count_words",
    "delete_drafts",
    "edit_proposal",
    "end_coauthorship",
    "forget_coauthor",
    "forget_invitations",
    "forget_withdrawn",
    "invite_coauthor",
    "mark_of",
    "move_field",
    "move_file",
    "publish_draft",
    "rearrange_supports",
    "rebuild_counts",
    "refresh_counts",
    "respond_officially",
    "restore_field",
    "save_draft",
    "save_field",
    "save_step",
    "seed_proposals",
    "seed_supports",
    "set_comment_count",
    "submit_proposal",
    "support_proposal",
    "withdraw_invitation",
    "withdraw_proposal",
    "withdraw_support",
]
