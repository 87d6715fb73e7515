"""The states content can be in because of moderation, and the words decisions use."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """Why somebody reports, and the rule a decision rests on."""

    INSULT = "insult", _("It insults or threatens somebody")
    PRIVACY = "privacy", _("It reveals something private about a person")
    HATE = "hate", _("It incites hatred or violence")
    ILLEGAL = "illegal", _("I think it breaks the law")
    SPAM = "spam", _("It is advertising or spam")
    OFF_TOPIC = "off_topic", _("It has nothing to do with the matter")
    OTHER = "other", _("Something else")


class CaseState(models.TextChoices):
    """A case is open until somebody decides."""

    OPEN = "open", _("Open")
    DECIDED = "decided", _("Decided")


class DecisionAction(models.TextChoices):
    """What a decision does to the content."""

    KEEP = "keep", _("Keep visible")
    HOLD = "hold", _("Hold until somebody has looked")
    HIDE = "hide", _("Hide")
    RESTORE = "restore", _("Restore")


# Decisions that take content away from readers until another one gives it back.
RESTRICTIONS = (DecisionAction.HOLD, DecisionAction.HIDE)

# States of content that a reader never gets, and that only a decision can bring about.
DECIDED_STATES = ("hidden", "held")
