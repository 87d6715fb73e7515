"""Kinds of questions and what a survey can be."""

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _


class SurveyState(models.TextChoices):
    """A published survey's questions are fixed once somebody has answered."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


SURVEY_TRANSITIONS = {
    SurveyState.DRAFT: {SurveyState.PUBLISHED},
    SurveyState.PUBLISHED: set(),
}


class Kind(models.TextChoices):
    """How a question is answered."""

    SINGLE = "single", _("One choice")
    MULTIPLE = "multiple", _("Several choices")
    SCALE = "scale", _("Scale")
    TEXT = "text", _("Own words")

    WITH_CHOICES = nonmember(("single", "multiple"))


class ResultsShown(models.TextChoices):
    """When residents see the results."""

    ALWAYS = "always", _("From the start")
    ANSWERED = "answered", _("To those who have answered")
    CLOSED = "closed", _("When the survey has ended")
    STAFF = "staff", _("To staff only")


class Opening(models.TextChoices):
    """Where a survey stands in time, by the phases of its project in which residents answer."""

    PREVIEW = "preview", _("Draft")
    UPCOMING = "upcoming", _("Not open yet")
    OPEN = "open", _("Open")
    OVER = "over", _("Ended")


# The longest answer in a resident's own words, in characters.
TEXT_LIMIT = 4000
# In a confidential survey, results of fewer people than this would tell who said what.
CONFIDENTIAL_MINIMUM = 5
