"""What is recorded about promises, in words."""

from django.utils.translation import gettext_lazy as _

AUDIT_LABELS = {
    "commitment.answer": _("Resident answered whether a promise is done"),
    "commitment.confirmed": _("Promise confirmed by residents"),
    "commitment.disputed": _("Promise disputed by residents"),
    "commitment.done": _("Promise called done"),
    "commitment.edit": _("Words of a promise changed"),
    "commitment.explain": _("Residents who dispute a promise answered"),
    "commitment.give_up": _("Promise given up"),
    "commitment.late": _("Promise became late"),
    "commitment.make": _("Promise made"),
    "commitment.milestones": _("Steps of a promise changed"),
    "commitment.move": _("Due date of a promise moved"),
    "commitment.progress": _("Progress of a promise told"),
    "commitment.reopen": _("Promise taken up again"),
}
