"""What is recorded about surveys, in words."""

from django.utils.translation import gettext_lazy as _

AUDIT_LABELS = {
    "survey.answer": _("Survey answered"),
    "survey.change_answers": _("Answers to a survey changed"),
    "survey.create": _("Survey made"),
    "survey.edit": _("Survey changed"),
    "survey.export": _("Answers to a survey exported"),
    "survey.publish": _("Survey published"),
    "survey.seed_answers": _("Demo answers added to a survey"),
    "survey.shuffle": _("Confidential answers rewritten in random order"),
    "survey.withdraw_answers": _("Answers to a survey taken back"),
}
