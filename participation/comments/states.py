"""What a comment and a thread can be."""

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _


class CommentState(models.TextChoices):
    """Readers get the text of visible comments only; the others are tombstones."""

    VISIBLE = "visible", _("Visible")
    HELD = "held", _("Held")
    HIDDEN = "hidden", _("Hidden")
    DELETED = "deleted", _("Deleted by its author")

    GONE = nonmember(("held", "hidden", "deleted"))


COMMENT_TRANSITIONS = {
    CommentState.VISIBLE: {CommentState.HELD, CommentState.HIDDEN, CommentState.DELETED},
    CommentState.HELD: {CommentState.VISIBLE, CommentState.HIDDEN, CommentState.DELETED},
    CommentState.HIDDEN: {CommentState.VISIBLE},
    CommentState.DELETED: set(),
}


class Stance(models.TextChoices):
    """Which side a comment takes, where the project asks."""

    FOR = "for", _("For")
    NEUTRAL = "neutral", _("Unsure or asking")
    AGAINST = "against", _("Against")


class ThreadState(models.TextChoices):
    """A frozen thread can be read only."""

    OPEN = "open", _("Open")
    FROZEN = "frozen", _("Frozen")


class Anchor(models.TextChoices):
    """What a thread hangs on."""

    PROJECT = "project", _("Project")
    PROPOSAL = "proposal", _("Proposal")
    SURVEY = "survey", _("Survey")
