"""What a round can be, how people vote in it and how it is counted."""

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundState(models.TextChoices):
    """A round goes one way. What is published of it stays published."""

    DRAFT = "draft", _("In preparation")
    OPEN = "open", _("Rules published")
    CLOSED = "closed", _("Closed, being counted")
    DECIDED = "decided", _("Result published")
    SEALING = "sealing", _("Being sealed")
    SEALED = "sealed", _("Sealed")
    CANCELLED = "cancelled", _("Cancelled")

    PUBLIC = nonmember(("open", "closed", "decided", "sealing", "sealed", "cancelled"))
    WITH_RESULT = nonmember(("decided", "sealing", "sealed"))


ROUND_TRANSITIONS = {
    RoundState.DRAFT: {RoundState.OPEN, RoundState.CANCELLED},
    RoundState.OPEN: {RoundState.CLOSED, RoundState.CANCELLED},
    RoundState.CLOSED: {RoundState.DECIDED, RoundState.OPEN, RoundState.CANCELLED},
    RoundState.DECIDED: {RoundState.SEALING},
    RoundState.SEALING: {RoundState.SEALED},
}


class BallotKind(models.TextChoices):
    """What a ballot says of the items in a pot."""

    APPROVAL = "approval", _("Choose up to a number of items")
    KNAPSACK = "knapsack", _("Choose items until the money is used")
    CUMULATIVE = "cumulative", _("Share points among items")
    ORDINAL = "ordinal", _("Put items in order, the best first")


class CountingRule(models.TextChoices):
    """How the winners are found."""

    GREEDY = "greedy", _("Most votes first, while the money lasts")
    EQUAL_SHARES = "equal_shares", _("Method of Equal Shares")


class Satisfaction(models.TextChoices):
    """What a winner is worth to a voter who chose it, where money is shared by the Method of Equal Shares."""

    COST = "cost", _("What it costs")
    CARDINALITY = "cardinality", _("Every item the same")


class Completion(models.TextChoices):
    """What happens to money that the Method of Equal Shares leaves over."""

    NONE = "none", _("It stays unspent")
    ADD_ONE = "add_one", _("Everybody's share is raised, one euro at a time, while the result fits the money")
    UTILITARIAN = "utilitarian", _("Most votes first, while the money lasts")


class TieBreak(models.TextChoices):
    """Which of two equal items comes first. After every one of them the lot decides, by a number that is published before."""

    CHEAPER = "cheaper", _("The cheaper one")
    DEARER = "dearer", _("The more expensive one")
    LOT = "lot", _("By lot")


class DistrictChoice(models.TextChoices):
    """In which pots one person may vote. The whole city's is open to everybody."""

    OWN = "own", _("The whole city and one's own district")
    ONE = "one", _("The whole city and one district of one's choice")
    ALL = "all", _("The whole city and every district")


class AgeRule(models.TextChoices):
    """From which day somebody is old enough."""

    BIRTHDAY = "birthday", _("Has reached the age on the day of voting")
    YEAR = "year", _("Reaches the age in the year of the vote")


class RollSource(models.TextChoices):
    """By what the city knows that somebody may vote."""

    IDENTITY = "identity", _("Verified account")
    CODE = "code", _("Personal code")
    DESK = "desk", _("Identity shown at a voting place")


class Channel(models.TextChoices):
    """The way a ballot came."""

    WEB = "web", _("Website")
    CODE = "code", _("Website, with a code")
    KIOSK = "kiosk", _("Voting place, on screen")
    PAPER = "paper", _("Paper")

    ELECTRONIC = nonmember(("web", "code", "kiosk"))


class ReceiptState(models.TextChoices):
    """What became of the ballot that a receipt was given for."""

    COUNTED = "counted", _("In the box")
    REPLACED = "replaced", _("Replaced by a later one")
    ANNULLED = "annulled", _("Annulled")


class ProposedState(models.TextChoices):
    """What one person proposes and another has to agree to."""

    PROPOSED = "proposed", _("Waits for a second person")
    APPROVED = "approved", _("In force")
    REFUSED = "refused", _("Refused")


class SheetState(models.TextChoices):
    """A sheet of paper on its way into the box."""

    ENTERED = "entered", _("Entered once")
    AGREED = "agreed", _("Entered twice, the same")
    DIFFERS = "differs", _("Entered twice, differently")
    COUNTED = "counted", _("In the box")
    REJECTED = "rejected", _("Not counted")


class BundleState(models.TextChoices):
    """A bundle of sheets."""

    OPEN = "open", _("Being entered")
    CLOSED = "closed", _("In the box")
