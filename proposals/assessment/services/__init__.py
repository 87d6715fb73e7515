"""The only writers of assessments, assignments, criteria and internal notes."""

from proposals.assessment.services.assigning import assign, leave_work, unassign
from proposals.assessment.services.concluding import conclude
from proposals.assessment.services.criteria import add_default_criteria, save_criterion
from proposals.assessment.services.many import Outcome, act_on_many
from proposals.assessment.services.noting import add_note, mend_note
from proposals.assessment.services.reminding import remind_assessors, remind_coordinators
from proposals.assessment.services.starting import Started, announce_started, start_assessment, start_for_project
from proposals.assessment.services.steering import move, set_deadline
from proposals.assessment.services.work import MOVED, Work, mark_of, save_work

__all__ = [
    "MOVED",
    "Outcome",
    "Started",
    "Work",
    "act_on_many",
    "add_default_criteria",
    "add_note",
    "announce_started",
    "assign",
    "conclude",
    "leave_work",
    "mark_of",
    "mend_note",
    "move",
    "remind_assessors",
    "remind_coordinators",
    "save_criterion",
    "save_work",
    "set_deadline",
    "start_assessment",
    "start_for_project",
    "unassign",
]
