"""What a project and its phases can be."""

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProjectState(models.TextChoices):
    """Deleting is archiving: nothing that residents wrote disappears with a project."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")

    READABLE = nonmember(("published", "archived"))


PROJECT_TRANSITIONS = {
    ProjectState.DRAFT: {ProjectState.PUBLISHED, ProjectState.ARCHIVED},
    ProjectState.PUBLISHED: {ProjectState.DRAFT, ProjectState.ARCHIVED},
    ProjectState.ARCHIVED: {ProjectState.PUBLISHED},
}


class Visibility(models.TextChoices):
    """Who may read a published project."""

    PUBLIC = "public", _("Everyone")
    UNLISTED = "unlisted", _("Everyone who has the address")
    MEMBERS = "members", _("Its members")


class Action(models.TextChoices):
    """What residents can do while a phase is open."""

    PROPOSE = "propose", _("Propose")
    COMMENT = "comment", _("Comment")
    SUPPORT = "support", _("Support")
    VOTE = "vote", _("Vote")
    ANSWER = "answer", _("Answer a survey")


class Blueprint(models.TextChoices):
    """The ready-made shapes of a project."""

    IDEAS = "ideas", _("Ideas")
    HEARING = "hearing", _("Hearing")
    SURVEY = "survey", _("Survey")
    BUDGET = "budget", _("Participatory budget")
