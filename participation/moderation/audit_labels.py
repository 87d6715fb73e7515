"""What moderation records, in words. Decisions are recorded under the kind of content, which brings its own words."""

from django.utils.translation import gettext_lazy as _

AUDIT_LABELS = {
    "case.open": _("Case opened without a report"),
    "case.report": _("Content reported"),
}
