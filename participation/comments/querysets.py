"""Comments, asked for in words of the domain."""

from __future__ import annotations

from django.db import models

from participation.comments.states import CommentState


class CommentQuerySet(models.QuerySet):
    """Comments of threads."""

    def readable(self) -> CommentQuerySet:
        """Comments whose text anyone who sees the thread gets."""
        return self.filter(state=CommentState.VISIBLE)

    def changed_after(self, seq: int) -> CommentQuerySet:
        """Comments changed since a client last looked, oldest change first."""
        return self.filter(changed_seq__gt=seq).order_by("changed_seq")
