"""What is recorded about bringing proposals together, in words."""

from django.utils.translation import gettext_lazy as _

AUDIT_LABELS = {
    "merger.suggested": _("Bringing proposals together suggested"),
    "merger.asked": _("Authors asked to bring proposals together"),
    "merger.changed": _("Joint text changed"),
    "merger.agreed": _("Joint text agreed to"),
    "merger.disagreed": _("Joint text not agreed to"),
    "merger.objected": _("Joint text objected to by a co-author"),
    "merger.accepted": _("Joint text not objected to by a co-author"),
    "merger.left": _("Author left a joint proposal"),
    "merger.left_out": _("Joint proposal went on without a proposal"),
    "merger.published": _("Joint proposal published"),
    "merger.separated": _("Proposal taken out of a joint one"),
    "merger.called_off": _("Joint proposal called off"),
    "merger.expired": _("Joint proposal ended without answers"),
}
