"""The conversation: a thread hangs on a project, a proposal or a survey; comments are one reply deep."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.comments.querysets import CommentQuerySet
from participation.comments.states import Anchor, CommentState, FreezeGround, Slow, Stance, ThreadState
from participation.common.models import Contribution, Version
from participation.common.trying import ASIDE, Tried
from participation.moderation.models import Moderated


class Thread(models.Model):
    """A conversation. `seq` numbers its visible changes without gaps; it is taken under this row's lock."""

    project = models.ForeignKey("projects.Project", on_delete=models.PROTECT, related_name="threads")
    anchor = models.CharField(max_length=10, choices=Anchor.choices)
    state = models.CharField(max_length=10, choices=ThreadState.choices, default=ThreadState.OPEN)
    seq = models.BigIntegerField(default=0)
    visible_count = models.PositiveIntegerField(default=0, help_text="A cache; can be rebuilt")
    slow_seconds = models.PositiveIntegerField(_("slow mode"), choices=Slow.choices, default=Slow.OFF)
    frozen_ground = models.CharField(_("reason"), max_length=10, choices=FreezeGround.choices, blank=True)
    has_sides = models.BooleanField(default=False, help_text="A cache: whether two sides have voted enough to be compared")

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(anchor=Anchor.PROJECT), name="comments_one_project_thread"),
            models.CheckConstraint(name="comments_thread_anchor_known", condition=Q(anchor__in=Anchor.values)),
            models.CheckConstraint(name="comments_thread_slow_known", condition=Q(slow_seconds__in=Slow.values)),
            models.CheckConstraint(
                name="comments_thread_ground_known", condition=Q(frozen_ground__in=["", *FreezeGround.values])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.anchor} {self.pk}"

    @property
    def topic(self) -> str:
        """The live topic's name."""
        return f"thread.{self.pk}"


class Comment(Contribution, Moderated):
    """Something said in a thread. A trigger keeps replies one level deep and inside their thread."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="comments")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies")
    body = models.TextField(_("comment"), max_length=4000)
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=CommentState.choices, default=CommentState.VISIBLE)
    changed_seq = models.BigIntegerField()
    posted_seq = models.BigIntegerField(default=0, help_text="The thread's number when it was said")
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    mentioned = ArrayField(models.CharField(max_length=60), default=list, blank=True, help_text="Names as they stand in the text")
    # Caches; each can be rebuilt.
    reply_count = models.PositiveIntegerField(default=0)
    agree_count = models.PositiveIntegerField(default=0)
    disagree_count = models.PositiveIntegerField(default=0)
    score = models.GeneratedField(
        expression=F("agree_count") - F("disagree_count"), output_field=models.IntegerField(), db_persist=True
    )
    bridge = models.PositiveSmallIntegerField(default=0, help_text="Thousandths of agreement in the side that agrees less")

    objects = CommentQuerySet.as_manager()

    shown_replies: "list[Comment]"  # set by queries on first-level comments: their answers in order
    folded: "Folded | None"  # and which of them are folded away

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            *Contribution.Meta.constraints,
            *Moderated.Meta.constraints,
            models.UniqueConstraint(fields=["thread", "changed_seq"], name="comments_change_numbered_once"),
            models.CheckConstraint(name="comments_state_known", condition=Q(state__in=CommentState.values)),
            models.CheckConstraint(name="comments_stance_known", condition=Q(stance__in=["", *Stance.values])),
            models.CheckConstraint(name="comments_not_own_parent", condition=Q(parent__isnull=True) | ~Q(parent=F("id"))),
        ]
        indexes = [
            models.Index(fields=["thread", "created_at", "id"], condition=Q(parent__isnull=True), name="comments_roots"),
            models.Index(fields=["parent", "created_at", "id"], condition=Q(parent__isnull=False), name="comments_replies"),
            models.Index(fields=["author", "-created_at"], name="comments_by_author"),
            models.Index(
                fields=["thread", "stance"],
                condition=Q(parent__isnull=True, state=CommentState.VISIBLE) & ~Q(stance=""),
                name="comments_stances",
            ),
            *(
                models.Index(
                    fields=["thread", field, "created_at", "id"], condition=Q(parent__isnull=True), name=f"comments_{name}"
                )
                for field, name in (("reply_count", "discussed"), ("score", "agreed"), ("bridge", "bridging"))
            ),
        ]

    def __str__(self) -> str:
        return self.body[:60]


@dataclass(frozen=True, kw_only=True)
class Folded:
    """Answers between two that are shown. after, before: the ids of these two; number: how many of them can be read."""

    after: int
    before: int
    number: int


class CommentVersion(Version):
    """The text of a comment as it was written or edited; kept from the first edit on."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="versions")

    class Meta:
        ordering = ("id",)


class Reaction(models.Model):
    """Whether one resident agrees with a comment. Taken back it is 0, so that turning to and fro is no way round the pace."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="reactions")
    resident = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    value = models.SmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        constraints = [
            models.UniqueConstraint(fields=["comment", "resident"], name="comments_reaction_once"),
            models.CheckConstraint(name="comments_reaction_known", condition=Q(value__in=[-1, 0, 1])),
        ]
        indexes = [models.Index(fields=["resident", "-at"], name="comments_reaction_by_resident")]

    def __str__(self) -> str:
        return f"{self.value:+d}"


class Mention(Tried):
    """Somebody is named in a comment, and told so once."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60, help_text="As it stands in the text")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    told_at = models.DateTimeField(null=True, blank=True, help_text="When it was decided whether a mail is sent, and sent")
    mailed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="comments_mentioned_once")]
        indexes = [
            models.Index(fields=["id"], condition=Q(told_at__isnull=True), name="comments_mention_untold"),
            models.Index(fields=["person", "told_at"], condition=Q(mailed=True), name="comments_mention_mailed"),
            models.Index(fields=["id"], condition=ASIDE, name="comments_mention_aside"),
        ]

    def __str__(self) -> str:
        return f"@{self.name}"


class NoMentionMail(models.Model):
    """Somebody who wants no mail when they are mentioned; whoever has no row gets it."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.person_id)
