"""The conversation: a thread hangs on a project, a proposal or a survey; comments are one reply deep."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from participation.comments.querysets import CommentQuerySet
from participation.comments.states import Anchor, CommentState, Stance, ThreadState
from participation.common.models import Contribution, Version
from participation.moderation.models import Moderated


class Thread(models.Model):
    """A conversation. `seq` numbers its visible changes without gaps; it is taken under this row's lock."""

    project = models.ForeignKey("projects.Project", on_delete=models.PROTECT, related_name="threads")
    anchor = models.CharField(max_length=10, choices=Anchor.choices)
    state = models.CharField(max_length=10, choices=ThreadState.choices, default=ThreadState.OPEN)
    seq = models.BigIntegerField(default=0)
    visible_count = models.PositiveIntegerField(default=0, help_text="A cache; can be rebuilt")

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(anchor=Anchor.PROJECT), name="comments_one_project_thread"),
            models.CheckConstraint(name="comments_thread_anchor_known", condition=Q(anchor__in=Anchor.values)),
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
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    shown_replies: "list[Comment]"  # set by queries on first-level comments: their answers in order

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
        ]

    def __str__(self) -> str:
        return self.body[:60]


class CommentVersion(Version):
    """The text of a comment as it was written or edited; kept from the first edit on."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="versions")

    class Meta:
        ordering = ("id",)
