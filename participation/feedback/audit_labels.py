"""What accessibility feedback records, in words."""

from django.utils.translation import gettext_lazy as _

AUDIT_LABELS = {
    "feedback.send": _("Accessibility feedback sent"),
    "feedback.answer": _("Accessibility feedback answered"),
    "feedback.forget": _("Addresses of senders of feedback deleted"),
}
