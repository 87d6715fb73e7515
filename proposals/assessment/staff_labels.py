"""The states in the words of staff, who need to tell apart what is the same to residents."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from proposals.assessment.states import AssessmentState

STAFF_LABELS: dict[AssessmentState, Promise] = {
    AssessmentState.NEW: _("Not assigned yet"),
    AssessmentState.ASSIGNED: _("Assigned"),
    AssessmentState.IN_PROGRESS: _("In progress"),
    AssessmentState.WAITING: _("Waiting for information"),
    AssessmentState.CONCLUDED: _("Concluded"),
    AssessmentState.REOPENED: _("Reopened"),
}


def staff_label(state: str) -> Promise:
    """The state in the words of staff."""
    return STAFF_LABELS[AssessmentState(state)]


def move_label(state: str) -> Promise:
    """What a button says that leads into the state."""
    return _("Open again") if state == AssessmentState.REOPENED else staff_label(state)
