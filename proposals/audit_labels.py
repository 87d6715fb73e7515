"""What is recorded about proposals, in words."""

from django.utils.translation import gettext_lazy as _

AUDIT_LABELS = {
    "proposal.assess": _("The city began to assess a proposal"),
    "proposal.draft": _("Draft of a proposal saved"),
    "proposal.edit": _("Proposal changed"),
    "proposal.hide": _("Proposal hidden"),
    "proposal.hold": _("Proposal held"),
    "proposal.hand_over": _("Draft handed over to a co-author"),
    "proposal.invite": _("Co-author invited"),
    "proposal.join": _("Co-author joined"),
    "proposal.keep": _("Proposal left visible"),
    "proposal.leave": _("Co-author left"),
    "proposal.part": _("Co-authorship ended by the author"),
    "proposal.publish": _("Proposal published"),
    "proposal.respond": _("Proposal answered by the city"),
    "proposal.restore": _("Proposal shown again"),
    "proposal.support": _("Proposal supported"),
    "proposal.unsupport": _("Support taken back"),
    "proposal.withdraw": _("Proposal withdrawn"),
    "proposals.field": _("Field of proposals changed"),
    "proposals.field_archive": _("Field of proposals archived"),
    "proposals.import": _("Proposals imported"),
    "proposals.import_confirm": _("Import of proposals confirmed"),
    "proposals.import_discard": _("File of proposals thrown away"),
    "proposals.import_undo": _("Import of proposals taken back"),
    "proposals.import_upload": _("File of proposals brought in"),
}
