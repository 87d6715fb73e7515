"""What bringing proposals together can be, and what people say to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MergerState(models.TextChoices):
    """From the first words of a joint text to a proposal of its own, or to an end without one."""

    DRAFT = "draft", _("Being written")
    ASKED = "asked", _("Waiting for the authors")
    AGREED = "agreed", _("Everybody agrees")
    PUBLISHED = "published", _("Published")
    DECLINED = "declined", _("Declined")
    ABANDONED = "abandoned", _("Given up")


MERGER_TRANSITIONS = {
    MergerState.DRAFT: {MergerState.ASKED, MergerState.DECLINED, MergerState.ABANDONED},
    MergerState.ASKED: {MergerState.AGREED, MergerState.DECLINED, MergerState.ABANDONED},
    MergerState.AGREED: {MergerState.ASKED, MergerState.PUBLISHED, MergerState.DECLINED, MergerState.ABANDONED},
    MergerState.PUBLISHED: set(),
    MergerState.DECLINED: set(),
    MergerState.ABANDONED: set(),
}
OPEN = (MergerState.DRAFT, MergerState.ASKED, MergerState.AGREED)
ASKING = (MergerState.ASKED, MergerState.AGREED)


class Consent(models.TextChoices):
    """What an author has said to the joint text as it is."""

    PENDING = "pending", _("Has not answered")
    YES = "yes", _("Agrees")
    NO = "no", _("Does not agree to this text")


class Act(models.TextChoices):
    """What happened to a merger, as its authors read it."""

    SUGGESTED = "suggested", _("suggested it for the city")
    ASKED = "asked", _("asked the others")
    CHANGED = "changed", _("changed the joint text")
    AGREED = "agreed", _("agreed")
    DISAGREED = "disagreed", _("did not agree")
    OBJECTED = "objected", _("objected as a co-author")
    ACCEPTED = "accepted", _("has no objection as a co-author")
    LEFT = "left", _("left it")
    LEFT_OUT = "left_out", _("went on without a proposal that cannot take part")
    PUBLISHED = "published", _("published the joint proposal")
    SEPARATED = "separated", _("took a proposal out again")
    CALLED_OFF = "called_off", _("called it off")
    EXPIRED = "expired", _("The time for answers ended.")


class Choice(models.TextChoices):
    """What a supporter does with the support that stands on the proposals that were brought together."""

    KEEP = "keep", _("Keep it where it is")
    MOVE = "move", _("Move it to the joint proposal")
    WITHDRAW = "withdraw", _("Take it back")
