"""What a fresh project of the budget blueprint gets, and the way to it from the project's desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participation.projects.features import DeskLink
from participation.projects.models import Project
from participation.projects.rules import may_coordinate
from participation.projects.states import Action, Blueprint
from proposals.voting.services import create_round

if TYPE_CHECKING:
    from participation.accounts.models import User


def build(project: Project, blueprint: str, _data: Mapping[str, Any]) -> None:
    """A round in preparation, with its key."""
    if blueprint == Blueprint.BUDGET:
        create_round(project=project, by=None)


def desk(user: User, project: Project) -> Iterable[DeskLink]:
    """The way to the vote, in a project that has a phase for it or is of the blueprint."""
    votes = any(Action.VOTE in phase.features for phase in project.phases.all())
    if may_coordinate(user, project) and (votes or project.blueprint == Blueprint.BUDGET):
        yield DeskLink(
            label=_("The vote"),
            about=_("Pots, items, rules and who may vote: prepare them, and publish the rules before the vote opens."),
            url=reverse("voting_round", args=[project.pk]),
        )
