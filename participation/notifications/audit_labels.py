"""What looking after mails and news records, in words."""

from django.utils.translation import gettext_lazy as _

AUDIT_LABELS = {"untold.retry": _("What could not be told is tried again")}
