"""The only writers of promises, of what is told of them, and of what residents say."""

from proposals.commitments.services.asking import answer_question, ask, forget_words, settle, settle_due
from proposals.commitments.services.changing import Step, edit_commitment, move_due_date, note_progress, set_milestones
from proposals.commitments.services.escalating import remind_and_escalate
from proposals.commitments.services.finishing import explain, give_up, mark_done, reopen
from proposals.commitments.services.making import Promise, make_commitment
from proposals.commitments.services.pictures import NewPicture
from proposals.commitments.services.rows import mark_of

__all__ = [
    "NewPicture",
    "Promise",
    "Step",
    "answer_question",
    "ask",
    "edit_commitment",
    "explain",
    "forget_words",
    "give_up",
    "make_commitment",
    "mark_done",
    "mark_of",
    "move_due_date",
    "note_progress",
    "remind_and_escalate",
    "reopen",
    "set_milestones",
    "settle",
    "settle_due",
]
