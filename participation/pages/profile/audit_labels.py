"""What is recorded about accounts, in words."""

from django.utils.translation import gettext_lazy as _

AUDIT_LABELS = {
    "account.administrator": _("Administrator's rights given or taken"),
    "account.change_email": _("E-mail of an account changed"),
    "account.erase": _("Account deleted"),
    "account.export": _("Own data downloaded"),
    "account.groups": _("Groups of an account changed"),
    "account.open": _("Account opened by staff"),
    "account.remove_unconfirmed": _("Accounts without a confirmed address removed"),
    "account.rename": _("Public name changed"),
    "account.suspend": _("Account suspended"),
    "account.unsuspend": _("Suspended account opened again"),
}
