"""Where a piece of feedback stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedbackState(models.TextChoices):
    """Open until somebody has answered; an answer is final."""

    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Answered")
