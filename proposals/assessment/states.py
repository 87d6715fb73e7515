"""What an assessment can be, in the words of residents and in those of staff, and what can be found out in one."""

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _

from districts.states import Role

WORKERS = (Role.COORDINATOR, Role.ASSESSOR)  # who meets assessments at all


class AssessmentState(models.TextChoices):
    """Where the work stands. These are the words of residents; `staff_labels` says it more exactly."""

    NEW = "new", _("Waiting for an expert")
    ASSIGNED = "assigned", _("An expert has been chosen")
    IN_PROGRESS = "in_progress", _("Experts are looking at it")
    WAITING = "waiting", _("The city is finding out more")
    CONCLUDED = "concluded", _("Assessed")
    REOPENED = "reopened", _("Being assessed again")

    OPEN = nonmember(("new", "assigned", "in_progress", "waiting", "reopened"))


TRANSITIONS = {
    AssessmentState.NEW: {AssessmentState.ASSIGNED, AssessmentState.IN_PROGRESS},
    AssessmentState.ASSIGNED: {AssessmentState.NEW, AssessmentState.IN_PROGRESS, AssessmentState.WAITING},
    AssessmentState.IN_PROGRESS: {AssessmentState.WAITING, AssessmentState.CONCLUDED},
    AssessmentState.WAITING: {AssessmentState.IN_PROGRESS, AssessmentState.CONCLUDED},
    AssessmentState.CONCLUDED: {AssessmentState.REOPENED},
    AssessmentState.REOPENED: {AssessmentState.IN_PROGRESS, AssessmentState.WAITING, AssessmentState.CONCLUDED},
}

# Into these one comes by naming somebody, by taking everybody away, and by saying what was found out: not by choosing them.
BY_ANOTHER_ACT = (AssessmentState.NEW, AssessmentState.ASSIGNED, AssessmentState.CONCLUDED)


class Feasibility(models.TextChoices):
    """Whether what is proposed can be done."""

    FEASIBLE = "feasible", _("It can be done")
    WITH_CHANGES = "with_changes", _("It can be done with changes")
    NOT_FEASIBLE = "not_feasible", _("It cannot be done")


NEEDS_REASONS = (Feasibility.WITH_CHANGES, Feasibility.NOT_FEASIBLE)


class CriterionKind(models.TextChoices):
    """How a criterion is answered."""

    YES_NO = "yes_no", _("Yes or no")
    SCALE = "scale", _("A number from 1 to 5")
    TEXT = "text", _("In words")


LOWEST, HIGHEST = 1, 5


def next_states(state: str) -> list[AssessmentState]:
    """What can be chosen next, in the order of the board."""
    allowed = TRANSITIONS[AssessmentState(state)]
    return [one for one in AssessmentState if one in allowed and one not in BY_ANOTHER_ACT]
