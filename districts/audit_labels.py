"""What districts record, in words."""

from django.utils.translation import gettext_lazy as _

AUDIT_LABELS = {
    "district.edit": _("District changed"),
    "district.import": _("Districts imported"),
    "place.import": _("Places imported"),
    "role.assign": _("Role given"),
    "role.end": _("Role ended"),
    "unit.add": _("Unit added"),
    "unit.edit": _("Unit changed"),
}
