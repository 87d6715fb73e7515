"""What is recorded at voting places and of annulments, in words. No entry names a voter."""

from django.utils.translation import gettext_lazy as _

PLACE_AUDIT_LABELS = {
    "annulment.approve": _("Annulment of ballots put in force"),
    "annulment.propose": _("Annulment of ballots proposed"),
    "annulment.refuse": _("Annulment of ballots refused"),
    "bundle.close": _("Bundle of paper put into the box"),
    "bundle.correct": _("Number of sheets corrected"),
    "bundle.open": _("Bundle of paper begun"),
    "kiosk.hand_over": _("Ballot handed over at a voting place"),
    "paper.issue": _("Paper ballot handed out"),
    "paper.replace": _("Spoiled paper ballot replaced"),
    "paper.take_back": _("Paper ballot given back"),
    "place.remove": _("Voting place removed"),
    "place.save": _("Voting place saved"),
    "sheet.settle": _("Sheet settled by a third person"),
}
