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
