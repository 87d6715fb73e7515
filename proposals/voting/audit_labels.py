"""What is recorded about votes, in words. Nothing of who voted or what is ever recorded."""

from django.utils.translation import gettext_lazy as _

AUDIT_LABELS = {
    "round.cancel": _("Vote called off"),
    "round.change_approve": _("Change of published voting rules put in force"),
    "round.change_propose": _("Change of published voting rules proposed"),
    "round.change_refuse": _("Change of published voting rules refused"),
    "round.close": _("Vote closed"),
    "round.codes_import": _("Voting codes brought in"),
    "round.codes_print": _("Voting codes made for printing"),
    "round.codes_revoke": _("Voting codes called back"),
    "round.create": _("Vote begun to be prepared"),
    "round.edit": _("Voting rules changed before publishing"),
    "round.item_edit": _("Budget item changed before publishing"),
    "round.item_remove": _("Budget item removed before publishing"),
    "round.items_add": _("Budget items added"),
    "round.items_number": _("Budget items numbered anew"),
    "round.pots": _("Pots of a vote set"),
    "round.publish_rules": _("Voting rules published"),
    "round.seal": _("Vote sealed"),
}
