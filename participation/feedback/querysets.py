"""Feedback, asked for in words of the domain."""

from __future__ import annotations

from datetime import date

from django.db import models

from participation.feedback.states import FeedbackState


class FeedbackQuerySet(models.QuerySet):
    """What people told the city about its service's accessibility."""

    def open(self) -> FeedbackQuerySet:
        """What nobody has answered yet."""
        return self.filter(state=FeedbackState.OPEN)

    def answered(self) -> FeedbackQuerySet:
        """What has been answered."""
        return self.filter(state=FeedbackState.ANSWERED)

    def overdue(self, today: date) -> FeedbackQuerySet:
        """Open after the last day on which the law wants an answer."""
        return self.open().filter(due_on__lt=today)

    def sent_from(self, email: str | None) -> FeedbackQuerySet:
        """Sent with this e-mail for the answer; nothing when there is none."""
        return self.filter(contact_email__iexact=email) if email else self.none()
