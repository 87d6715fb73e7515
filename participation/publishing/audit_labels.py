"""What publishing records, in words."""

from django.utils.translation import gettext_lazy as _

AUDIT_LABELS = {"page.publish_incomplete": _("Page published without every language")}
