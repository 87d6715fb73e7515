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


class FreezeGround(models.TextChoices):
    """Why moderators have closed a conversation, as everybody reads it."""

    TONE = "tone", _("The tone hurts people.")
    OFF_TOPIC = "off_topic", _("It is no longer about the matter.")
    REPEATS = "repeats", _("The same things are said again and again.")
    REVIEW = "review", _("Moderators have to catch up with reading.")
    ANSWER = "answer", _("We wait for the city's answer.")


class Slow(models.IntegerChoices):
    """How long one person waits between two comments in a conversation, in seconds."""

    OFF = 0, _("No wait")
    HALF_MINUTE = 30, _("30 seconds")
    MINUTE = 60, _("1 minute")
    FIVE_MINUTES = 300, _("5 minutes")
    QUARTER = 900, _("15 minutes")
    HOUR = 3600, _("1 hour")


class Order(models.TextChoices):
    """In which order the first-level comments of a conversation stand."""

    OLDEST = "oldest", _("Oldest first")
    NEWEST = "newest", _("Newest first")
    DISCUSSED = "discussed", _("Most discussed")
    AGREED = "agreed", _("Most agreed with")
    BRIDGING = "bridging", _("Agreed on by both sides")
