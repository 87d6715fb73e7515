"""What projects record, in words."""

from django.utils.translation import gettext_lazy as _

AUDIT_LABELS = {
    "member.add": _("Member added to a project"),
    "member.remove": _("Member removed from a project"),
    "phase.add": _("Phase added"),
    "phase.edit": _("Phase changed"),
    "phase.move": _("Dates of a phase changed"),
    "project.create": _("Project made"),
    "project.settings": _("Settings of a project changed"),
    "project.state": _("State of a project changed"),
}
