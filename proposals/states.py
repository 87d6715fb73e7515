"""What a proposal can be, and what the city says about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProposalState(models.TextChoices):
    """Only published proposals exist for anyone but their author and the staff who run the project."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    HELD = "held", _("Held")
    HIDDEN = "hidden", _("Hidden")


PROPOSAL_TRANSITIONS = {
    ProposalState.DRAFT: {ProposalState.PUBLISHED, ProposalState.WITHDRAWN},
    ProposalState.PUBLISHED: {ProposalState.WITHDRAWN, ProposalState.HELD, ProposalState.HIDDEN},
    ProposalState.WITHDRAWN: set(),
    ProposalState.HELD: {ProposalState.PUBLISHED, ProposalState.HIDDEN, ProposalState.WITHDRAWN},
    ProposalState.HIDDEN: {ProposalState.PUBLISHED},
}


class Status(models.TextChoices):
    """Where the city stands with a proposal; set by an official response, apart from its publication."""

    COLLECTING = "collecting", _("Collecting support")
    ASSESSING = "assessing", _("The city is assessing it")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Not possible")
    DONE = "done", _("Done")


class Authorship(models.TextChoices):
    """For whom a proposal speaks. The account is always one person's: the writer, the member, the teacher."""

    SELF = "self", _("In my own name")
    GROUP = "group", _("For a group or an association")
    SCHOOL_CLASS = "class", _("For a school class")


class FieldKind(models.TextChoices):
    """What a project's own field asks for."""

    TEXT = "text", _("Text")
    CHOICE = "choice", _("One of several")
    NUMBER = "number", _("Number")
    COST = "cost", _("Cost estimate in euro")
    FILE = "file", _("File: a picture or a PDF")


AMOUNTS = (FieldKind.NUMBER, FieldKind.COST)


class CoAuthorState(models.TextChoices):
    """Nobody is a co-author who has not said yes, nor longer than they want to."""

    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", _("Co-author")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Invitation taken back")
    EXPIRED = "expired", _("Invitation expired")
    LEFT = "left", _("Left")
    REMOVED = "removed", _("Ended by the author")


COAUTHOR_TRANSITIONS = {
    CoAuthorState.INVITED: {
        CoAuthorState.ACCEPTED,
        CoAuthorState.DECLINED,
        CoAuthorState.WITHDRAWN,
        CoAuthorState.EXPIRED,
    },
    CoAuthorState.ACCEPTED: {CoAuthorState.LEFT, CoAuthorState.REMOVED},
}
