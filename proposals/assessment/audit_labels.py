"""What is recorded about assessments, in words."""

from django.utils.translation import gettext_lazy as _

AUDIT_LABELS = {
    "assessment.assign": _("Somebody was asked to assess"),
    "assessment.conclude": _("Assessment concluded"),
    "assessment.criteria": _("Criteria of a project changed"),
    "assessment.deadline": _("Deadline of an assessment changed"),
    "assessment.note": _("Internal note written"),
    "assessment.save": _("Assessment filled in"),
    "assessment.start": _("Assessment started"),
    "assessment.start_project": _("Assessments of a project started"),
    "assessment.state": _("State of an assessment changed"),
    "assessment.unassign": _("Somebody was taken off an assessment"),
}
