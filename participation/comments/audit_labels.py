"""What is recorded about conversations, in words."""

from django.utils.translation import gettext_lazy as _

AUDIT_LABELS = {
    "comment.delete": _("Comment deleted by its author"),
    "comment.edit": _("Comment changed"),
    "comment.hide": _("Comment hidden"),
    "comment.hold": _("Comment held"),
    "comment.keep": _("Comment left visible"),
    "comment.post": _("Comment written"),
    "comment.react": _("Agreed or disagreed with a comment"),
    "comment.restore": _("Comment shown again"),
    "thread.freeze": _("Conversation closed"),
    "thread.slow": _("Wait between comments changed"),
    "thread.unfreeze": _("Conversation opened again"),
}
